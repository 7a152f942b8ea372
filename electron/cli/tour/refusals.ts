// What comes from whom the device does not trust, on every way of delivery.
import { writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type DeviceId, devIdOf } from '../../../shared/identity/device'
import { parseImsi } from '../../../shared/push/imsi'
import { type Pushed, pushDm1 } from '../../../shared/push/message'
import { objectMedia } from '../../../shared/session/dm2/packages'
import { tour as words } from '../../../shared/text/en/tour'
import { deviceCertificate } from '../../bench/server/ca'
import { type Issued, issue, newKey } from '../../bench/server/certificate'
import { listenForBootstrap } from '../../device/listen'
import type { DeviceTold } from '../../device/run'
import { pathsOf } from '../../home'
import { hmacSha1 } from '../../push-mac'
import { readText } from '../../whole-file'
import type { Values } from '../command'
import { bundleOf, madeFor, messageFor } from './bundle'
import { tourDevice } from './device'
import type { Stage } from './stage'
import { askingValues, cardFor, tourReader } from './ways'

/** `refused` is the way; `accounts` the device has from it, and `sessions` it opened. */
export type RefusedLine = {
  readonly refused: string
  readonly by: string
  readonly why: string
  readonly accounts: number
  readonly sessions: number
}

type Stranger = { readonly authority: Issued; readonly caFile: string; readonly push: Issued; readonly signer: Issued }

/** An authority like the bench's own, that nobody here trusts. */
async function stranger({ folder }: Stage): Promise<Stranger> {
  const key = await newKey()
  const authority = issue({ is: 'ca', name: 'Bootstation training bench CA' }, key, Date.now())
  const caFile = join(folder, 'stranger.pem')
  await writeFile(caFile, authority.cert)
  const hosts = { names: ['localhost'], addresses: ['127.0.0.1'] }
  return {
    authority,
    caFile,
    push: issue({ is: 'peer', name: 'Training bench push', ...hosts }, key, Date.now(), authority),
    signer: issue({ is: 'signer', name: 'Training bench factory' }, key, Date.now(), authority),
  }
}

export async function* takeRefusals(stage: Stage): AsyncGenerator<RefusedLine> {
  stage.io.say(words.refusals)
  const other = await stranger(stage)
  const device = stage.newDevice()
  await stage.register(device, { source: 'factory' })
  yield await factoryOf(stage, device, other)
  yield await requestTo(stage, device, other)
  yield* pushesBySms(stage, device)
  yield* pushesOverTls(stage, device, other)
  yield await cardOf(stage, other)
}

const lineOf = (refused: string, by: string, { tried, accounts, sessions }: DeviceTold): RefusedLine => {
  const why = tried.find(({ result }) => result === 'refused')?.why ?? sessions.find((one) => one.why)?.why ?? ''
  const met = sessions.filter(({ result }) => result === 'done')
  return { refused, by, why, accounts: accounts.length, sessions: met.length }
}

async function switchedOn(stage: Stage, device: DeviceId, values: Values, reader?: string): Promise<DeviceTold> {
  const one = tourDevice(stage, device, { values, ...(reader !== undefined && { reader }) })
  return one.take({ is: 'switched-on' }).finally(one.close)
}

async function factoryOf(stage: Stage, device: DeviceId, { signer, authority }: Stranger): Promise<RefusedLine> {
  const folder = await bundleOf(stage, madeFor(stage, [device]), {
    certificates: [signer.cert, authority.cert],
    key: signer.key,
  })
  return lineOf('factory', 'a stranger’s signature', await switchedOn(stage, device, { factory: folder }))
}

/** The device trusts another authority than the server's. */
async function requestTo(stage: Stage, device: DeviceId, { caFile }: Stranger): Promise<RefusedLine> {
  const told = await switchedOn(stage, device, { ...askingValues(stage), trust: caFile })
  return lineOf('own request', 'a server with a strange certificate', told)
}

/** A card is believed as it is; the server that it names is believed only with its certificate. */
async function cardOf(stage: Stage, { caFile }: Stranger): Promise<RefusedLine> {
  const device = stage.newDevice()
  await cardFor(stage, device)
  const { accounts, ...told } = await switchedOn(stage, device, { trust: caFile }, tourReader(stage))
  return lineOf('smartcard', 'a server with a strange certificate', { ...told, accounts: [] })
}

async function* pushesBySms(stage: Stage, device: DeviceId): AsyncGenerator<RefusedLine> {
  const { imsi } = stage.newSubscriber()
  const { message } = stage.station.composer.make({
    template: stage.bench.template,
    device,
    variables: {},
    format: 'dm1',
  })
  const wrong = { sec: 'networkid', imsi: parseImsi(stage.newSubscriber().imsi), imsiForm: 'semi-octets' } as const
  const pushes: readonly (readonly [string, Pushed])[] = [
    ['a sender who does not know the card', pushDm1(message, wrong, hmacSha1)],
    ['a sender who proves nothing', pushDm1(message, { sec: 'none' }, hmacSha1)],
  ]
  for (const [by, { pdu }] of pushes) {
    const one = tourDevice(stage, device, { values: { imsi } })
    await one.take({ is: 'switched-on' })
    yield lineOf('push by SMS', by, await one.take({ is: 'pushed', pdu }).finally(one.close))
  }
}

/** Somebody else's certificate; and one of the right authority that does not name the server in the message. */
async function* pushesOverTls(stage: Stage, device: DeviceId, { push }: Stranger): AsyncGenerator<RefusedLine> {
  const { server } = stage.bench
  const pki = join(pathsOf(stage.home).bench, 'pki')
  const ca = readText(server.ca) ?? ''
  const station: Issued = { cert: readText(server.cert) ?? '', key: readText(server.key) ?? '' }
  const identity = await deviceCertificate(pki, devIdOf(device), Date.now())
  const one = tourDevice(stage, device)
  await one.take({ is: 'switched-on' })
  const take = async (brought: { message: Uint8Array; hosts: readonly string[] }) =>
    (await one.take({ is: 'delivered', ...brought })).tried[0] ?? ({ way: 'push', result: 'nothing' } as const)
  const listening = await listenForBootstrap({ trust: [ca], identity, take, log: stage.io.say })
  try {
    const { message } = messageFor(stage, device)
    for (const [by, from] of [
      ['a server with a strange certificate', push],
      ['a client that is no server', station],
    ] as const) {
      const { status, why } = await post(listening.port, from, message)
      const { accounts, sessions } = await one.take()
      const refusal = status === 403 ? why : ''
      yield { refused: 'push over TLS', by, why: refusal, accounts: accounts.length, sessions: sessions.length }
    }
  } finally {
    await listening.close()
    one.close()
  }
}

/** As a stranger would: it does not care whom it talks to. */
const post = (
  port: number,
  from: Issued,
  message: Uint8Array,
): Promise<{ readonly status: number; readonly why: string }> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': objectMedia, 'content-length': message.length }
    const to = { host: '127.0.0.1', port, path: '/bootstrap', method: 'POST', headers, agent: false }
    const sent = request({ ...to, ...from, rejectUnauthorized: false }, (response) => {
      text(response).then((why) => resolve({ status: response.statusCode ?? 0, why }), reject)
    })
    sent.once('error', reject)
    sent.end(message)
  })
