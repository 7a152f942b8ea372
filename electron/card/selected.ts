import { bytesOf, concat, malformed } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { type Channel, type Command, sendSome } from './channel'
import { readBinary } from './commands'
import type { Fcp } from './fcp'
import { shortLengths } from './lengths'
import { wantsOf } from './secure-place'

type Reading = {
  readonly start?: number
  /** How many bytes one READ BINARY asks for. */
  readonly most?: number
  /** The path of the file in hex: what may not be read without a PIN is `card.needs-pin` then. */
  readonly file?: string
  /** Tells whether it is rather a secure channel: `card.needs-secure-channel`. */
  readonly fcp?: Fcp
  /** How the first commands are sent, where the file is not selected yet. */
  readonly first?: SendReads | undefined
}
/** The longest Le of a byte that is its own number: there are cards that take the 00 of 256 for nothing (swICC 1.2, 2026-11). */
export const MOST_TOLD = 255

/** What some of them answered, the first one at least. */
export type SendReads = (commands: readonly Command<Uint8Array>[]) => Promise<readonly Uint8Array[]>

/** The selected transparent EF from `start` to before `end`. A file that ends before is `bytes.malformed`. */
export async function readSelected(
  channel: Channel,
  end: number,
  { start = 0, most = shortLengths.read, file, fcp, first }: Reading = {},
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = most
  for (let at = start; at < end; ) {
    const commands = pieces(at, end, length).map(([offset, count]) => readBinary(offset, count))
    const asked = file === undefined ? commands : commands.map((command) => orNeeds(file, fcp, command))
    const some = await (first && parts.length === 0 ? first(asked) : sendSome(channel, asked))
    for (const part of some) {
      if (part.length === 0 && length <= MOST_TOLD)
        throw malformed(`${file ? `${file}: ` : ''}the file ends early, ${end} bytes were announced`, at)
      if (part.length === 0) {
        length = MOST_TOLD
        break
      }
      parts.push(part)
      const isWhole = part.length === Math.min(length, end - at)
      at += part.length
      if (isWhole) continue
      // What was read behind it is not what follows it.
      length = part.length
      break
    }
  }
  return parts.length === 1 ? (parts[0] ?? bytesOf()) : concat(...parts)
}

const pieces = (start: number, end: number, most: number): readonly (readonly [offset: number, count: number])[] =>
  Array.from({ length: Math.ceil((end - start) / most) }, (_, piece) => {
    const offset = start + piece * most
    return [offset, Math.min(most, end - offset)]
  })

/** What has to be there first, and this station has no key for: a PIN, or a secure channel where the file says so. */
const orNeeds = <T>(path: string, fcp: Fcp | undefined, command: Command<T>): Command<T> => ({
  ...command,
  name: `${command.name} of ${path}`,
  knows: (sw) => isRefusal(sw) || (command.knows?.(sw) ?? false),
  parse: (data, sw) => {
    if (sw === 0x6989 || (isRefusal(sw) && fcp && wantsOf(fcp) === 'secure channel'))
      throw new Failed({ code: 'card.needs-secure-channel', path })
    if (isRefusal(sw)) throw new Failed({ code: 'card.needs-pin', path })
    return command.parse(data, sw)
  },
})

/** ETSI TS 102 221, 10.2.1.5; 9804 where a SIM says so. */
const isRefusal = (sw: number): boolean => sw === 0x6982 || sw === 0x6989 || sw === 0x9804
