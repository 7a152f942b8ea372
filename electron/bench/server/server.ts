// The bench's DM Server: a station's registrations over mutual TLS, kept in SQLite, and its devices' sessions; with faults on cue.
// On node:https and not on a framework: the listener must go away and come back, and a table has the routes.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerAccess } from '../../home'
import type { Database } from '../../records/sqlite'
import type { SendBootstrap } from './bootstrap-desk'
import { type BenchPki, benchPki, type PemPair } from './ca'
import { registrationContacts } from './dm/contacts'
import { createDmSide } from './dm/dm-side'
import { createEnrolment } from './enrolment'
import { eventSigner } from './event-key'
import { createListener, type Listener, loopback, type Pems, somePorts } from './listener'
import { createModeSwitch, type Mode, type ModeName, type ModeOptions, type ModeSwitch } from './mode'
import type { Rate } from './rate'
import { createRegistrationSide } from './registration-side'
import type { Registry } from './registry'
import { respond } from './respond'
import { keepSetting, openStore, settingOf } from './store'

export type { ModeName, ModeOptions } from './mode'

export type DmServerOptions = {
  /** The bench's own directory; certificates, registrations, nonces and the port are kept in it. */
  readonly dir: string
  /** Only this port. Without it the port of the last start, else any. */
  readonly port?: number
  readonly now: () => number
  /** How often each tenant may ask. */
  readonly rate?: Rate
  /** What becomes of a device that asks over the registration API; without it nothing moves. */
  readonly sendBootstrap?: SendBootstrap
  readonly log: (line: string) => void
}

/** `url`, `ca`, `cert` and `key` are what a station needs to reach it. */
export type DmServer = ServerAccess & {
  /** What factory bundles of the bench are signed with. */
  readonly factory: PemPair
  readonly registry: Registry
  readonly mode: () => ModeName
  readonly setMode: (mode: ModeName, options?: ModeOptions) => Promise<void>
  readonly close: () => Promise<void>
}

/** Fails with `disk.failed`, or with `request.invalid` where the port is taken. */
export async function startDmServer(options: DmServerOptions): Promise<DmServer> {
  const { dir, port, now, rate, sendBootstrap, log } = options
  const pki = await benchPki(join(dir, 'pki'), now())
  const pems = await readPems(pki)
  const enrolment = createEnrolment(dir, now)
  const signer = eventSigner(join(dir, 'pki', 'events-key.pem'))
  const db = openStore(join(dir, 'server.db'), now())
  const modes = createModeSwitch()
  const at = { url: '' }
  const { registry, routes, close } = createRegistrationSide({
    db,
    now,
    rate,
    signer,
    sendBootstrap,
    origin: () => at.url,
    log,
  })
  const devices = createDmSide({ dir, contacts: registrationContacts(registry), mode: modes.now })
  const listener = createListener(
    pems,
    devices.keyFor,
    (request, response) => void respond(request, response, { ...routes, modes, devices, enrolment, log }),
  )
  try {
    const opened = await listener.open(port === undefined ? likelyPorts(db) : [port])
    at.url = `https://${loopback}:${opened}`
    keepSetting(db, 'port', String(opened))
    const turns = createTurns()
    const setMode = (name: ModeName, options: ModeOptions = {}) =>
      turns(() => turn(listener, modes, opened, { name, options }))
    return {
      url: at.url,
      ca: pki.ca,
      ...pki.station,
      factory: pki.factory,
      registry,
      mode: () => modes.now().name,
      setMode,
      close: async () => {
        await setMode('down')
        await close()
        devices.close()
        db.close()
      },
    }
  } catch (error) {
    await close()
    devices.close()
    db.close()
    throw error
  }
}

async function readPems(pki: BenchPki): Promise<Pems> {
  const [ca, cert, key] = await Promise.all([
    readFile(pki.ca, 'utf8'),
    readFile(pki.server.cert, 'utf8'),
    readFile(pki.server.key, 'utf8'),
  ])
  return { ca, cert, key }
}

// Templates and cards carry the address, so the port of the last start comes first.
function likelyPorts(db: Database): readonly number[] {
  const last = settingOf(db, 'port')
  return [...(last === undefined ? [] : [Number(last)]), ...somePorts(), 0]
}

async function turn(listener: Listener, modes: ModeSwitch, port: number, mode: Mode): Promise<void> {
  const wasDown = modes.now().name === 'down'
  if (wasDown && mode.name !== 'down') await listener.open([port])
  modes.set(mode)
  if (!wasDown && mode.name === 'down') await listener.close()
}

/** Runs one after the other what is asked for at once. */
function createTurns(): (work: () => Promise<void>) => Promise<void> {
  const state = { last: Promise.resolve() }
  return (work) => {
    const next = state.last.then(work)
    state.last = next.catch(() => undefined)
    return next
  }
}
