// A device of the tour: switched on, it takes what comes to it one after the other.

import { fromHex } from '../../../shared/bytes'
import { emptyDeviceMemory } from '../../../shared/device/memory'
import type { DeviceEvent } from '../../../shared/device/sequence'
import { switchedOffDevice } from '../../../shared/device/sequence'
import { Failed } from '../../../shared/failure'
import type { DeviceId } from '../../../shared/identity/device'
import { collectPushes } from '../../../shared/push/collect'
import { connectBench } from '../../bench/client'
import { readCard } from '../../device/card-reading'
import { type DevicePorts, type DeviceSettings, type DeviceTold, runDevice } from '../../device/run'
import type { Values } from '../command'
import { worldOf } from '../device-world'
import type { Stage } from './stage'

export type TourDevice = {
  /** What became of these events; events before them were dealt with first. */
  readonly take: (...events: readonly DeviceEvent[]) => Promise<DeviceTold>
  readonly close: () => void
}

export type DeviceOptions = {
  /** As `bench device` takes them. */
  readonly values?: Values
  readonly reader?: string
  readonly sessions?: DeviceSettings['sessions']
}

export function tourDevice({ home, station }: Stage, device: DeviceId, options: DeviceOptions = {}): TourDevice {
  const { values = {}, reader, sessions = 'open' } = options
  const world = worldOf({ values: { ...values, device }, io: { home }, sessions, remember: () => undefined })
  const slot: DevicePorts['readCard'] =
    reader === undefined
      ? async () => ({ is: 'absent' })
      : () => readCard((work) => station.readers().withCard(reader, work))
  const ports = { ...world.ports, readCard: slot }
  let now = switchedOffDevice(emptyDeviceMemory)
  let last: Promise<unknown> = Promise.resolve()
  return {
    take: (...events) => {
      const next = last.then(async () => {
        const told = await runDevice({ ...now, tried: [] }, events, world.context, world.settings, ports)
        now = told.device
        return told
      })
      last = next.catch(() => undefined)
      return next
    },
    close: world.close,
  }
}

/** Comes with what a device tells when it has had its session. */
export function meeting() {
  const state = { resolve: (_: DeviceTold): void => undefined }
  const met = new Promise<DeviceTold>((resolve) => {
    state.resolve = resolve
  })
  return { met, heard: (told: DeviceTold): void => void (told.sessions.length > 0 && state.resolve(told)) }
}

/** A phone at the message centre: each push that comes whole is told. Returns the way to switch it off. */
export async function attachPhone(
  control: string,
  number: string,
  onPush: (pdu: Uint8Array) => void,
): Promise<() => void> {
  const collect = collectPushes()
  const line = await connectBench(control, {
    onState: (state) => {
      const sms = typeof state === 'object' && state !== null && 'sms' in state ? String(state.sms) : ''
      const whole = collect(fromHex(sms))
      if (whole) onPush(whole.pdu)
    },
  })
  await line.ask({ do: 'phone', number })
  return line.close
}

/** Fails where it takes longer: on a bench everything is near. */
export async function within<T>(what: string, work: Promise<T>, ms = 15_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Failed({ code: 'server.unreachable', reason: `${what} within ${ms / 1000} s` })),
      ms,
    )
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
