import { malformed } from './bytes'

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Strict: anything that is not UTF-8 is `bytes.malformed`. A byte order mark is kept, so that callers can speak of it. */
export function fromUtf8(bytes: Uint8Array, offset = 0): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw malformed('not UTF-8', offset + firstBad(bytes))
  }
}

/** Half a surrogate pair has no UTF-8. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)

/** Where the first character begins that is none: no decoded text is longer than its bytes allow. */
function firstBad(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const written = utf8(decoder.decode(bytes))
  const at = written.findIndex((byte, index) => byte !== bytes[index])
  return at < 0 ? bytes.length : at
}
