// Server-initiated bootstrap, from a registration to the device: over TLS, and as short messages through a message centre.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type MessageCentre, openMessageCentre } from '../../../electron/bench/message-centre'
import { deviceCertificate } from '../../../electron/bench/server/ca'
import { segmentsFor } from '../../../electron/bench/server/push/over-sms'
import { isPushed, planOf, queuePush } from '../../../electron/bench/server/push/plan'
import { openPushSide } from '../../../electron/bench/server/push/push-side'
import type { PushTold } from '../../../electron/bench/server/push/pusher'
import { imsiOfNumber, numberOfSerial } from '../../../electron/bench/subscribers'
import { listenForBootstrap } from '../../../electron/device/listen'
import { hmacSha1 } from '../../../electron/push-mac'
import { createDmServerClient } from '../../../electron/server/client'
import { decode } from '../../../shared/codec'
import { isProtectedDm1 } from '../../../shared/push/dm1-security'
import { pushPdu } from '../../../shared/push/pdu'
import { reassemble } from '../../../shared/push/reassemble'
import type { Reach } from '../../../shared/registration/schema'
import { secret } from '../../../shared/secret'
import { openDmServer, type TestServer } from '../../support/bench-device'
import { freshImei, requestFor } from '../server/support'

let bench: TestServer
let client: ReturnType<typeof createDmServerClient>
const closing: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  bench = await openDmServer()
  client = createDmServerClient(bench.server)
  return () => client.close()
})
afterEach(async () => {
  for (const end of closing.splice(0).reverse()) await end()
})

const number = numberOfSerial(7)
const reached = (imei: string, reach: Reach) => {
  const { card: _, ...request } = requestFor(imei)
  return client.register({ ...request, reach }, `push ${imei}`)
}
const historyOf = async (imei: string) =>
  (await client.lookup([{ type: 'imei', value: imei }]))[0]?.history?.map(({ state }) => state)

async function opened(more: { readonly mode?: 'full' } = {}) {
  const centre = await openMessageCentre({ systemId: 'bench', password: 'word', log: () => undefined })
  closing.push(centre.close)
  if (more.mode) centre.setMode(more.mode)
  return { centre, ...(await pushing(centre)) }
}

async function pushing(centre: MessageCentre) {
  const troubles: PushTold[] = []
  const logged: string[] = []
  const listeners: (() => void)[] = []
  const side = await openPushSide({
    dir: bench.dir,
    registry: bench.server.registry,
    ca: bench.server.ca,
    centre: { host: '127.0.0.1', port: centre.port, systemId: 'bench', password: secret('word') },
    imsiOf: imsiOfNumber,
    onTrouble: (told) => {
      troubles.push(told)
      for (const tell of listeners) tell()
    },
    log: (line) => void logged.push(line),
    firstWaitMs: 20,
  })
  closing.push(side.close)
  /** What kept the push to this device. */
  const trouble = (imei: string) =>
    new Promise<PushTold>((resolve) => {
      const look = () => {
        const told = troubles.find(({ id }) => id === bench.server.registry.find(`IMEI:${imei}`)?.id)
        if (told) resolve(told)
      }
      listeners.push(look)
      look()
    })
  return { side, trouble }
}

/** Comes when the server's own row is so. */
const until = (imei: string, state: string): Promise<void> =>
  new Promise((resolve) => {
    const { registry } = bench.server
    const look = () => {
      if (registry.find(`IMEI:${imei}`)?.state !== state) return
      stop()
      resolve()
    }
    const stop = registry.onChange(look)
    look()
  })

