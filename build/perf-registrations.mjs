// `npm run perf:registrations -- --count N`: registrations from a station's outbox to the bench's DM Server over TLS, every
// commit synced on both sides, beside what SQLite alone inserts here. One JSON line; under the bars it ends with 1.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { bundle, load } from './load.mjs'
import { inRoot } from './stamp.mjs'

const { values } = parseArgs({ options: { count: { type: 'string' } } })
const count = Number(values.count ?? 100_000)
const batch = 1000
const template = { name: 'training', sha256: 'a'.repeat(64) }
const bars = { perSecond: 1500, growthMB: 64 }

const { server: serverFile } = await bundle('perf-registrations-server', { server: 'electron/bench/server/server.ts' })
const parts = await load('perf-registrations', {
  sqlite: 'electron/records/sqlite.ts',
  journal: 'electron/records/journal.ts',
  outbox: 'electron/records/outbox.ts',
  registrations: 'electron/records/registrations.ts',
  owner: 'electron/records/owner.ts',
  client: 'electron/server/client.ts',
  owed: 'electron/server/owed.ts',
  request: 'electron/server/registration.ts',
  deliver: 'electron/job/deliver.ts',
  device: 'shared/identity/device.ts',
  luhn: 'shared/identity/luhn.ts',
})
const folder = mkdtempSync(join(tmpdir(), 'perf-registrations-'))
try {
  const result = await measure()
  process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = result.perSecond >= bars.perSecond && isFlat(result.memory) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}

async function measure() {
  const server = await startServer()
  const station = openStation(server.access)
  const peer = [peerRate('before')]
  for (let number = 0; number < count; number += batch) station.owe(number, Math.min(batch, count - number))
  const memory = { station: [], server: [] }
  const look = async () => {
    memory.station.push(process.memoryUsage.rss() / 2 ** 20)
    memory.server.push((await server.ask()).rssMB)
  }
  const cpuBefore = [process.cpuUsage(), (await server.ask()).cpuSeconds]
  const began = performance.now()
  const delivery = parts.deliver.startDelivery(station.deps)
  for (let part = 1; part <= 4; part++) {
    await until(() => station.deps.outbox.size() <= count * (1 - part / 4))
    await look()
  }
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpuBefore[0])
  const cpuSeconds = { station: (user + system) / 1e6, server: (await server.ask()).cpuSeconds - cpuBefore[1] }
  await delivery.close()
  peer.push(peerRate('after'))
  const passed = station.passed()
  station.close()
  await server.end()
  if (passed !== count) throw new Error(`${passed} of ${count} are PASS`)
  const perSecond = Math.round(count / seconds)
  const peerPerSecond = Math.round((peer[0] + peer[1]) / 2)
  const rounded = (list) => list.map(Math.round)
  return {
    count,
    seconds: Number(seconds.toFixed(1)),
    perSecond,
    peerPerSecond,
    ratio: Number((perSecond / peerPerSecond).toFixed(3)),
    // Of which each had so much of a processor: on a busy machine the rest is waiting for one.
    cpuSeconds: { station: Number(cpuSeconds.station.toFixed(1)), server: Number(cpuSeconds.server.toFixed(1)) },
    memory: { station: rounded(memory.station), server: rounded(memory.server) },
  }
}

/** From the first quarter to the last, nothing piles up. */
function isFlat({ station, server }) {
  return [station, server].every((list) => list.at(-1) - list[0] <= bars.growthMB)
}

/** What the same library does at best: as many rows of a registration's size, a commit for each batch, synced. */
function peerRate(name) {
  const db = parts.sqlite.openDatabase(join(folder, `peer-${name}.db`))
  db.exec('CREATE TABLE registration (id TEXT PRIMARY KEY, request TEXT NOT NULL) STRICT')
  const rows = 20_000
  const request = JSON.stringify(requestOf(0))
  const began = performance.now()
  for (let number = 0; number < rows; number += batch)
    parts.sqlite.transaction(db, () => {
      for (let at = number; at < number + batch; at++)
        db.run('INSERT INTO registration VALUES (?, ?)', jobOf(at), request)
    })
  const seconds = (performance.now() - began) / 1000
  db.close()
  return rows / seconds
}

function deviceOf(number) {
  const body = `35${String(number).padStart(12, '0')}`
  return parts.device.parseDevice(`imei:${body}${parts.luhn.luhnDigit(body)}`)
}

function jobOf(number) {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

function requestOf(number) {
  const facts = { device: deviceOf(number), iccid: '8949000000000000017', template, sha256: 'b'.repeat(64) }
  return parts.request.registrationOf({ ...facts, format: 'dm2', source: 'factory' })
}

function openStation(access) {
  const db = parts.sqlite.openDatabase(join(folder, 'station.db'))
  const journal = parts.journal.createJournal(db, Date.now)
  const outbox = parts.outbox.createOutbox(db, false)
  const registrations = parts.registrations.createRegistrations(db, false)
  const client = parts.client.createDmServerClient(access)
  const owner = parts.owner.ownerOf(process.pid)
  const order = { kind: 'register', reader: '', template, format: 'dm2', variables: {}, add: false, bench: false }
  const deps = {
    ...{ journal, outbox, registrations, owner },
    register: parts.owed.registerOwed(client),
    now: Date.now,
    random: Math.random,
    log: () => undefined,
    onServer: () => undefined,
  }
  const owe = (first, many) =>
    journal.atomically((append) => {
      for (let number = first; number < first + many; number++) {
        const device = deviceOf(number)
        const ordered = { note: 'ordered', owner, order: { ...order, device } }
        append(jobOf(number), ordered, { note: 'began', phase: 'register' })
        outbox.add(jobOf(number), requestOf(number), device, Date.now())
      }
    })
  return {
    deps,
    owe,
    passed: () => db.get(`SELECT count(*) AS n FROM record WHERE outcome = 'PASS'`).n,
    close: () => {
      client.close()
      journal.close()
      db.close()
    },
  }
}

async function startServer() {
  const program = inRoot('build', 'registrations-server.mjs')
  const child = spawn(process.execPath, [program, serverFile, join(folder, 'server')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => JSON.parse((await lines.next()).value)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return {
    access: await next(),
    ask: () => {
      child.stdin.write('memory\n')
      return next()
    },
    end: () => {
      child.stdin.end()
      return ended
    },
  }
}

async function until(is) {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 50))
}
