import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ImportReport, ImportSource } from '../../shared/import'
import { en } from '../../shared/text/en'
import { batchIn } from './batch'
import { type Command, exit, type Io, list, text, usage, type Values, withStation } from './command'

const words = en.batchCommands

export const batchImport: Command = {
  name: 'batch import',
  does: 'identities from a CSV file, an Excel workbook or a range: all of them or none',
  usage: '(FILE | --first IMEI --last IMEI) --batch B [--column device=IMEI …] [--dry-run]',
  more: [
    '--column says which column is the device or a variable, by the name at its head or its number from 1.',
    '--dry-run tells what the file is, and takes nothing. Exit code 1 where something is wrong with it.',
  ],
  options: {
    batch: { type: 'string' },
    first: { type: 'string' },
    last: { type: 'string' },
    column: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
  },
  positionals: true,
  run: (args, io) => {
    const { values, positionals } = args
    const source = sourceOf(values, positionals)
    const request = { batch: batchIn(values), source, columns: columnsOf(values) }
    const isDry = values['dry-run'] === true
    return withStation(args, io, async (ask, { batches }) => {
      const steps = isDry
        ? await ask.batch.preview(request, { signal: io.signal })
        : await ask.batch.import(request, { signal: io.signal })
      let last = 0
      for await (const step of steps) {
        if (step.at === 'done') {
          const { order, identities } = batches.get(request.batch)
          const spare = Math.max(0, identities.known + (step.isTaken ? 0 : step.report.good) - order.quantity)
          io.out({ outcome: isFine(step.report) ? 'PASS' : 'FAIL', isTaken: step.isTaken, spare, ...step.report })
          tell(step.report, io)
          if (isFine(step.report) && spare > 0) io.answer(words.spare(spare))
          if (step.isTaken) io.answer(words.taken(step.report.good, request.batch))
          else io.answer(isFine(step.report) ? words.fit : words.notTaken)
          return isFine(step.report) ? exit.pass : exit.fail
        }
        if (step.rows - last < 100_000) continue
        last = step.rows
        io.out(step)
        io.say(en.list.reading(step.rows))
      }
      return exit.unsettled
    })
  },
}

const isFine = ({ good, rows }: ImportReport): boolean => good === rows && rows > 0

function tell({ good, rows, findings, wrong, ...file }: ImportReport, io: Io): void {
  io.answer(words.file(en.list.rows(good, rows), file))
  for (const { row, column, what, value } of findings)
    io.answer(en.list.finding(row, column, en.list.wrong[what], value))
  const rest = Object.values(wrong).reduce((sum, count) => sum + count, 0) - findings.length
  if (rest > 0) io.answer(words.more(rest))
}

function sourceOf(values: Values, [file, another]: readonly string[]): ImportSource {
  const [first, last] = [text(values, 'first'), text(values, 'last')]
  if (another !== undefined) throw usage('one file at a time')
  if (file !== undefined && !existsSync(file)) throw usage(`there is no file ${file}`)
  if (file !== undefined && first === undefined && last === undefined) return { from: 'file', path: resolve(file) }
  if (file === undefined && first !== undefined && last !== undefined) return { from: 'range', first, last }
  throw usage(`name a file, or both ends of a range: ${batchImport.usage}`)
}

const columnsOf = (values: Values): Record<string, string> =>
  Object.fromEntries(
    list(values, 'column').map((pair) => {
      const [, name, column] = /^([^=]+)=(.+)$/.exec(pair) ?? []
      if (name === undefined || column === undefined) throw usage('--column is name=column', 'column')
      return [name, column]
    }),
  )