describe('a push by SMS', () => {
  test('goes out as soon as the device is registered with its number, under a MAC of the card behind it', async () => {
    const imei = freshImei()
    const { centre } = await opened()
    await reached(imei, { msisdn: number })
    await until(imei, 'sent')
    expect(await historyOf(imei)).toEqual(['received', 'accepted', 'queued', 'sent'])
    const pdu = decode(pushPdu, reassemble(centre.sentTo(number).map(({ sms }) => sms.message)).pdu)
    const imsi = imsiOfNumber(number) ?? expect.fail('a subscriber')
    expect(isProtectedDm1(pdu, { sec: 'networkid', imsi, imsiForm: 'semi-octets' }, hmacSha1)).toBe(true)
    expect(pdu.body).toEqual(bench.messageFor(imei, 'dm1'))
  })

  test('is tried again while the message centre is full, and goes once', async () => {
    const imei = freshImei()
    const { centre, trouble } = await opened({ mode: 'full' })
    await reached(imei, { msisdn: number })
    expect((await trouble(imei)).retryMs).toBeGreaterThan(0)
    expect(await historyOf(imei)).toEqual(['received', 'accepted', 'queued'])
    centre.setMode('up')
    await until(imei, 'sent')
    const [first] = centre.sentTo(number)
    expect(reassemble(centre.sentTo(number).map(({ sms }) => sms.message)).pdu.length).toBeGreaterThan(0)
    expect(first?.from).toBe('Bootstation')
  })

  test('that was not noted as sent before the server ended goes out when it is back', async () => {
    const imei = freshImei()
    await reached(imei, { msisdn: number })
    const { registry } = bench.server
    registry.advance(registry.find(`IMEI:${imei}`)?.id ?? '', 'queued', 'a push over sms')
    const { centre } = await opened()
    await until(imei, 'sent')
    expect(centre.sentTo(number).length).toBeGreaterThan(0)
  })

  test('is never in clear: for a number of another network nothing is sent', async () => {
    const imei = freshImei()
    const { centre, trouble } = await opened()
    await reached(imei, { msisdn: '+4917012345678' })
    expect((await trouble(imei)).failure).toMatchObject({ code: 'message.invalid', path: 'security' })
    expect(centre.sentTo('+4917012345678')).toEqual([])
  })

  test('goes again to a device that asks for it', async () => {
    const imei = freshImei()
    const { centre } = await opened()
    await reached(imei, { msisdn: number })
    await until(imei, 'sent')
    const before = centre.sentTo(number).length
    const { registry } = bench.server
    const asked = registry.find(`IMEI:${imei}`) ?? expect.fail('it is registered')
    const ask = { mcc: '001', mnc: '01', devId: `IMEI:${imei}` }
    registry.atomically((book) => queuePush(asked, ask, book))
    await until(imei, 'sent')
    expect(centre.sentTo(number).length).toBe(2 * before)
    registry.advance(asked.id, 'contacted', 'a session')
    const met = registry.get(asked.id) ?? expect.fail('it is registered')
    expect(registry.atomically((book) => queuePush(met, ask, book)).kept).toBe(met)
  })

  test('to a device registered again goes again', async () => {
    const imei = freshImei()
    const { centre } = await opened()
    await reached(imei, { msisdn: number })
    await until(imei, 'sent')
    const before = centre.sentTo(number).length
    const { card: _, ...request } = requestFor(imei)
    await client.register({ ...request, reach: { msisdn: number } }, `again ${imei}`)
    await until(imei, 'sent')
    expect(centre.sentTo(number).length).toBe(2 * before)
  })
})

