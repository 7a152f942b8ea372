// `npm run perf:cards`: whole jobs on virtual cards that take 5 ms and 0.1 ms a byte for each command, in real PC/SC readers,
// beside a C program that sends the least there is, and the very same. Prints one JSON line; what it says of commands is from the cards' logs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { withBenchStation } from './bench-station.mjs'
import { startChild } from './child.mjs'
import { SetupFailed, say } from './say.mjs'
import { inRoot } from './stamp.mjs'

const delayMs = 5
const perByteMs = 0.1
const rounds = 3
const payload = '6421'
const bars = { oneKb: 0.95, fourKb: 0.97, job: 0.97, readers: 1.1, overheadMs: 150 }

const result = await withBenchStation('perf-cards', 8, measure)
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = isGood(result) ? 0 : 1

async function measure(at) {
  const program = builtProgram(at.home)
  const one = await inTurn(rounds, () => first(at, 1, 'one-kb', 1024))
  const four = await inTurn(rounds, () => first(at, 1, 'short', 4096))
  const extended = await inTurn(rounds, () => first(at, 1, 'extended', 4096))
  const again = await unchanged(at)
  const c = program && median(await inTurn(rounds, () => theirs(program, at, 4096)))
  const floors = program ? [await floor(program, at, one), await floor(program, at, four)] : []
  const alone = await inTurn(rounds, () => together(at, 1))
  const readers = {}
  for (const count of [4, 8])
    readers[count] = rounded(median(await inTurn(rounds, () => together(at, count))) / median(alone))
  const inserted = await inTurn(rounds, () => fromInsertion(at))
  return {
    oneKb: { ...best(one), jobEfficiencyOfC: floors[0] ?? null },
    fourKb: { ...best(four), jobEfficiencyOfC: floors[1] ?? null },
    fourKbExtended: best(extended),
    unchanged: again,
    hostRatioToC: c === undefined ? null : rounded(median(four.map(({ payloadMs }) => payloadMs)) / c),
    readers,
    insertToVerdictMs: Math.round(median(inserted.map(({ ms }) => ms))),
    insertToVerdictOverSessionMs: Math.round(median(inserted.map(({ overMs }) => overMs))),
    load: rounded(loadavg()[0]),
  }
}

/** The first write of a message as large as its file: what the card saw of it, on its own clock. */
async function first(at, reader, kind, bytes) {
  await at.order({ do: 'swap', reader: String(reader), kind })
  await at.order({ do: 'slow', reader: String(reader), delayMs, perByteMs })
  const { log } = await written(at, reader, bytes)
  const { payloadMs, apdus } = payloadOf(log)
  return {
    efficiency: rounded(limitOf(bytes) / payloadMs, 1000),
    apdus,
    jobEfficiency: jobEfficiencyOf(log),
    commands: log.length,
    payloadMs,
    kind,
    log,
  }
}

/** The card's own delays over the wall time from its first command to its last. */
function jobEfficiencyOf(log) {
  const last = log.at(-1)
  return rounded(log.reduce((sum, { tookMs }) => sum + tookMs, 0) / (last.ms + last.tookMs - log[0].ms), 1000)
}

/** From the SELECT of the payload before the first UPDATE to the last UPDATE, and from the one before the last READ to it. */
function payloadOf(log) {
  const ins = (index) => log[index].c.slice(2, 4).toUpperCase()
  const isSelect = (index) => ins(index) === 'A4' && log[index].c.toLowerCase().includes(payload)
  const selectBefore = (index) => {
    while (index >= 0 && !isSelect(index)) index--
    return index
  }
  const all = log.map((_, index) => index)
  const updates = all.filter((index) => ins(index) === 'D6')
  const lastRead = all.filter((index) => ins(index) === 'B0').at(-1)
  const spans = [
    [selectBefore(updates[0]), updates.at(-1)],
    [selectBefore(lastRead), lastRead],
  ]
  return {
    payloadMs: spans.reduce((sum, [from, to]) => sum + log[to].ms + log[to].tookMs - log[from].ms, 0),
    apdus: spans.reduce((sum, [from, to]) => sum + to - from + 1, 0),
  }
}

