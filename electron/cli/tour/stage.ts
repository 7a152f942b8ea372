// What the tour plays on: a bench, a station of it, and whatever people and devices of the tour need.
import { randomInt, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { Failed } from '../../../shared/failure'
import type { DeviceId } from '../../../shared/identity/device'
import { devIdOf, identityOf, parseDevice } from '../../../shared/identity/device'
import { luhnDigit } from '../../../shared/identity/luhn'
import type { Identity, RegistrationRequest } from '../../../shared/registration/schema'
import { imsiOfNumber, numberOfSerial } from '../../bench/subscribers'
import { createHandlers } from '../../handlers'
import { type BenchFile, pathsOf } from '../../home'
import type { Keyed } from '../../server/batch'
import { createDmServerClient, type Standing } from '../../server/client'
import { readSettings } from '../../settings/settings'
import { startStation } from '../../start'
import type { Station } from '../../station-parts'
import type { Ask, Io } from '../command'

export type Subscriber = { readonly msisdn: string; readonly imsi: string }

export type Stage = {
  /** Of the bench. */
  readonly home: string
  readonly bench: BenchFile
  readonly station: Station
  readonly ask: Ask
  readonly io: Io
  /** Gone after the tour. */
  readonly folder: string
  /** A device that nobody has seen before. */
  readonly newDevice: () => DeviceId
  readonly newSubscriber: () => Subscriber
  /** Makes a device known to the DM Server, as whoever this is. */
  readonly register: (
    device: DeviceId,
    more: Omit<RegistrationRequest, 'identities' | 'expectedDevId'>,
  ) => Promise<void>
  /** Many, as a batch. Fails as the first of them that fails. */
  readonly registerAll: (items: readonly Keyed[]) => Promise<void>
  /** The DM Server's own rows of at most eight devices, and the newest of one. */
  readonly rowsOf: (identities: readonly Identity[]) => Promise<readonly Standing[]>
  readonly rowOf: (device: DeviceId) => Promise<Standing | undefined>
}

/** Type allocation code of the tour's devices. */
const tac = '35693803'
const readers = 4

/** A bench that runs in this home, or one of its own in a home that is gone afterwards. */
export async function withStage<T>(io: Io, work: (stage: Stage) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bootstation-tour-'))
  const closing: (() => Promise<unknown> | unknown)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    const running = readSettings(io.home).bench
    const home = running ? io.home : join(folder, 'home')
    if (!running) closing.push((await openBench(home, io)).close)
    const { bench } = readSettings(home)
    if (!bench) throw new Error('the bench is open')
    const station = await startStation({ home, log: io.say })
    closing.push(station.close)
    const client = createDmServerClient(bench.server)
    closing.push(client.close)
    return await work({
      ...{ home, bench, station, io, folder },
      ask: createRouterClient(createHandlers(station)),
      newDevice,
      newSubscriber,
      register: async (device, more) => {
        const named = { identities: [identityOf(device)], expectedDevId: devIdOf(device) }
        await client.register({ ...named, ...more }, randomUUID(), io.signal)
      },
      registerAll: async (items) => {
        const outcomes = await client.registerAll(items, io.signal)
        for (const outcome of outcomes) if ('failure' in outcome) throw new Failed(outcome.failure)
      },
      rowsOf: (identities) => client.lookup(identities, io.signal),
      rowOf: async (device) => (await client.lookup([identityOf(device)], io.signal)).at(-1),
    })
  } finally {
    for (const end of closing.reverse()) await end()
  }
}

async function openBench(home: string, { say }: Io) {
  const { startBench } = await import('../../bench/bench')
  const { startTrainingServer } = await import('../../bench/training-server')
  const server = () => startTrainingServer({ dir: pathsOf(home).bench, now: Date.now, log: say })
  const opened = await startBench({ home, readers, server })
  for (const remark of opened.remarks) say(remark)
  return opened
}

function newDevice(): DeviceId {
  const body = `${tac}${String(randomInt(1_000_000)).padStart(6, '0')}`
  return parseDevice(`imei:${body}${luhnDigit(body)}`)
}

function newSubscriber(): Subscriber {
  const msisdn = numberOfSerial(randomInt(10_000_000_000))
  return { msisdn, imsi: imsiOfNumber(msisdn)?.reveal() ?? '' }
}
