// `npm run perf:records -- --count N`: identities sought among so many records, beside a plain LIKE over the same rows,
// which is what a store without keys of its own would do. One JSON line; over the bars it ends with 1. The bars are of work
// done (CPU), which a busy machine does not change; `wall` is what it took here and now.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle, load } from './load.mjs'
import { fillRecords, jobOf, manyRecords, startedAt } from './many-records.mjs'

const { values } = parseArgs({ options: { count: { type: 'string' } } })
const count = Number(values.count ?? 1_000_000)
const bars = { worstMs: 100, windowMs: 50, openMs: 5 }

const parts = await load('perf-records', {
  sqlite: 'electron/records/sqlite.ts',
  journal: 'electron/records/journal.ts',
  keys: 'electron/records/record-keys.ts',
  beside: 'electron/records/lookup-beside.ts',
  luhn: 'shared/identity/luhn.ts',
})
const { imeiOf, iccidOf } = manyRecords(count, parts)
const { thread } = await bundle('perf-records-thread', { thread: 'electron/records/lookup-thread.ts' })
const folder = mkdtempSync(join(tmpdir(), 'perf-records-'))
try {
  const result = await measure()
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = Object.entries(bars).every(([name, most]) => result[name] <= most) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}

async function measure() {
  const path = join(folder, 'station.db')
  const began = performance.now()
  fillRecords(path, count, parts)
  const fillSeconds = (performance.now() - began) / 1000
  const db = parts.sqlite.openDatabase(path)
  const journal = parts.journal.createJournal(db, Date.now)
  const find = (search) => journal.search({ text: '', outcome: [], bench: false, limit: 100, ...search })
  const picks = Array.from({ length: 40 }, (_, at) => Math.floor(((at + 0.5) / 40) * count))
  const sought = {
    device: picks.map((number) => () => only(find({ text: imeiOf(number) }), number)),
    deviceEnd: picks.map((number) => () => has(find({ text: imeiOf(number).slice(-8), limit: 1000 }), number)),
    card: picks.map((number) => () => only(find({ text: iccidOf(number) }), number)),
    cardEnd: picks.map((number) => () => has(find({ text: iccidOf(number).slice(-8), limit: 1000 }), number)),
    job: picks.map((number) => () => only(find({ text: jobOf(number) }), number)),
    nobody: picks.map((number) => () => only(find({ text: `99${imeiOf(number).slice(2)}` }))),
    // As it is typed, digit by digit.
    typed: picks.map((number, at) => () => find({ text: imeiOf(number).slice(0, 1 + (at % 15)) })),
    batch: [
      () => find({ text: 'Nordwind-3' }),
      () => find({ text: 'nordw' }),
      () => find({ text: 'Nordwind-3', outcome: ['FAIL'] }),
    ],
    everything: [() => find({})],
    failed: [() => find({ outcome: ['FAIL'] })],
    rare: [() => find({ text: '35', outcome: ['ERROR'] })],
    // What a window and each card that comes in ask.
    open: picks.map(() => () => journal.open(false)),
    owed: picks.map(() => () => journal.owed(false)),
    page: [() => find({ before: { startedAt: startedAt(count / 2), job: jobOf(count / 2) } })],
  }
  const day = Math.min(count, 9600)
  find({ text: imeiOf(1) })
  const ms = Object.fromEntries(Object.entries(sought).map(([name, runs]) => [name, timesOf(runs)]))
  const plain = timesOf(picks.slice(0, 5).map((number) => () => like(db, imeiOf(number))))
  const identities = [ms.device, ms.deviceEnd, ms.card, ms.cardEnd, ms.job, ms.nobody, ms.typed, ms.batch]
  const worstMs = Math.max(...identities.map(({ worst }) => worst))
  db.close()
  const { figuresMs, windowMs } = await whileReading(path, { day, month: day * 30 })
  return {
    count,
    fillSeconds: rounded(fillSeconds),
    fileMB: Math.round(statSync(path).size / 2 ** 20),
    ms,
    worstMs,
    openMs: ms.open.median + ms.owed.median,
    wallMs: Math.max(...identities.map(({ wall }) => wall)),
    figuresMs,
    windowMs,
    plainLikeMs: plain.median,
    ratio: rounded(plain.median / ms.device.median),
  }
}

/** Figures as a window asks for them: in a thread, and how much work all of that was for this one. */
async function whileReading(path, cards) {
  const lookup = parts.beside.lookupBeside(thread, { database: path, intake: '' }, console.error)
  await lookup.search({ text: '', outcome: [], bench: false, limit: 1 })
  const before = windowSpentMs()
  const figuresMs = {}
  for (const [name, count] of Object.entries(cards)) {
    const [began, cpu] = [performance.now(), process.cpuUsage()]
    await lookup.figures({ from: startedAt(0), to: startedAt(count), bench: false })
    const { user, system } = process.cpuUsage(cpu)
    figuresMs[name] = { work: Math.round((user + system) / 1000), wall: Math.round(performance.now() - began) }
  }
  const windowMs = rounded(windowSpentMs() - before)
  lookup.close()
  return { figuresMs, windowMs }
}

/** Linux, proc(5): nanoseconds that this thread has been on a processor. */
function windowSpentMs() {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
}

function timesOf(runs) {
  const times = runs.map((run) => {
    const [began, cpu] = [performance.now(), process.cpuUsage()]
    run()
    const { user, system } = process.cpuUsage(cpu)
    return { work: (user + system) / 1000, wall: performance.now() - began }
  })
  const sorted = (what) => times.map((time) => time[what]).sort((one, other) => one - other)
  const work = sorted('work')
  return {
    median: rounded(work[Math.floor(work.length / 2)]),
    worst: rounded(work.at(-1)),
    wall: rounded(sorted('wall').at(-1)),
  }
}

function only({ records, total }, number) {
  const [first] = records
  if (total !== (number === undefined ? 0 : 1) || (number !== undefined && first.job !== jobOf(number)))
    throw new Error(`found ${total} records for ${number}`)
}

function has({ records }, number) {
  if (!records.some(({ job }) => job === jobOf(number))) throw new Error(`record ${number} was not found by its end`)
}

function like(db, text) {
  const sql =
    'SELECT record FROM record WHERE device LIKE ? OR iccid LIKE ? OR job LIKE ? ORDER BY started DESC LIMIT 100'
  return db.all(sql, `%${text}%`, `%${text}%`, `%${text}%`)
}

function rounded(value) {
  return Number(value.toFixed(2))
}
