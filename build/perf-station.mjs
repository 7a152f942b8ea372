// `npm run perf:station -- --count N`: a station that has so many records and takes a list of as many identities, asked by
// procedure name as the window asks, with its threads beside it. For each act the longest stretch that the window had to
// wait for the main thread's own work (CPU, which a busy machine does not change) and by the clock. One JSON line; over the
// bar it ends with 1. `--home DIR` keeps what was filled for the next time, in a folder that is empty or was filled so.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { bundle, load } from './load.mjs'
import { fillBehind, fillInbox, fillRecords, jobOf, manyRecords, startedAt } from './many-records.mjs'

const { values } = parseArgs({ options: { count: { type: 'string', default: '1000000' }, home: { type: 'string' } } })
const count = Number(values.count)
const bars = { turnMs: 30 }
const LOOK_MS = 2
/** The batch that all records are of. */
const worked = 'Nordwind'

const parts = await load('perf-station', {
  sqlite: 'electron/records/sqlite.ts',
  journal: 'electron/records/journal.ts',
  keys: 'electron/records/record-keys.ts',
  luhn: 'shared/identity/luhn.ts',
  order: 'shared/batch.ts',
  station: 'electron/station.ts',
  handlers: 'electron/handlers.ts',
  inbox: 'electron/records/inbox.ts',
  settings: 'electron/settings/settings.ts',
  list: 'electron/list/list-beside.ts',
  lookup: 'electron/records/lookup-beside.ts',
})
const threads = await bundle('perf-station-threads', {
  lookup: 'electron/records/lookup-thread.ts',
  list: 'electron/list/list-thread.ts',
})
const { imeiOf, iccidOf } = manyRecords(count, parts)
const home = values.home ?? mkdtempSync(join(tmpdir(), 'perf-station-'))
const mark = join(home, 'perf-station')
if (existsSync(home) && readdirSync(home).length > 0 && !existsSync(mark)) {
  console.error(`${home} is somebody's: --home names a folder that is empty or that this filled`)
  process.exit(2)
}
try {
  const result = await measure()
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = result.worst.turnMs <= bars.turnMs ? 0 : 1
} finally {
  if (!values.home) rmSync(home, { recursive: true })
}

async function measure() {
  mkdirSync(home, { recursive: true })
  writeFileSync(mark, '')
  if (!existsSync(join(home, 'station.db'))) filled(join(home, 'station.db'))
  if (!existsSync(join(home, 'intake.db'))) fillInbox(join(home, 'intake.db'), join(home, 'station.db'), parts)
  const list = join(home, 'list.csv')
  writeFileSync(list, `IMEI\n${Array.from({ length: count }, (_, at) => `${listed(at)}\n`).join('')}`)
  for (const name of ['station.db', 'intake.db']) forgotten(join(home, name))
  const acts = {}
  const act = async (name, work) => {
    const watch = watchTurns()
    const value = await work()
    acts[name] = await watch.end()
    return value
  }
  const { station, ask } = await act('open', async () => opened())
  await act('first search', () => ask.records.search({ text: imeiOf(Math.floor(count / 3)) }))
  await act('first search by its end', () => ask.records.search({ text: iccidOf(Math.floor(count / 4)).slice(-8) }))
  const order = await orderOf(ask)
  const file = { batch: order.batch, source: { from: 'file', path: list } }
  await act('state', () => stateOf(ask))
  await act('open jobs', () => ask.job.open())
  await act('asked back', async () => {
    for (let reader = 0; reader < 8; reader++) station.journal.askedBack(worked, false, `Reader ${reader}`)
  })
  await act('card in', async () => station.jobs.cardIn('Reader 1', iccidOf(7)))
  await act('search', async () => {
    for (const text of ['', '3', '35', imeiOf(5), imeiOf(count / 2), iccidOf(9).slice(-6), 'nordw'])
      await ask.records.search({ text })
  })
  await act('record', () => ask.records.get({ job: jobOf(count / 2) }))
  await act('life', () => ask.device.life({ identity: imeiOf(count / 2) }))
  await act('inbox', async () => {
    for (const text of ['', imeiOf(5), '1234', 'nobody']) await ask.intake.search({ text })
    await ask.intake.search({ state: ['held'] })
  })
  await act('inbox entry', () => ask.intake.get({ entry: 7 }))
  const period = { from: startedAt(0), to: startedAt(count) }
  await act('charts', () => ask.figures.get(period))
  await act('charts of a batch', () => ask.figures.get({ ...period, batch: worked }))
  await act('shift report', () => ask.figures.report({ ...period, language: 'en' }))
  await act('export', () => ask.records.export({ text: '', outcome: ['FAIL'], as: 'csv' }))
  await act('report of all', () => ask.batch.report({ batch: worked }))
  await act('pieces of all', () => ask.batch.pieces({ batch: worked, states: ['good', 'reject'] }))
  await act('a note', () => noted(station))
  await act('create', () => ask.batch.create(order))
  await act('dry run', () => last(ask.batch.preview(file)))
  const { report } = await act('import', () => last(ask.batch.import(file)))
  if (report.good !== count) throw new Error(JSON.stringify(report))
  await act('start', () => ask.batch.start({ batch: order.batch }))
  await act('claims', () => claimed(station, order))
  await act('report', () => ask.batch.report({ batch: order.batch }))
  await act('list', () => ask.batch.list())
  await act('close', async () => {
    await ask.batch.close({ batch: order.batch })
    await swept()
  })
  await act('end', () => station.close())
  const [name, worst] = Object.entries(acts).sort(([, one], [, other]) => other.turnMs - one.turnMs)[0]
  return { count, acts, worst: { act: name, ...worst } }
}

