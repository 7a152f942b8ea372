import { hex } from '../../shared/bytes'
import { en } from '../../shared/text/en'
import { filled, partsOf, sizeOf, type TraceLine } from '../../shared/trace'
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
      return `${clock(line.ms)}  ${en.trace.power(line.is, line.atr)}`
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

/** The name of a command, and what tells it from the next one of that name. */
function commandOf(c: string): string {
  const parts = partsOf(c)
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, third = 0] = filled(parts)
  const isSim = cla === 0xa0
  if (!isSim && (cla & 0x0c) !== 0) return `${en.trace.wrapped}, ${en.trace.command(ins)}`
  const channel = isSim || (cla & 0x03) === 0 ? [] : [en.trace.channel(cla & 0x03)]
  return [
    en.trace.command(ins),
    ...detailsOf(ins, { p1, p2, third, data: dataOf(c), sizeBytes: sizeOf(parts) }),
    ...channel,
  ].join(' ')
}

type Details = {
  readonly p1: number
  readonly p2: number
  readonly third: number
  readonly data: string
  readonly sizeBytes: number
}

function detailsOf(ins: number, { p1, p2, third, data, sizeBytes }: Details): readonly string[] {
  switch (ins) {
    case 0xa4:
      return [data]
    case 0xb0:
      return [en.trace.range((p1 & 0x7f) * 256 + p2, third || 256)]
    case 0xd6:
      return [en.trace.range((p1 & 0x7f) * 256 + p2, sizeBytes - 5)]
    case 0xb2:
    case 0xdc:
      return [en.trace.record(p1)]
    case 0x20:
    case 0x24:
    case 0x26:
    case 0x28:
    case 0x2c:
      return [en.trace.key(p2), ...(sizeBytes > 5 ? [en.trace.hidden(sizeBytes - 5)] : [])]
    default:
      return []
  }
}

/** What a short command carries, if it is told. */
function dataOf(c: string): string {
  const bytes = partsOf(c)[0]
  if (!bytes || !('bytes' in bytes)) return ''
  const lc = bytes.bytes[4] ?? 0
  return bytes.bytes.length > 5 ? hex(bytes.bytes.subarray(5, 5 + lc)) : ''
}