describe('a push over TLS', () => {
  const listening = async (certificateFor: string, answer = 'account for dms.bench.example') => {
    const identity = await deviceCertificate(join(bench.dir, 'pki'), `IMEI:${certificateFor}`, Date.now())
    const messages: Uint8Array[] = []
    const { port, close } = await listenForBootstrap({
      log: () => undefined,
      trust: [readFileSync(bench.server.ca, 'utf8')],
      identity,
      take: async ({ message }) => {
        messages.push(message)
        return { way: 'push', result: answer, why: 'it is for another device' }
      },
    })
    closing.push(close)
    return { messages, tls: `127.0.0.1:${port}` }
  }

  test('is brought to the device that listens', async () => {
    const imei = freshImei()
    const { messages, tls } = await listening(imei)
    await opened()
    await reached(imei, { tls })
    await until(imei, 'sent')
    expect(messages).toEqual([bench.messageFor(imei, 'dm2')])
  })

  test('is not told to another device that listens there', async () => {
    const imei = freshImei()
    const { messages, tls } = await listening(freshImei())
    const { trouble } = await opened()
    await reached(imei, { tls })
    expect((await trouble(imei)).failure).toMatchObject({
      code: 'server.refused',
      reason: expect.stringContaining('is not'),
    })
    expect([messages, await historyOf(imei)]).toEqual([[], ['received', 'accepted', 'queued']])
  })

  test('that the device refuses is not called sent', async () => {
    const imei = freshImei()
    const { tls } = await listening(imei, 'refused')
    const { trouble } = await opened()
    await reached(imei, { tls })
    expect((await trouble(imei)).failure).toMatchObject({ code: 'server.refused', reason: 'it is for another device' })
    expect(await historyOf(imei)).not.toContain('sent')
  })

  test('never leaves this machine', async () => {
    const imei = freshImei()
    const { trouble } = await opened()
    await reached(imei, { tls: 'device.example:443' })
    expect((await trouble(imei)).failure).toMatchObject({ reason: 'device.example:443 is not of this bench' })
  })

  test('to a port that there is none of is refused at the registration, and one kept from before ends no server', async () => {
    const imei = freshImei()
    await expect(reached(imei, { tls: '127.0.0.1:65536' })).rejects.toMatchObject({ failure: { status: 400 } })
    await reached(imei, { tls: '127.0.0.1:65535' })
    const { registry } = bench.server
    registry.atomically((book) => {
      const kept = registry.find(`IMEI:${imei}`) ?? expect.fail('it is registered')
      book.step(kept, 'queued', 'once', { request: { ...kept.request, reach: { tls: '127.0.0.1:70000' } } })
    })
    const { trouble } = await opened()
    expect((await trouble(imei)).failure).toMatchObject({ code: 'request.invalid', path: 'reach.tls' })
  })
})

describe('what is pushed', () => {
  const kept = (imei: string, reach: Reach) => {
    const { card: _, ...request } = requestFor(imei)
    const now = {
      id: 'r',
      tenant: 't',
      state: 'accepted',
      requestSha256: '',
      history: [],
      createdAt: 0,
      updatedAt: 0,
    } as const
    return { ...now, request: { ...request, reach } }
  }
  const deps = { hosts: ['127.0.0.1'], imsiOf: imsiOfNumber }

  test('is the sender’s own account, or of a server that it may speak for', () => {
    const imei = freshImei()
    const foreign = { ...bench.accountOf(imei), id: 'other.example', url: 'https://other.example/dm' }
    const plan = (hosts: readonly string[]) => () =>
      planOf(kept(imei, { msisdn: number }), { ...deps, hosts, accountOf: () => foreign })
    expect(plan(['127.0.0.1'])).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ path: 'servers' }) }),
    )
    expect(plan(['127.0.0.1', 'other.example'])()).toMatchObject({ by: 'sms', number })
  })

  test('is nothing to a device that has a card, or that cannot be reached', () => {
    const imei = freshImei()
    const reachable = kept(imei, { msisdn: number })
    expect(isPushed(reachable)).toBe(true)
    expect(isPushed({ ...reachable, request: { ...reachable.request, card: { iccid: '89' } } })).toBe(false)
    expect(isPushed(kept(imei, {}))).toBe(false)
  })

  test('goes without a MAC only where there is no secret in it', () => {
    const imei = freshImei()
    const security = { sec: 'none' } as const
    expect(() => segmentsFor({ message: bench.messageFor(imei, 'dm1'), security })).toThrow()
    const { client: _, server: __, ...open } = bench.accountOf(imei)
    const message = bench.messageFor(imei, 'dm1', { ...open, client: undefined, server: undefined })
    expect(segmentsFor({ message, security }).length).toBeGreaterThan(0)
  })
})