function filled(path) {
  fillRecords(path, count, parts, () => worked)
  const ordered = { template: { name: 'nordwind', sha256: 'a'.repeat(64) }, quantity: count, identities: 'listed' }
  fillBehind(path, count, parts, parts.order.BatchOrder.parse({ batch: worked, bench: false, ...ordered }))
}

/** What the system keeps of a file in memory is given up, as after a start of the computer. */
function forgotten(path) {
  spawnSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' })
}

/** A job's note, told to whoever follows the records: this program, and one that looks what others noted. */
async function noted({ journal }) {
  const db = parts.sqlite.openDatabase(join(home, 'station.db'))
  const others = parts.journal.createJournal(db, Date.now)
  const told = Promise.all([journal, others].map((one) => new Promise((done) => one.watch(done))))
  journal.append(jobOf(3), { note: 'rejected', reason: 'other' })
  await told
  await new Promise((done) => setTimeout(done, 50))
  others.close()
  db.close()
}

/** As the window has it: with its threads. */
function opened() {
  const station = parts.station.createStation({
    home,
    settings: parts.settings.readSettings(home, 'real'),
    driver: () => {
      throw new Error('no reader is asked for')
    },
    printer: { pdf: async () => Buffer.alloc(0) },
    token: () => ({ node: process.execPath, script: '' }),
    lookup: (places) => parts.lookup.lookupBeside(threads.lookup, places, console.error),
    list: (work, signal) => parts.list.listBeside(threads.list, work, signal),
    now: Date.now,
    log: console.error,
  })
  return { station, ask: createRouterClient(parts.handlers.createHandlers(station)) }
}

/** As a page sees it first; one that goes on looking would keep this program from its end. */
async function stateOf(ask) {
  for await (const state of await ask.station.changes()) return state
}

async function orderOf(ask) {
  const { templates } = await stateOf(ask)
  const { name, sha256 } = templates.find((one) => one.name === 'uicc-dm20')
  return { batch: `P-${Date.now()}`, template: { name, sha256 }, quantity: count, identities: 'listed' }
}

async function claimed({ batches }, { batch }) {
  for (let number = 0; number < 200; number++) {
    await new Promise(setImmediate)
    const job = randomUUID()
    const { claim } = batches.claim({ batch, iccid: iccidOf(count + number), job })
    if (claim !== 'claimed') throw new Error(claim)
    batches.giveBack(job)
  }
}

async function last(steps) {
  let step
  for await (const next of await steps) step = next
  return step
}

/** What nobody got of a closed batch is removed behind it. */
async function swept() {
  const db = parts.sqlite.openDatabase(join(home, 'station.db'))
  while (db.get(`SELECT 1 FROM import WHERE state = 'over'`)) await new Promise((done) => setTimeout(done, 100))
  db.close()
}

/** An identity that no record has. */
function listed(number) {
  const body = String(35_000_000_000_000 + number)
  return body + parts.luhn.luhnDigit(body)
}

/** From one look to the next the main thread gave nobody else a turn. */
function watchTurns() {
  const began = performance.now()
  let [turnMs, wallMs, spent, at] = [0, 0, mainSpentMs(), performance.now()]
  const look = () => {
    const [spentNow, now] = [mainSpentMs(), performance.now()]
    turnMs = Math.max(turnMs, spentNow - spent)
    wallMs = Math.max(wallMs, now - at)
    spent = spentNow
    at = now
  }
  const timer = setInterval(look, LOOK_MS)
  return {
    end: async () => {
      await new Promise((done) => setTimeout(done, LOOK_MS))
      look()
      clearInterval(timer)
      return { turnMs: rounded(turnMs), wallMs: rounded(wallMs), seconds: rounded((performance.now() - began) / 1000) }
    },
  }
}

/** Linux, proc(5): nanoseconds that this thread has been on a processor. */
function mainSpentMs() {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
}

function rounded(value) {
  return Number(value.toFixed(1))
}
