// Many devices of a bench: half of them have a factory file, the others ask for their bootstrap.
import { randomInt, randomUUID } from 'node:crypto'
import { type DeviceId, devIdOf, identityOf, parseDevice } from '../../../shared/identity/device'
import { luhnDigit } from '../../../shared/identity/luhn'
import type { RegistrationRequest } from '../../../shared/registration/schema'
import type { DeviceTold } from '../../device/run'
import type { Keyed } from '../../server/batch'
import { bundleOf, givenBy, type MadeFor, madeFor } from './bundle'
import { tourDevice } from './device'
import type { Stage } from './stage'
import { askingValues } from './ways'

export type Crowd = {
  readonly devices: DeviceId[]
  readonly factory: number
  readonly request: number
  /** Those whose first session ended well. */
  readonly met: number
  /** Registering them and building what the factory gave them. */
  readonly setUpSeconds: number
  /** From the first switch-on to the end of the last session. */
  readonly seconds: number
  /** Why others did not, each once. */
  readonly reasons: readonly string[]
}

/** As many are switched on at a time; and as many have their message in one bundle, as a batch of a line has. */
const [atOnce, batch] = [32, 100]

export async function runCrowd(stage: Stage, count: number): Promise<Crowd> {
  const began = performance.now()
  const devices = manyDevices(count)
  const [first, asking] = [devices.slice(0, Math.ceil(count / 2)), devices.slice(Math.ceil(count / 2))]
  const made = madeFor(stage, first)
  await stage.registerAll([
    ...made.map((one) => keyed(one.device, givenBy(stage, one))),
    ...asking.map((device) => keyed(device)),
  ])
  const bundles = await inBatches(made, (some) => bundleOf(stage, some))
  const ready = performance.now()
  const orders = [
    ...first.map((device, at) => ({ device, values: { factory: bundles[Math.floor(at / batch)] } })),
    ...asking.map((device) => ({ device, values: askingValues(stage) })),
  ]
  const reasons = new Set<string>()
  let met = 0
  const lane = async (): Promise<void> => {
    for (let order = orders.pop(); order !== undefined; order = orders.pop()) {
      const one = tourDevice(stage, order.device, { values: order.values })
      const why = whyNotMet(await one.take({ is: 'switched-on' }).finally(one.close))
      if (why === undefined) met++
      else reasons.add(why)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  const ended = performance.now()
  return {
    ...{ devices, met, factory: made.length, request: asking.length, reasons: [...reasons] },
    ...{ setUpSeconds: secondsOf(ready - began), seconds: secondsOf(ended - ready) },
  }
}

const keyed = (device: DeviceId, bootstrap?: RegistrationRequest['bootstrap']): Keyed => ({
  key: randomUUID(),
  request: {
    identities: [identityOf(device)],
    expectedDevId: devIdOf(device),
    source: bootstrap ? 'factory' : 'client',
    ...(bootstrap && { bootstrap }),
  },
})

const secondsOf = (ms: number): number => Number((ms / 1000).toFixed(2))

function whyNotMet({ tried, sessions }: DeviceTold): string | undefined {
  const [session] = sessions
  if (session?.result === 'done') return undefined
  return session?.why ?? tried.map(({ way, result, why }) => `${way}: ${why ?? result}`).join(', ')
}

async function inBatches<T>(made: readonly MadeFor[], work: (some: readonly MadeFor[]) => Promise<T>): Promise<T[]> {
  const done: T[] = []
  for (let at = 0; at < made.length; at += batch) done.push(await work(made.slice(at, at + batch)))
  return done
}

/** Neighbours, as a line makes them: no two alike. */
function manyDevices(count: number): DeviceId[] {
  const tac = String(randomInt(35_000_000, 35_999_999))
  return Array.from({ length: count }, (_, at) => {
    const body = `${tac}${String(at).padStart(6, '0')}`
    return parseDevice(`imei:${body}${luhnDigit(body)}`)
  })
}