/** 1 SELECT, the UPDATEs and the READs of so many bytes in short commands, at the card's delays: header, data, answer. */
function limitOf(bytes) {
  const cost = (command, response) => delayMs + perByteMs * (command + response)
  const pieces = (size) => Array.from({ length: Math.ceil(bytes / size) }, (_, at) => Math.min(size, bytes - at * size))
  const updates = pieces(255).reduce((sum, size) => sum + cost(5 + size, 2), 0)
  const reads = pieces(256).reduce((sum, size) => sum + cost(5, size + 2), 0)
  return cost(7, 2) + updates + reads
}

/** The same message again: how many of its bytes are read, and that nothing is written. */
async function unchanged(at) {
  const before = (await written(at, 1, 4096)).log.length
  const log = (await written(at, 1, 4096)).log.slice(before)
  const select = log.findIndex(({ c }) => /^..A4/i.test(c) && c.includes(payload))
  const reads = log.slice(select).filter(({ c, r }) => /^..B0/i.test(c) && r.length > 0)
  return {
    updates: log.filter(({ c }) => /^..D6/i.test(c)).length,
    bytesRead: reads.reduce((sum, { r }) => sum + r.length / 2 - 2, 0),
    keys: log.filter(({ c }) => /^..20....0[1-9a-f]/i.test(c)).length,
    commands: log.length,
  }
}

/** The wall time of jobs on so many readers at once. */
async function together(at, count) {
  const readers = Array.from({ length: count }, (_, index) => index + 1)
  for (const reader of readers) {
    await at.order({ do: 'swap', reader: String(reader), kind: 'usim' })
    await at.order({ do: 'slow', reader: String(reader), delayMs, perByteMs })
  }
  const began = performance.now()
  const records = await Promise.all(readers.map((reader) => job(at, reader, 2048)))
  const ms = performance.now() - began
  for (const [index, record] of records.entries()) await holds(at, readers[index], record)
  return ms
}

/** From a card put in to its verdict, the job begun by the event that tells of the card. */
async function fromInsertion(at) {
  await at.order({ do: 'swap', reader: '2', kind: 'usim' })
  await at.order({ do: 'remove', reader: '2' })
  await told(at, 2, 'none')
  await at.order({ do: 'slow', reader: '2', delayMs, perByteMs })
  const began = performance.now()
  const ended = told(at, 2, 'present').then(() => job(at, 2, 2048))
  const [record] = await Promise.all([ended, at.order({ do: 'insert', reader: '2' })])
  const ms = performance.now() - began
  const { log } = await holds(at, 2, record)
  const last = log.at(-1)
  return { ms, overMs: ms - (last.ms + last.tookMs - log[0].ms) }
}

/** When the station knows: the bench has told it to PC/SC before. */
async function told({ ask }, number, card) {
  for await (const { readers } of await ask.reader.changes())
    if (readers.find((reader) => reader.number === number)?.card === card) return
}

/** One job, and the card after it. */
async function written(at, reader, bytes) {
  return holds(at, reader, await job(at, reader, bytes))
}

/** The card itself says what is on it. */
async function holds({ order }, reader, { bytes, sha256 }) {
  const dump = await order({ do: 'dump', reader: String(reader) })
  const file = Buffer.from(dump.files.find(({ path }) => path.endsWith(payload)).hex, 'hex')
  const found = createHash('sha256').update(file.subarray(0, bytes)).digest('hex')
  if (found !== sha256) throw new SetupFailed(`the card in reader ${reader} does not hold the message of its job`)
  return dump
}

/** Anything but a message on the card ends the measurement. */
async function job(at, reader, bytes) {
  const record = await at.job(reader, bytes)
  if (!['running', 'PASS', 'OWED'].includes(record.outcome))
    throw new SetupFailed(`${record.outcome} ${JSON.stringify(record.failure)}`)
  if (record.bytes !== bytes) throw new SetupFailed(`a message of ${record.bytes} bytes instead of ${bytes}`)
  return record
}

