import { malformed } from './bytes'

const encoder = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Uint8Array => (text.length < longestPlain && plain(text)) || encoder.encode(text)

/** Most texts are short and plain, and not worth a call out of the language. */
const longestPlain = 64

function plain(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) return undefined
    bytes[at] = code
  }
  return bytes
}

/** Strict: anything that is not UTF-8 is `bytes.malformed`. A byte order mark is kept, so that callers can speak of it. */
export function fromUtf8(bytes: Uint8Array, offset = 0): string {
  try {
    return strict.decode(bytes)
  } catch {
    throw malformed('not UTF-8', offset + firstBad(bytes))
  }
}

/** The text these bytes are, if it is one that XML could carry and a person read. */
export function readable(bytes: Uint8Array): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/
  try {
    const text = strict.decode(bytes)
    return unfit.test(text) ? undefined : text
  } catch {
    return undefined
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
