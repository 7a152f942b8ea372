// `npm run perf:records -- --count N`: identities sought among so many records, beside a plain LIKE over the same rows,
// which is what a store without keys of its own would do. One JSON line; over the bars it ends with 1.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { load } from './load.mjs'

const { values } = parseArgs({ options: { count: { type: 'string' } } })
const count = Number(values.count ?? 1_000_000)
const bars = { worstMs: 100 }

const parts = await load('perf-records', {
  sqlite: 'electron/records/sqlite.ts',
  journal: 'electron/records/journal.ts',
  found: 'electron/records/found.ts',
  figures: 'electron/records/figures.ts',
  luhn: 'shared/identity/luhn.ts',
})
const folder = mkdtempSync(join(tmpdir(), 'perf-records-'))
try {
  const result = measure()
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = result.worstMs <= bars.worstMs ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}

function measure() {
  const path = join(folder, 'station.db')
  const db = parts.sqlite.openDatabase(path)
  const journal = parts.journal.createJournal(db, Date.now)
  const began = performance.now()
  fill(db)
  const fillSeconds = (performance.now() - began) / 1000
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
    everything: [() => find({})],
    failed: [() => find({ outcome: ['FAIL'] })],
    rare: [() => find({ text: '35', outcome: ['ERROR'] })],
    page: [() => find({ before: { startedAt: startedAt(count / 2), job: jobOf(count / 2) } })],
  }
  const figuresOf = parts.figures.createFigures(db, Date.now)
  const day = Math.min(count, 9600)
  const figures = (cards) => () => figuresOf({ from: startedAt(0), to: startedAt(cards), bench: false })
  const figuresMs = { day: timesOf([figures(day)]).worst, month: timesOf([figures(day * 30)]).worst }
  const ms = Object.fromEntries(Object.entries(sought).map(([name, runs]) => [name, timesOf(runs)]))
  const plain = timesOf(picks.slice(0, 5).map((number) => () => like(db, imeiOf(number))))
  const identities = [ms.device, ms.deviceEnd, ms.card, ms.cardEnd, ms.job, ms.nobody]
  const worstMs = Math.max(...identities.map(({ worst }) => worst))
  db.close()
  return {
    count,
    fillSeconds: rounded(fillSeconds),
    fileMB: Math.round(statSync(path).size / 2 ** 20),
    ms,
    worstMs,
    figuresMs,
    plainLikeMs: plain.median,
    ratio: rounded(plain.median / ms.device.median),
  }
}

function timesOf(runs) {
  const times = runs.map((run) => {
    const began = performance.now()
    run()
    return performance.now() - began
  })
  times.sort((one, other) => one - other)
  return { median: rounded(times[Math.floor(times.length / 2)]), worst: rounded(times.at(-1)) }
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

/** Rows as the journal keeps them, without the notes behind them. */
function fill(db) {
  const batch = 10_000
  for (let first = 0; first < count; first += batch)
    parts.sqlite.transaction(db, () => {
      for (let number = first; number < Math.min(count, first + batch); number++)
        parts.found.keepRecord(db, recordOf(number), false)
    })
}

function recordOf(number) {
  const outcome = number % 50_000 === 17 ? 'ERROR' : number % 50 === 7 ? 'FAIL' : 'PASS'
  const phases = ['compose', 'write', 'verify', 'rehearse', 'register']
  return {
    ...{ job: jobOf(number), kind: 'write', outcome, device: `imei:${imeiOf(number)}`, iccid: iccidOf(number) },
    ...{ atr: '3b9f96801fc78031e073fe211b66d00177970d00', reader: `Reader ${number % 8}`, format: 'dm2' },
    template: { name: 'nordwind', sha256: 'a'.repeat(64) },
    sha256: 'b'.repeat(64),
    bytes: 412,
    phases: phases.map((name, at) => ({ name, outcome: 'done', ms: 100 * at + (number % 90) })),
    commands: 41,
    keys: { adm1: { triesLeft: 3 } },
    accounts: [{ serverId: 'dm.nordwind.example', url: 'https://dm.nordwind.example/dm' }],
    registration: { state: 'accepted', id: `r-${number}` },
    torn: false,
    bench: false,
    startedAt: startedAt(number),
    endedAt: startedAt(number),
    ...(outcome === 'FAIL' && { failure: { code: 'card.mismatch', offset: 3 } }),
  }
}

/** Of one model, as on a line: all begin alike. */
function imeiOf(number) {
  const body = `356938${String(number).padStart(8, '0')}`
  return body + parts.luhn.luhnDigit(body)
}

function iccidOf(number) {
  const body = `894902${String(number * 7).padStart(12, '0')}`
  return body + parts.luhn.luhnDigit(body)
}

function jobOf(number) {
  const hex = (Math.imul(number, 2654435761) >>> 0).toString(16).padStart(8, '0')
  return `${hex}-0000-4000-8000-${String(number).padStart(12, '0')}`
}

function startedAt(number) {
  return new Date(Date.UTC(2026, 0, 1) + number * 9000).toISOString()
}

function rounded(value) {
  return Number(value.toFixed(2))
}
