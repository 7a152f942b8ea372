// A device that listens: whom it lets bring it a bootstrap, and of which servers.
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Issued, issue, newKey } from '../../../electron/bench/server/certificate'
import { type Listening, listenForBootstrap } from '../../../electron/device/listen'
import { emptyDeviceMemory } from '../../../shared/device/memory'
import { step, switchedOffDevice } from '../../../shared/device/sequence'
import { takeDelivered } from '../../../shared/device/take-delivered'
import { bytesFor, contextOf, devId } from '../../support/device'

type Names = { readonly names: readonly string[]; readonly addresses: readonly string[] }
let listening: Listening
let certificate: (of: Names | 'nobody' | 'stranger') => Partial<Issued>

beforeAll(async () => {
  const [key, strangeKey] = await Promise.all([newKey(), newKey()])
  const authority = issue({ is: 'ca', name: 'Operator' }, key, Date.now())
  const strange = issue({ is: 'ca', name: 'Operator' }, strangeKey, Date.now())
  const peer = (name: string, { names, addresses }: Names, by: Issued) =>
    issue({ is: 'peer', name, names, addresses }, by.key, Date.now(), by)
  certificate = (of) => {
    if (of === 'nobody') return {}
    return of === 'stranger' ? peer('push', good, strange) : peer('push', of, authority)
  }
  listening = await listenForBootstrap({
    log: () => undefined,
    trust: [authority.cert],
    identity: peer(devId, { names: [], addresses: [] }, authority),
    take: async (brought) => takeDelivered(emptyDeviceMemory, brought, contextOf()).tried,
  })
})
afterAll(() => listening.close())

const good: Names = { names: ['dms.example'], addresses: [] }
const message = bytesFor('dms.example')

const brought = (of: Parameters<typeof certificate>[0], body = message, more: { path?: string; type?: string } = {}) =>
  new Promise<readonly [number | undefined, string]>((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port: listening.port, method: 'POST', path: more.path ?? '/bootstrap', agent: false },
        headers: { 'content-type': more.type ?? 'application/dmmo+json', 'content-length': body.length },
        rejectUnauthorized: false,
        ...certificate(of),
      },
      (response) => text(response).then((why) => resolve([response.statusCode, why]), reject),
    )
    sent.on('error', reject)
    sent.end(body)
  })

test('takes what a server brings whose certificate names it', async () =>
  expect(await brought(good)).toEqual([204, '']))

test.for(['nobody', 'stranger'] as const)('takes nothing from %s', async (who) =>
  expect(await brought(who)).toEqual([403, 'the device does not trust who sent it']),
)

test('takes no account of a server that the sender is not', async () =>
  expect(await brought({ names: ['other.example'], addresses: ['127.0.0.1'] })).toEqual([
    403,
    'whoever sent it is not dms.example',
  ]))

test('answers what it cannot read, does not take, and does not know', async () => {
  expect((await brought(good, new TextEncoder().encode('{')))[0]).toBe(422)
  expect((await brought(good, new Uint8Array(70_000)))[0]).toBe(413)
  expect((await brought(good, message, { type: 'text/plain' }))[0]).toBe(415)
  expect((await brought(good, message, { path: '/' }))[0]).toBe(404)
})

test('a bootstrap that is brought twice gives one account and one session', () => {
  const on = switchedOffDevice(emptyDeviceMemory)
  const event = { is: 'delivered', message, hosts: ['dms.example'] } as const
  const first = step({ ...on, stage: 'idle' }, event, contextOf())
  const again = step(first.device, event, contextOf())
  expect(first.effects).toEqual([{ do: 'open-session', serverId: 'dms.example', cause: undefined }])
  expect(again.effects).toEqual([])
  expect(again.device.memory.objects.reveal()).toEqual(first.device.memory.objects.reveal())
})

test('a device that takes no pushes takes none of these', () => {
  const context = contextOf({ allowed: ['smartcard', 'factory', 'server'] })
  const event = { is: 'delivered', message, hosts: ['dms.example'] } as const
  const { device } = step({ ...switchedOffDevice(emptyDeviceMemory), stage: 'idle' }, event, context)
  expect(device.memory).toBe(emptyDeviceMemory)
  expect(device.tried).toEqual([{ way: 'push', result: 'switched off' }])
})
