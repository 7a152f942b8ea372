// The encoding of a text whose bytes are seen one after the other, and the first place that is in none.
import type { Survey } from './survey'
import { listUnfit } from './unfit'

type Encoding = Extract<Survey['encoding'], 'utf-8' | 'windows-1252'>

/**
 * UTF-8 where all of it is; else one byte a character, if nothing of it is UTF-8: a file of both would be half in wrong
 * letters. A control character is in no text. Fails with `list.unfit`.
 */
export function createTextLook(path: string) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const at = { row: 1, column: 1 }
  const seen = { isUtf8: true, lead: 0, left: 0, wide: 0, strays: 0 }
  let isCertain = false
  let firstStray: typeof at | undefined

  function follow(byte: number): void {
    if (seen.left > 0 && byte >> 6 === 0b10) {
      if (isOnlyUtf8(seen.lead, byte)) isCertain = true
      if (--seen.left === 0) seen.wide++
      return
    }
    const left = byte < 0x80 ? 0 : followersOf(byte)
    if (seen.left > 0 || (byte >= 0x80 && left === 0)) {
      seen.strays++
      firstStray ??= { ...at }
    }
    seen.left = left
    seen.lead = byte
  }
  return {
    take: (chunk: Uint8Array): void => {
      for (const byte of chunk) {
        if (byte >= 0x80 || seen.left > 0) follow(byte)
        if (byte === 0x0a) {
          at.row++
          at.column = 0
        } else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0d) throw unknown(path, at)
        at.column++
      }
      if (seen.isUtf8) seen.isUtf8 = decodes(decoder, chunk)
    },
    encoding: (): Encoding => {
      if (seen.isUtf8 && decodes(decoder)) return 'utf-8'
      const isMixed = isCertain || (seen.wide > 0 && seen.wide >= seen.strays)
      if (isMixed && firstStray) throw unknown(path, firstStray)
      return 'windows-1252'
    },
  }
}

const unknown = (path: string, { row, column }: { readonly row: number; readonly column: number }) =>
  listUnfit(path, 'encoding', { row, column: String(column) })

/** RFC 3629, 4: how many bytes follow the first of a character. */
const followersOf = (lead: number): number => (lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3)

/** Letters like ä and é, the mark of UTF-8, dashes, quotes and the euro: in one byte a character nobody writes `Ã¤` or `â€`. */
const isOnlyUtf8 = (lead: number, next: number): boolean =>
  lead === 0xc3 || (lead === 0xe2 && (next === 0x80 || next === 0x82)) || (lead === 0xef && next === 0xbb)

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}
