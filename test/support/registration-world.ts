// A station's outbox and a DM Server's registration side in one process, and the line between them with faults on it.
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { createRegistrationSide, type RegistrationSide } from '../../electron/bench/server/registration-side'
import { answerTo } from '../../electron/bench/server/routes'
import { openStore } from '../../electron/bench/server/store'
import type { DeliverDeps } from '../../electron/job/deliver-turn'
import { createJournal } from '../../electron/records/journal'
import { createOutbox } from '../../electron/records/outbox'
import { ownerOf } from '../../electron/records/owner'
import { createRegistrations } from '../../electron/records/registrations'
import { type Database, openDatabase } from '../../electron/records/sqlite'
import type { Call } from '../../electron/server/call'
import { createRegistrationClient } from '../../electron/server/client'
import type { Answer } from '../../electron/server/exchange'
import { createGiveBack } from '../../electron/server/give-back'
import { registerOwed } from '../../electron/server/owed'
import { registrationOf } from '../../electron/server/registration'
import { type DeviceId, parseDevice } from '../../shared/identity/device'
import { luhnDigit } from '../../shared/identity/luhn'
import { JobId, type Note } from '../../shared/job'

/** A place where a synced commit is quick. */
export function freshFolder(): string {
  const dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'bootstation-registrations-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

export const imeiOf = (number: number): DeviceId => {
  const body = `35693803${String(number).padStart(6, '0')}`
  return parseDevice(`imei:${body}${luhnDigit(body)}`)
}
export const jobOf = (number: number): JobId =>
  JobId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const template = { name: 'training', sha256: 'a'.repeat(64) }
export const requestFor = (device: DeviceId, iccid = '8949000000000000017') =>
  registrationOf({ device, iccid, template, sha256: 'b'.repeat(64), format: 'dm2', source: 'factory' })

export type TestServer = {
  readonly db: Database
  readonly handle: (call: Call, tenant?: string) => Promise<Answer>
  /** As a process that is killed: nothing that was not committed is there, and what was begun is gone on with. */
  readonly kill: () => Promise<void>
  readonly side: () => RegistrationSide
}

const signingKey = generateKeyPairSync('ed25519').privateKey
const shown = { kty: 'OKP', crv: 'Ed25519', x: '', kid: 'k' } as const

/** The real handlers, without a network. */
export function openTestServer(dir: string, now: () => number): TestServer {
  const path = join(dir, 'server.db')
  const db = openStore(path, now())
  const make = () =>
    createRegistrationSide({
      db,
      now,
      signer: { key: signingKey, shown },
      origin: () => 'https://127.0.0.1:1',
      rate: { perSecond: 1e9, burst: 1e9 },
      log: (line) => {
        throw new Error(line)
      },
    })
  const state = { side: make() }
  onTestFinished(async () => {
    await state.side.close()
    db.close()
  })
  return {
    db,
    side: () => state.side,
    kill: async () => {
      await state.side.close()
      state.side = make()
    },
    handle: async ({ method, path, headers = {}, body = '' }, tenant = 'station') => {
      const asked = { method, url: `/${path}`, headers, text: async () => body }
      const reply = await answerTo(asked, tenant, { ...state.side.routes, mode: () => ({ name: 'up', options: {} }) })
      const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
      return { status: reply.status, headers: { 'content-type': 'application/json', ...reply.headers }, body: text }
    },
  }
}

/** A station's store and its delivery, over any line. */
export function openTestOutbox(
  dir: string,
  now: () => number,
  random: () => number,
  send: (call: Call) => Promise<Answer>,
) {
  const db = openDatabase(join(dir, 'station.db'))
  const journal = createJournal(db, now)
  const outbox = createOutbox(db, false)
  const registrations = createRegistrations(db, false)
  onTestFinished(() => {
    journal.close()
    db.close()
  })
  const client = createRegistrationClient({ send, now, wait: () => setImmediate() })
  const deps: DeliverDeps = {
    journal,
    outbox,
    registrations,
    register: registerOwed(client),
    giveBack: createGiveBack(client),
    now,
    random,
    owner: ownerOf(process.pid),
    log: () => undefined,
    onServer: () => undefined,
  }
  const owe = (number: number, device = imeiOf(number), iccid?: string): JobId => {
    const job = jobOf(number)
    journal.atomically((append) => {
      append(job, ordered(device), { note: 'began', phase: 'register' })
      outbox.add(job, requestFor(device, iccid), device, now())
    })
    return job
  }
  return { deps, db, owe }
}

const ordered = (device: DeviceId): Note => ({
  note: 'ordered',
  owner: ownerOf(process.pid),
  order: { kind: 'register', device, reader: '', template, format: 'dm2', variables: {}, add: false, bench: false },
})
