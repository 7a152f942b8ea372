// A device that is on and can be reached: it listens for its DM Server by TLS, or is a phone at the bench's message centre.
import { once } from 'node:events'
import { join } from 'node:path'
import type { Device, DeviceEvent } from '../../shared/device/sequence'
import { type DeviceId, devIdOf } from '../../shared/identity/device'
import { en } from '../../shared/text/en'
import type { DeviceTold } from '../device/run'
import { type BenchFile, pathsOf } from '../home'
import { readSettings } from '../settings/settings'
import { readText } from '../whole-file'
import { type Io, needed, text, usage, type Values } from './command'

export const reachOptions = { listen: { type: 'string' }, phone: { type: 'string' } } as const

type Take = (event: DeviceEvent) => Promise<DeviceTold>
/** Makes it reachable, and says where; answers with the way to end it. */
export type Reach = (take: Take) => Promise<() => Promise<void> | void>

/** Undefined for a device that nobody reaches. */
export function reachOf(values: Values, device: DeviceId, io: Io): Reach | undefined {
  const [port, phone] = [text(values, 'listen'), text(values, 'phone')]
  if (port === undefined && phone === undefined) return undefined
  if (port !== undefined && phone !== undefined) throw usage('a device is reached by --listen or by --phone', 'phone')
  const { bench } = readSettings(io.home)
  if (bench === undefined) throw usage('--listen and --phone need a bench: npx bootstation bench', 'listen')
  return port === undefined ? atPhone(needed(values, 'phone'), bench, io) : listening(portOf(port), device, bench, io)
}

function portOf(written: string): number {
  const port = Number(written)
  if (!/^\d{1,5}$/.test(written) || port > 65_535) throw usage('--listen is a port, 0 for any', 'listen')
  return port
}

const listening =
  (port: number, device: DeviceId, bench: BenchFile, io: Io): Reach =>
  async (take) => {
    const { deviceCertificate } = await import('../bench/server/ca')
    const { listenForBootstrap } = await import('../device/listen')
    const identity = await deviceCertificate(join(pathsOf(io.home).bench, 'pki'), devIdOf(device), Date.now())
    const opened = await listenForBootstrap({
      ...{ trust: [readText(bench.server.ca) ?? ''], identity, port, log: io.say },
      take: async (brought) => {
        const { tried } = await take({ is: 'delivered', ...brought })
        return tried.at(-1) ?? { way: 'push', result: 'nothing' }
      },
    })
    const address = `127.0.0.1:${opened.port}`
    io.out({ listening: address })
    io.say(en.device.listens(address))
    return opened.close
  }

const atPhone =
  (number: string, bench: BenchFile, io: Io): Reach =>
  async (take) => {
    const { attachPhone } = await import('./tour/device')
    const close = await attachPhone(bench.control, number, (pdu) => {
      // What goes wrong ends the device, not only this.
      take({ is: 'pushed', pdu }).catch(() => undefined)
    })
    io.out({ phone: number })
    io.say(en.device.isPhone(number))
    return close
  }

export type Reached = {
  readonly run: (device: Device, ...events: readonly DeviceEvent[]) => Promise<DeviceTold>
  readonly tell: (told: DeviceTold) => void
  readonly signal: AbortSignal
}

/** Until the signal, or until the device fails; one thing after the other. Answers with how it was last. */
export async function beReached(first: DeviceTold, reach: Reach, { run, tell, signal }: Reached): Promise<DeviceTold> {
  let told = first
  let last: Promise<unknown> = Promise.resolve()
  const broken = new AbortController()
  const take: Take = (event) => {
    const next = last.then(async () => {
      told = await run({ ...told.device, tried: [] }, event)
      tell(told)
      return told
    })
    last = next.catch((error: unknown) => broken.abort(error))
    return next
  }
  const close = await reach(take)
  const over = AbortSignal.any([signal, broken.signal])
  if (!over.aborted) await once(over, 'abort')
  await close()
  await last
  if (broken.signal.aborted) throw broken.signal.reason
  return told
}
