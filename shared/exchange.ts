// One exchange of a trace as a person reads it: the command by its name, and the status word.
import { commandName } from './text/command-name'
import { filled, partsOf, type TraceLine } from './trace'

export type Exchange = {
  readonly ms: number
  readonly command: string
  /** Absent where the card did not answer. */
  readonly sw?: string
}

const EXTERNAL_AUTHENTICATE = 0x82

/** ISO/IEC 7816-4, 5.4.1: what is wrapped for a secure channel has another class, and its answer is inside. */
export const isWrapped = ([cla = 0, ins = 0]: Uint8Array): boolean =>
  cla !== 0xa0 && (cla & 0x0c) !== 0 && ins !== EXTERNAL_AUTHENTICATE

/** Every command of a trace, in order. */
export function exchangesIn(lines: readonly TraceLine[]): readonly Exchange[] {
  const exchanges: Exchange[] = []
  let ms = 0
  for (const line of lines) {
    if ('ms' in line) ms = line.ms
    if (line.trace !== 'apdu' && line.trace !== 'inside' && line.trace !== 'lost') continue
    const bytes = filled(partsOf(line.c))
    const command = commandName(bytes[1] ?? 0)
    if (line.trace === 'lost') exchanges.push({ ms, command })
    else if (line.trace === 'inside' || !isWrapped(bytes)) exchanges.push({ ms, command, sw: line.r.slice(-4) })
  }
  return exchanges
}

/** Whether the card did what was asked and had nothing to add. */
export const isPlain = ({ sw }: Exchange): boolean => sw === '9000'
