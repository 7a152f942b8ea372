// `npm run perf:batches -- --count N`: a list of so many identities as CSV and as a workbook, looked at and imported, each
// in a process of its own, beside a peer that only parses the same CSV and puts its column into a table of SQLite with the
// same constraint. The station reads in a thread; meanwhile the main one notes something now and then, as jobs do.
// One JSON line; over the bars it ends with 1.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bundle, load } from './load.mjs'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000000' }, run: { type: 'string' }, in: { type: 'string' } },
})
const count = Number(values.count)
/** `windowMsPerSecond`: work of the thread that a window waits for, however busy the machine is. */
const bars = { peakMB: 600, ratio: 5, windowMsPerSecond: 50 }
const sources = {
  sqlite: 'electron/records/sqlite.ts',
  journal: 'electron/records/journal.ts',
  batches: 'electron/records/batches.ts',
  list: 'electron/list/list-beside.ts',
  owner: 'electron/records/owner.ts',
  order: 'shared/batch.ts',
}

const colours = ['red', 'blue', 'green']

if (values.run) await run(values.run, values.in)
else await all()

async function all() {
  const { luhn, workbook } = await load('perf-batches-lists', {
    luhn: 'shared/identity/luhn.ts',
    workbook: 'test/support/workbook.ts',
  })
  await load('perf-batches', sources)
  await bundle('perf-batches-thread', { list: 'electron/list/list-thread.ts' })
  const folder = mkdtempSync(join(tmpdir(), 'perf-batches-'))
  try {
    const imeiOf = (number) => {
      const body = String(35_000_000_000_000 + number * 7)
      return body + luhn.luhnDigit(body)
    }
    const numbers = Array.from({ length: count }, (_, at) => at)
    const lines = numbers.map((at) => `${at + 1};${imeiOf(at)};${colours[at % colours.length]}\n`)
    writeFileSync(join(folder, 'list.csv'), `No;IMEI;Colour\n${lines.join('')}`)
    const texts = workbook.sharedTexts(['No', 'IMEI', 'Colour', ...colours].map((text) => `<t>${text}</t>`))
    const cells = (at) =>
      `<c><v>${at + 1}</v></c><c><v>${imeiOf(at)}</v></c><c t="s"><v>${3 + (at % colours.length)}</v></c>`
    const head = '<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>'
    const rows = numbers.slice(0, 1_048_575).map((at) => `<row r="${at + 2}">${cells(at)}</row>`)
    writeFileSync(join(folder, 'list.xlsx'), workbook.workbookOf(head + rows.join(''), [texts]))
    const result = measured(folder)
    process.stdout.write(`${JSON.stringify(result)}\n`)
    const { csv, sheet } = result
    const peakMB = Math.max(csv.import.peakMB, sheet.import.peakMB)
    const windowMs = Math.max(csv.import.windowMsPerSecond, sheet.import.windowMsPerSecond)
    process.exitCode = peakMB <= bars.peakMB && csv.ratio <= bars.ratio && windowMs <= bars.windowMsPerSecond ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function measured(folder) {
  const one = (kind) =>
    JSON.parse(
      execFileSync(
        process.execPath,
        [fileURLToPath(import.meta.url), '--run', kind, '--in', folder, '--count', values.count],
        {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      ),
    )
  const peer = one('peer')
  const csv = { preview: one('preview-csv'), import: one('import-csv') }
  const sheet = { preview: one('preview-xlsx'), import: one('import-xlsx') }
  const ratio = (of) => rounded(of.cpuSeconds / peer.cpuSeconds)
  return {
    count,
    csvMB: megabytes(statSync(join(folder, 'list.csv')).size),
    sheetMB: megabytes(statSync(join(folder, 'list.xlsx')).size),
    peer,
    csv: { ...csv, ratio: ratio(csv.import) },
    sheet: { ...sheet, ratio: ratio(sheet.import) },
  }
}

async function run(what, folder) {
  const [to, kind] = what.split('-')
  const began = performance.now()
  const cpuBefore = process.cpuUsage()
  const window = to === 'peer' ? await peer(folder) : await station(to, join(folder, `list.${kind}`))
  const { user, system } = process.cpuUsage(cpuBefore)
  const result = {
    seconds: rounded((performance.now() - began) / 1000),
    cpuSeconds: rounded((user + system) / 1e6),
    peakMB: megabytes(process.resourceUsage().maxRSS * 1024),
    ...window,
  }
  process.stdout.write(JSON.stringify(result))
}

/** As the station does it: what the main thread had to do meanwhile, and how long its longest note waited for the store. */
async function station(to, path) {
  const home = mkdtempSync(join(tmpdir(), 'perf-batches-home-'))
  const parts = await modules()
  const db = parts.sqlite.openDatabase(join(home, 'station.db'))
  const journal = parts.journal.createJournal(db, Date.now)
  const batches = parts.batches.createBatches(db, `${process.pid}`, Date.now)
  const order = {
    batch: 'perf',
    template: { name: 't', sha256: 'a'.repeat(64) },
    quantity: count,
    identities: 'listed',
  }
  batches.create(parts.order.BatchOrder.parse({ ...order, bench: false }))
  let [noteMs, report] = [0]
  const timer = setInterval(() => {
    const began = performance.now()
    journal.audit('perf', 'a note')
    noteMs = Math.max(noteMs, performance.now() - began)
  }, 100)
  const began = { at: performance.now(), spentMs: mainSpentMs() }
  const work = {
    database: join(home, 'station.db'),
    rowKey: join(home, 'rows.key'),
    owner: parts.owner.ownerOf(process.pid),
    request: { batch: 'perf', source: { from: 'file', path } },
    to,
    asked: [],
  }
  const script = fileURLToPath(new URL('../out/perf-batches-thread/list.mjs', import.meta.url))
  for await (const step of parts.list.listBeside(script, work)) if (step.at === 'done') report = step
  const spentMs = mainSpentMs() - began.spentMs
  clearInterval(timer)
  const { known } = batches.get('perf').identities
  if (report.report.good !== count || report.isTaken !== (to === 'import') || known !== (to === 'import' ? count : 0))
    throw new Error(JSON.stringify(report))
  db.close()
  rmSync(home, { recursive: true })
  return {
    windowMsPerSecond: rounded(spentMs / ((performance.now() - began.at) / 1000)),
    longestNoteMs: Math.round(noteMs),
  }
}

/** Linux, proc(5): nanoseconds that this thread has been on a processor. */
function mainSpentMs() {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
}

/** The least that anybody could do: no check digit, no report, one transaction. */
async function peer(folder) {
  const { default: Papa } = await import('papaparse')
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const db = new DatabaseSync(join(folder, 'peer.db'))
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('CREATE TABLE unit (seq INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, device TEXT NOT NULL)')
  const insert = db.prepare('INSERT INTO unit (identity, device) VALUES (?, ?)')
  db.exec('BEGIN')
  Papa.parse(readFileSync(join(folder, 'list.csv'), 'utf8'), {
    header: true,
    skipEmptyLines: true,
    step: ({ data }) => insert.run(data.IMEI.slice(0, 14), `imei:${data.IMEI}`),
  })
  db.exec('COMMIT')
  db.close()
}

async function modules() {
  const names = Object.keys(sources)
  const loaded = names.map((name) => import(new URL(`../out/perf-batches/${name}.mjs`, import.meta.url)))
  return Object.fromEntries((await Promise.all(loaded)).map((module, at) => [names[at], module]))
}

function megabytes(bytes) {
  return Math.round(bytes / 2 ** 20)
}
function rounded(value) {
  return Number(value.toFixed(2))
}
