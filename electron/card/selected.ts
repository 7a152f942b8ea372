import { bytesOf, concat, malformed } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { type Channel, type Command, send } from './channel'
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
}

/** The selected transparent EF from `start` to before `end`. A file that ends before is `bytes.malformed`. */
export async function readSelected(
  channel: Channel,
  end: number,
  { start = 0, most = shortLengths.read, file, fcp }: Reading = {},
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for (let at = start; at < end; ) {
    const command = readBinary(at, Math.min(most, end - at))
    const part = await send(channel, file === undefined ? command : orNeeds(file, fcp, command))
    if (part.length === 0)
      throw malformed(`${file ? `${file}: ` : ''}the file ends early, ${end} bytes were announced`, at)
    parts.push(part)
    at += part.length
  }
  return parts.length === 1 ? (parts[0] ?? bytesOf()) : concat(...parts)
}

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
