import { type Command, exit, withStation } from './command'
import { allRecords } from './job'

export const recordsExport: Command = {
  name: 'records export',
  does: 'all records, a JSON object or a CSV row each',
  usage: '[--csv]',
  options: { csv: { type: 'boolean' } },
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const isCsv = args.values.csv === true
      if (isCsv) io.print(`${columns.join(',')}\n`)
      for await (const record of allRecords(ask)) {
        const row: Record<string, unknown> = {
          ...record,
          template: record.template?.name,
          failure: record.failure?.code,
          registration: record.registration.state,
        }
        io.print(isCsv ? `${columns.map((name) => quoted(row[name])).join(',')}\n` : `${JSON.stringify(record)}\n`)
      }
      return exit.pass
    }),
}

const columns = [
  'job',
  'kind',
  'startedAt',
  'endedAt',
  'outcome',
  'failure',
  'device',
  'iccid',
  'reader',
  'template',
  'format',
  'bytes',
  'sha256',
  'registration',
  'bench',
]

/** RFC 4180; a leading =, +, - or @ would be a formula to a spreadsheet. */
function quoted(value: unknown): string {
  const text = value === undefined ? '' : String(value)
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
