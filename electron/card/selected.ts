import { bytesOf, concat, malformed } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { type Channel, type Command, send } from './channel'
import { readBinary } from './commands'
import { shortLengths } from './lengths'

type Reading = {
  readonly start?: number
  /** How many bytes one READ BINARY asks for. */
  readonly most?: number
  /** The path of the file in hex: what may not be read without a PIN is `card.needs-pin` then. */
  readonly file?: string
}

/** The selected transparent EF from `start` to before `end`. A file that ends before is `bytes.malformed`. */
export async function readSelected(
  channel: Channel,
  end: number,
  { start = 0, most = shortLengths.read, file }: Reading = {},
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for (let at = start; at < end; ) {
    const command = readBinary(at, Math.min(most, end - at))
    const part = await send(channel, file === undefined ? command : needsPin(file, command))
    if (part.length === 0) throw malformed(`the file ends early, ${end} bytes were announced`, at)
    parts.push(part)
    at += part.length
  }
  return parts.length === 1 ? (parts[0] ?? bytesOf()) : concat(...parts)
}

/** 6982: a key has to be shown first, and this station has none that reads; 9804 where a SIM says so. */
const needsPin = <T>(path: string, command: Command<T>): Command<T> => ({
  ...command,
  knows: (sw) => isRefusal(sw) || (command.knows?.(sw) ?? false),
  parse: (data, sw) => {
    if (isRefusal(sw)) throw new Failed({ code: 'card.needs-pin', path })
    return command.parse(data, sw)
  },
})

const isRefusal = (sw: number): boolean => sw === 0x6982 || sw === 0x9804
