// `npm run endurance -- --insertions N --jobs N`: cards come and go in eight real PC/SC readers, none unseen and nothing left
// behind; then a station and another program fight over one card. One JSON line; what went wrong ends it with 1.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { withBenchStation } from './bench-station.mjs'
import { say } from './say.mjs'

const { values } = parseArgs({ options: { insertions: { type: 'string' }, jobs: { type: 'string' } } })
const insertions = Number(values.insertions ?? 10_000)
const jobs = Number(values.jobs ?? 60)
const readers = 8
/** Before this many nothing is counted: programs grow while they warm up. */
const warmUp = Math.min(1000, insertions / 5)
const mostGrowthMB = 40
const mostNewFiles = 4
const patienceMs = 20_000

const result = await withBenchStation('endurance', readers, async (at) => {
  const came = await comeAndGo(at)
  const fought = await fight(at)
  return { ...came, ...fought }
})
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = isGood(result) ? 0 : 1

/** Each card is another one: the station has to name every one of them, and to forget each when it is out. */
async function comeAndGo(at) {
  const station = await watched(at)
  const stop = at.meetCards()
  const began = performance.now()
  const counts = { inserted: 0, seen: 0, lost: [] }
  let before
  async function turns(reader) {
    while (counts.inserted < insertions) {
      counts.inserted++
      const { iccid } = await at.order({ do: 'swap', reader: String(reader), kind: 'usim' })
      if (await station.until(reader, (state) => state?.iccid === iccid)) counts.seen++
      else counts.lost.push(`${iccid} in reader ${reader}`)
      await at.order({ do: 'remove', reader: String(reader) })
      if (!(await station.until(reader, (state) => state?.iccid === undefined))) counts.lost.push(`the end of ${iccid}`)
      if (counts.inserted === warmUp) before = use(at)
      if (counts.inserted % 1000 === 0) say(`${counts.inserted} insertions, ${counts.lost.length} not seen`)
    }
  }
  await Promise.all(Array.from({ length: readers }, (_, index) => turns(index + 1)))
  stop()
  const after = use(at)
  return {
    ...counts,
    secondsEach: Math.round((performance.now() - began) / insertions) / 1000,
    growthMB: difference(before, after, ({ bytes }) => Math.round(bytes / 1e6)),
    newFiles: difference(before, after, ({ files }) => files),
  }
}

/** What the station tells of its readers, as a page hears it. */
async function watched({ ask }) {
  let state = []
  const waiting = new Set()
  const listen = async () => {
    for await (const { readers } of await ask.reader.changes()) {
      state = readers
      for (const look of waiting) look()
    }
  }
  void listen()
  return {
    until: (reader, is) =>
      new Promise((resolve) => {
        const end = (result) => {
          clearTimeout(timer)
          waiting.delete(look)
          resolve(result)
        }
        const look = () => is(state[reader - 1]) && end(true)
        const timer = setTimeout(() => end(false), patienceMs)
        waiting.add(look)
        look()
      }),
  }
}

/** Memory and open files of the programs by their names. */
function use({ bench }) {
  const all = new Map(readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? (processOf(pid) ?? []) : [])))
  const childOf = (parent, name) => [...all].find(([, one]) => one.parent === parent && one.command.includes(name))
  const pids = {
    station: process.pid,
    readers: childOf(process.pid, 'pcsc.mjs')?.[0],
    bench: bench.pid,
    pcscd: childOf(bench.pid, 'pcscd')?.[0],
  }
  globalThis.gc?.()
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => {
      const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
      return [name, { bytes: pages * 4096, files: readdirSync(`/proc/${pid}/fd`).length }]
    }),
  )
}

function processOf(pid) {
  try {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1])
    return [[Number(pid), { parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }]]
  } catch {
    return undefined
  }
}

function difference(before, after, of) {
  return Object.fromEntries(Object.keys(after).map((name) => [name, of(after[name]) - of(before[name])]))
}

/** Jobs with ever other messages while another program looks at the same card in a loop. */
async function fight(at) {
  await at.order({ do: 'swap', reader: '1', kind: 'usim' })
  const stop = new AbortController()
  const rival = rivals(at, stop.signal)
  const outcomes = {}
  const wrong = []
  for (let count = 0; count < jobs; count++) {
    const record = await at.job(1, 600 + 7 * count)
    const outcome = record.failure ? record.failure.code : 'written'
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    if (record.failure && record.failure.code !== 'reader.busy') wrong.push(record.failure)
    const { files, tries } = await at.order({ do: 'dump', reader: '1' })
    const file = Buffer.from(files.find(({ path }) => path.endsWith('6421')).hex, 'hex')
    const found = createHash('sha256').update(file.subarray(0, record.bytes)).digest('hex')
    if (!record.failure && found !== record.sha256) wrong.push(`${record.job} is not on the card`)
    if (tries && tries.adm1 !== 3) wrong.push(`${tries.adm1} tries left`)
    await sleep(count % 7)
  }
  stop.abort()
  return { outcomes, rival: await rival, wrong }
}

/** opensc-tool, again and again: it shares the card, resets nothing and reads the bootstrap file. */
async function rivals({ bench }, signal) {
  const env = { ...process.env, PCSCLITE_CSOCK_NAME: bench.pcsc.socket }
  const commands = ['00A4040C0CA000000063504B43532D3135', '00A4000C026421', '00B0000000']
  const args = ['-r', bench.readers[0], ...commands.flatMap((command) => ['-s', command])]
  const told = { read: 0, busy: 0 }
  while (!signal.aborted) {
    const child = spawn('opensc-tool', args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
    await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
    if (/SW1=0x90, SW2=0x00\)?:\n/.test(said)) told.read++
    else told.busy++
  }
  return told
}

function isGood({ inserted, seen, lost, growthMB, newFiles, wrong, outcomes, rival }) {
  return (
    seen === inserted &&
    lost.length === 0 &&
    Object.values(growthMB).every((grown) => grown <= mostGrowthMB) &&
    Object.values(newFiles).every((count) => count <= mostNewFiles) &&
    wrong.length === 0 &&
    (outcomes.written ?? 0) > 0 &&
    rival.read > 0
  )
}
