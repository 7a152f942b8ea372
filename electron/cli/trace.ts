import { hex } from '../../shared/bytes'
import { en } from '../../shared/text/en'
import { filled, partsOf, type TraceLine } from '../../shared/trace'
import { type Command, exit, withStation } from './command'
import { jobOf } from './job'

export const jobTrace: Command = {
  name: 'job trace',
  does: 'what passed between the station and the card of a job, without its secrets',
  usage: 'JOB',
  options: {},
  positionals: true,
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const lines = await ask.job.trace({ job: jobOf(args.positionals) })
      for (const line of lines) {
        io.out(line)
        if (!io.isJson) io.print(`${toldOf(line)}\n`)
      }
      if (lines.length === 0) io.say(en.trace.none)
      return exit.pass
    }),
}

/** One line of a trace as people read it: when, what was said, what was answered. */
export function toldOf(line: TraceLine): string {
  switch (line.trace) {
    case 'begun':
      return en.trace.begun(line.reader, line.at)
    case 'power':
      return `${clock(line.ms)}  ${en.trace.power(line.is, line.protocol, line.atr && `ATR ${line.atr}`)}`
    case 'apdu':
      return `${clock(line.ms)}  ${exchangeOf(line.c, line.r)}`
    case 'inside':
      return `${' '.repeat(9)}  ${en.trace.inside} ${exchangeOf(line.c, line.r)}`
    case 'lost':
      return `${clock(line.ms)}  ${commandOf(line.c).padEnd(44)}  ${en.trace.lost(line.code)}`
    case 'ended':
      return `${clock(line.ms)}  ${en.trace.ended(line.code)}`
  }
}

const clock = (ms: number): string => ms.toFixed(1).padStart(9)

function exchangeOf(c: string, r: string): string {
  const sw = r.slice(-4)
  const answer = r.slice(0, -4)
  return `${commandOf(c).padEnd(44)}  ${sw} ${en.trace.status(sw)}${answer && `  ${answer}`}`
}

const EXTERNAL_AUTHENTICATE = 0x82

/** The name of a command, and what tells it from the next one of that name. */
function commandOf(c: string): string {
  const parts = partsOf(c)
  const bytes = filled(parts)
  const [cla = 0, ins = 0] = bytes
  const isSim = cla === 0xa0
  if (!isSim && (cla & 0x0c) !== 0 && ins !== EXTERNAL_AUTHENTICATE)
    return `${en.trace.wrapped}, ${en.trace.command(ins)}`
  const channel = isSim || (cla & 0x03) === 0 ? [] : [en.trace.channel(cla & 0x03)]
  return [en.trace.command(ins), ...detailsOf(bytes), ...channel].join(' ')
}

/** ISO/IEC 7816-3, 12.1.3: a zero byte and something behind it make a command extended. */
function detailsOf(bytes: Uint8Array): readonly string[] {
  const [, ins, p1 = 0, p2 = 0, third = 0, high = 0, low = 0] = bytes
  const isExtended = third === 0 && bytes.length > 6
  const length = isExtended ? high * 256 + low : third
  const offset = (p1 & 0x7f) * 256 + p2
  switch (ins) {
    case 0xa4:
      return [hex(bytes.subarray(5, 5 + third))]
    case 0xb0:
      return [en.trace.range(offset, length || 256)]
    case 0xd6:
      return [en.trace.range(offset, length)]
    case 0xb2:
    case 0xdc:
      return [en.trace.record(p1)]
    case 0x20:
    case 0x24:
    case 0x26:
    case 0x28:
    case 0x2c:
      return [en.trace.key(p2, bytes.length - 5)]
    default:
      return []
  }
}
