import { writeFileSync } from 'node:fs'
import { BatchId } from '../../shared/batch-id'
import type { FiguresQuery } from '../../shared/figures'
import type { JobRecord } from '../../shared/job'
import { readingsOf } from '../../shared/readings'
import { en } from '../../shared/text/en'
import { csvHead, exportLine, noteReveal } from '../desk/records-export'
import { documentOf } from '../paper/paper-document'
import { shiftReport } from '../paper/shift-report'
import { type Command, exit, needed, text, usage, type Values, withStation } from './command'
import { allRecords } from './job'

const filters = { from: { type: 'string' }, to: { type: 'string' }, batch: { type: 'string' } } as const

export const recordsExport: Command = {
  name: 'records export',
  does: 'records, newest first, a JSON object or a CSV row each; of identities only their end',
  usage: '[--csv] [--from TIME] [--to TIME] [--batch B] [--reveal --reason WHY]',
  more: [
    'times are ISO 8601, 2026-01-31T06:00Z; --reveal shows identities in full, and is in the audit with its reason',
  ],
  options: { ...filters, csv: { type: 'boolean' }, reveal: { type: 'boolean' }, reason: { type: 'string' } },
  run: (args, io) =>
    withStation(args, io, async (ask, station) => {
      const { values } = args
      const asked = askedOf(values)
      const isRevealed = values.reveal === true
      if (isRevealed) noteReveal(needed(values, 'reason'), station.journal.audit)
      if (asked.batch) await ask.batch.get({ batch: asked.batch })
      const as = values.csv === true ? 'csv' : 'jsonl'
      if (as === 'csv') io.print(csvHead())
      let count = 0
      for await (const record of allRecords(ask)) {
        if (asked.from !== undefined && record.startedAt < asked.from) break
        if (!isAsked(record, asked)) continue
        count++
        io.print(exportLine(record, as, isRevealed))
      }
      if (count === 0) io.say(en.commandLine.none)
      return exit.pass
    }),
}

type Asked = Partial<FiguresQuery>

const isAsked = ({ startedAt, batch }: JobRecord, asked: Asked): boolean =>
  (asked.to === undefined || startedAt < asked.to) && (asked.batch === undefined || batch === asked.batch)

function askedOf(values: Values): Asked {
  const batch = BatchId.optional().safeParse(text(values, 'batch'))
  if (!batch.success) throw usage('--batch is the name of a batch', 'batch')
  const from = timeOf(values, 'from')
  const to = timeOf(values, 'to')
  if (from !== undefined && to !== undefined && to < from) throw usage('--to is earlier than --from', 'to')
  return { ...(from && { from }), ...(to && { to }), ...(batch.data && { batch: batch.data }) }
}

function timeOf(values: Values, name: string): string | undefined {
  const said = text(values, name)
  if (said === undefined) return undefined
  const at = new Date(said)
  if (!/^\d{4}-\d\d-\d\d/.test(said) || Number.isNaN(at.getTime()))
    throw usage(`--${name} is a time such as 2026-01-31 or 2026-01-31T06:00Z`, name)
  return at.toISOString()
}

export const recordsReport: Command = {
  name: 'records report',
  does: 'what the records of a time say together: yield, failures, takt, the outbox, and the batches worked on',
  usage: '--from TIME --to TIME [--batch B] [--html FILE]',
  options: { ...filters, html: { type: 'string' } },
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const { batch } = askedOf(args.values)
      const [from, to] = [timeOf(args.values, 'from'), timeOf(args.values, 'to')]
      if (from === undefined || to === undefined) throw usage('name the time by --from and --to', 'from')
      if (batch) await ask.batch.get({ batch })
      const query = { from, to, ...(batch && { batch }) }
      const figures = await ask.figures.get(query)
      const batches = await ask.batch.list()
      const readings = readingsOf(figures)
      const report = shiftReport({ query, figures, readings, batches }, en)
      const file = text(args.values, 'html')
      if (file !== undefined) write(file, documentOf(report))
      const { worse, suspect, tried, failed } = readings
      io.out({
        ...query,
        tried,
        failed,
        outcomes: figures.outcomes,
        causes: figures.causes,
        worse,
        suspect,
        owed: figures.owed,
        ...(file && { file }),
      })
      for (const line of [`${en.report.firstTries(tried, failed)}`, ...(file ? [en.report.written(file)] : [])])
        io.answer(line)
      return exit.pass
    }),
}

function write(file: string, document: string): void {
  try {
    writeFileSync(file, document, { mode: 0o600 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw usage(`${file} cannot be written (${code})`, 'html')
  }
}
