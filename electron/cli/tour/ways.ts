// Each way of bootstrap and each source of identity, with a device of its own, to the end: a session that went well.
import { join } from 'node:path'
import { type DeviceId, devIdOf } from '../../../shared/identity/device'
import type { IntakeSource } from '../../../shared/intake/cause'
import type { RegistrationRequest } from '../../../shared/registration/schema'
import { tour as words } from '../../../shared/text/en/tour'
import { deviceCertificate } from '../../bench/server/ca'
import { listenForBootstrap } from '../../device/listen'
import type { DeviceTold } from '../../device/run'
import { pathsOf } from '../../home'
import { readText } from '../../whole-file'
import { follow } from '../follow'
import { bundleOf, givenBy, messageFor } from './bundle'
import { attachPhone, type DeviceOptions, meeting, tourDevice, within } from './device'
import type { Sources } from './sources'
import type { Stage } from './stage'

export type Way = 'factory' | 'smartcard' | 'push over TLS' | 'push by SMS' | 'own request'

/** How it went for one device, as the device tells it. */
export type WayLine = {
  readonly way: Way
  readonly source: RegistrationRequest['source']
  readonly device: DeviceId
  readonly state: 'managed' | 'no account' | 'not met'
  readonly session: DeviceTold['sessions'][number] | undefined
}

export async function* takeWays(stage: Stage, sources: Sources): AsyncGenerator<WayLine> {
  const { say } = stage.io
  say(words.factory)
  yield await fromFactory(stage)
  say(words.smartcard)
  yield await fromCard(stage)
  say(words.tls)
  yield await overTls(stage)
  for (const source of ['pos', 'web', 'network', 'voice'] as const) {
    say(words.sources[source])
    yield await bySms(stage, source, sources.tell[source])
  }
  say(words.request)
  yield await onRequest(stage)
}

const lineOf = (way: Way, source: WayLine['source'], device: DeviceId, { accounts, sessions }: DeviceTold): WayLine => {
  const isManaged = sessions.length > 0 && sessions.every(({ result }) => result === 'done')
  const state = accounts.length === 0 ? 'no account' : isManaged ? 'managed' : 'not met'
  return { way, source, device, state, session: sessions[0] }
}

async function switchedOn(stage: Stage, device: DeviceId, options: DeviceOptions): Promise<DeviceTold> {
  const { take, close } = tourDevice(stage, device, options)
  return take({ is: 'switched-on' }).finally(close)
}

async function fromFactory(stage: Stage): Promise<WayLine> {
  const device = stage.newDevice()
  const made = { device, ...messageFor(stage, device) }
  const folder = await bundleOf(stage, [made])
  await stage.register(device, { source: 'factory', bootstrap: givenBy(stage, made) })
  return lineOf('factory', 'factory', device, await switchedOn(stage, device, { values: { factory: folder } }))
}

/** The last reader is the tour's; what is in it is changed for a fresh card. */
export const tourReader = ({ bench }: Stage): string => bench.readers.at(-1) ?? ''

async function fromCard(stage: Stage): Promise<WayLine> {
  const device = stage.newDevice()
  const reader = tourReader(stage)
  await cardFor(stage, device)
  return lineOf('smartcard', 'pos', device, await switchedOn(stage, device, { reader }))
}

/** A fresh card with the device's message on it, written as a station writes one: the device is registered then. */
export async function cardFor(
  { ask, bench, io }: Stage,
  device: DeviceId,
  reader = bench.readers.at(-1) ?? '',
): Promise<void> {
  const { askBench } = await import('../../bench/client')
  await askBench(bench.control, { do: 'swap', reader, kind: 'usim' })
  const order = { reader, device, template: bench.template, variables: {}, add: false } as const
  await follow(ask, await ask.job.start(order), 10_000, { ...io, say: () => undefined })
}

/** A device that listens where the DM Server reaches it: the server comes to it, and both show who they are. */
async function overTls(stage: Stage): Promise<WayLine> {
  const device = stage.newDevice()
  const { take, close } = tourDevice(stage, device)
  await take({ is: 'switched-on' })
  const identity = await deviceCertificate(join(pathsOf(stage.home).bench, 'pki'), devIdOf(device), Date.now())
  const trust = [readText(stage.bench.server.ca) ?? '']
  const { met, heard } = meeting()
  const listening = await listenForBootstrap({
    trust,
    identity,
    log: stage.io.say,
    take: async (brought) => {
      const told = await take({ is: 'delivered', ...brought })
      heard(told)
      return told.tried[0] ?? { way: 'push', result: 'nothing' }
    },
  })
  try {
    await stage.register(device, { source: 'network', reach: { tls: `127.0.0.1:${listening.port}` } })
    return lineOf('push over TLS', 'network', device, await within('no server came to the device', met))
  } finally {
    await listening.close()
    close()
  }
}

/** A phone that is on and has nothing: somebody tells the operator its number, and its bootstrap comes as short messages. */
async function bySms(stage: Stage, source: IntakeSource, tell: Sources['tell'][IntakeSource]): Promise<WayLine> {
  const device = stage.newDevice()
  const subscriber = stage.newSubscriber()
  const { take, close } = tourDevice(stage, device, { values: { imsi: subscriber.imsi } })
  await take({ is: 'switched-on' })
  const { met, heard } = meeting()
  const switchOff = await attachPhone(
    stage.bench.control,
    subscriber.msisdn,
    (pdu) => void take({ is: 'pushed', pdu }).then(heard),
  )
  try {
    await tell({ device, subscriber })
    const told = await within('no push came to the phone', met)
    return lineOf('push by SMS', source === 'voice' ? 'dtmf' : source, device, told)
  } finally {
    switchOff()
    close()
  }
}

async function onRequest(stage: Stage): Promise<WayLine> {
  const device = stage.newDevice()
  await stage.register(device, { source: 'client' })
  return lineOf('own request', 'client', device, await switchedOn(stage, device, { values: askingValues(stage) }))
}

/** OMA DM Protocol 2.0, 8.3: an address that the device has known from the factory on. */
export const askingValues = ({ bench }: Stage) => ({
  'bootstrap-url': `${bench.server.url}/bootstrap?DevID=[DevID]&MCC=[MCC]&MNC=[MNC]`,
  network: '001-01',
})