/** The least that writes a file and reads it back, by the C program: what the host adds is the time between commands. */
async function theirs(program, at, bytes) {
  const key = readFileSync(at.bench.adm, 'utf8').trim().replace(/^hex:/, '')
  const application = '00A4040C0CA000000063504B43532D3135'
  const file = `00A4000C02${payload}`
  const word = (value) => value.toString(16).padStart(4, '0')
  const pieces = (size) => Array.from({ length: Math.ceil(bytes / size) }, (_, piece) => piece * size)
  const updates = pieces(255).map((offset) => {
    const size = Math.min(255, bytes - offset)
    return `00D6${word(offset)}${word(size).slice(2)}${'41'.repeat(size)}`
  })
  const reads = pieces(256).map((offset) => `00B0${word(offset)}${word(Math.min(256, bytes - offset)).slice(2)}`)
  const commands = [application, `0020000A08${key}`, file, ...updates, '', application, file, ...reads]
  const log = await sent(program, at, 'short', commands)
  if (log.some(({ r }) => !r.endsWith('9000'))) throw new SetupFailed('the card refuses the C program')
  return payloadOf(log).payloadMs
}

/** What the C program gets with the very commands of jobs, on other cards of their kind: nothing else is done in between. */
async function floor(program, at, jobs) {
  const runs = await inTurn(rounds, async () => {
    const { kind, log } = jobs[0]
    const resetAt = log.findLastIndex(({ c }) => /^..D6/i.test(c)) + 1
    const commands = log.map(({ c }) => c).toSpliced(resetAt, 0, '')
    return jobEfficiencyOf(await sent(program, at, kind, commands))
  })
  return median(runs)
}

async function sent(program, at, kind, commands) {
  const { bench } = at
  await at.order({ do: 'swap', reader: '1', kind })
  await at.order({ do: 'slow', reader: '1', delayMs, perByteMs })
  const env = { ...process.env, PCSCLITE_CSOCK_NAME: bench.pcsc.socket }
  const child = startChild(program, [bench.readers[0]], { env, stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(`${commands.join('\n')}\n`)
  const code = await child.ended
  if (code !== 0) throw new SetupFailed(`the C program ended with ${code}`)
  return (await at.order({ do: 'dump', reader: '1' })).log
}

/** The C program, or undefined where a compiler or libpcsclite-dev is missing. */
function builtProgram(home) {
  const program = join(home, 'least')
  const flags = ['-I/usr/include/PCSC', '-lpcsclite']
  const { status, error } = spawnSync('cc', ['-O2', '-o', program, inRoot('build', 'perf-cards.c'), ...flags], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status === 0) return program
  say(`libpcsclite is not measured: ${error ? 'there is no C compiler' : 'install libpcsclite-dev'}`)
  return undefined
}

async function inTurn(count, work) {
  const results = []
  while (results.length < count) results.push(await work())
  return results
}

/** The median round, by efficiency. */
function best(runs) {
  const {
    payloadMs: _,
    kind: __,
    log: ___,
    ...run
  } = runs.toSorted((left, right) => left.efficiency - right.efficiency)[runs.length >> 1]
  return run
}

function isGood({ oneKb, fourKb, fourKbExtended, unchanged, readers, insertToVerdictOverSessionMs }) {
  return (
    oneKb.efficiency >= bars.oneKb &&
    fourKb.efficiency >= bars.fourKb &&
    fourKbExtended.efficiency > 1 &&
    [oneKb, fourKb].every(({ jobEfficiency }) => jobEfficiency >= bars.job) &&
    unchanged.updates === 0 &&
    unchanged.bytesRead === 4096 &&
    readers[8] <= bars.readers &&
    insertToVerdictOverSessionMs <= bars.overheadMs
  )
}

function median(values) {
  return values.toSorted((left, right) => left - right)[values.length >> 1]
}

function rounded(value, parts = 100) {
  return Math.round(value * parts) / parts
}
