import { beforeAll, describe, expect, test } from 'vitest'
import { Failed } from '../../../shared/failure'
import type { HttpAnswer, HttpRequest } from '../../../shared/http/exchange'
import { leafText } from '../../../shared/message/mo'
import { secret } from '../../../shared/secret'
import { utf8 } from '../../../shared/utf8'
import { openDmServer, switchOn, type TestServer } from '../../support/bench-device'
import { freshImei } from '../server/support'

const held: { bench?: TestServer } = {}
const bench = (): TestServer => held.bench ?? expect.fail('no server')
beforeAll(async () => {
  held.bench = await openDmServer()
})

const registered = async (): Promise<string> => {
  const imei = freshImei()
  await bench().register(imei)
  return imei
}

const nameOf = (told: Awaited<ReturnType<typeof switchOn>>) =>
  told.device.memory.objects.reveal().map(({ tree }) => leafText(tree, 'Name'))

describe('a first session', () => {
  test.for(['dm2', 'dm1', 'cp'] as const)(
    'from a card with a %s message: contacted, managed, and a node is set',
    async (format) => {
      const imei = await registered()
      expect(await bench().stateOf(imei)).toBe('accepted')
      const told = await switchOn(imei, bench(), { card: [bench().messageFor(imei, format)] })
      expect(told.tried).toEqual([{ way: 'smartcard', result: 'account for dms.bench.example' }])
      expect(told.sessions).toMatchObject([{ serverId: 'dms.bench.example', result: 'done' }])
      expect(await bench().stateOf(imei)).toBe('managed')
      expect(nameOf(told)).toEqual(['Training bench, met'])
      expect(told.device.memory.owed).toEqual([])
    },
  )

  test.for([
    ['BASIC', 'done', undefined],
    ['HMAC', 'failed', expect.stringContaining('the server asks for syncml:auth-md5')],
  ] as const)('of an account that says %s with a server that asks for MD5 is %s', async ([type, result, why]) => {
    const imei = await registered()
    const { client } = bench().accountOf(imei)
    const card = bench().messageFor(imei, 'dm1', { client: client && { ...client, type } })
    const told = await switchOn(imei, bench(), { card: [card] })
    expect(told.sessions).toMatchObject([{ result, ...(why && { why }) }])
  })

  test('is opened again at the next switch-on over new nonces, and not at all when nothing changed', async () => {
    const imei = await registered()
    const card = [bench().messageFor(imei, 'dm1')]
    const first = await switchOn(imei, bench(), { card })
    const second = await switchOn(imei, bench(), { card, memory: first.device.memory })
    expect([first.sessions.length, second.sessions.length]).toEqual([1, 0])
    const owing = { ...first.device.memory, owed: ['dms.bench.example'] }
    const third = await switchOn(imei, bench(), { card, memory: owing })
    expect(third.sessions).toMatchObject([{ result: 'done', messages: first.sessions[0]?.messages }])
  })

  test('of a device that nobody registered does not come about, and is owed', async () => {
    for (const format of ['dm1', 'dm2'] as const) {
      const imei = freshImei()
      const told = await switchOn(imei, bench(), { card: [bench().messageFor(imei, format)] })
      expect(told.sessions).toMatchObject([{ result: 'failed', why: expect.stringContaining('401') }])
      expect(told.device.memory.owed).toEqual(['dms.bench.example'])
      await bench().register(imei)
      const again = await switchOn(imei, bench(), {
        card: [bench().messageFor(imei, format)],
        memory: told.device.memory,
      })
      expect(again.sessions).toMatchObject([{ result: 'done' }])
      expect(await bench().stateOf(imei)).toBe('managed')
    }
  })

  test.for(['dm1', 'dm2'] as const)('with the password of another device does not come about in %s', async (format) => {
    const [imei, other] = [await registered(), await registered()]
    const told = await switchOn(imei, bench(), { card: [bench().messageFor(other, format)] })
    expect(told.sessions).toMatchObject([{ result: 'failed' }])
    expect(await bench().stateOf(imei)).toBe('accepted')
  })

  test('with a server that does not know its own password changes nothing', async () => {
    const imei = await registered()
    const { server } = bench().accountOf(imei)
    const card = bench().messageFor(imei, 'dm1', { server: server && { ...server, secret: secret(utf8('another')) } })
    const told = await switchOn(imei, bench(), { card: [card] })
    expect(told.sessions).toMatchObject([{ result: 'failed', why: 'its credentials are not those of the account' }])
    expect(nameOf(told)).toEqual(['Training bench'])
    expect(await bench().stateOf(imei)).toBe('contacted')
  })
})

/** Everything a device sends and gets; `bend` may change an answer or fail instead. */
const watched = (bend: (answer: HttpAnswer, count: number) => HttpAnswer = (answer) => answer) => {
  const requests: HttpRequest[] = []
  const exchange = async (request: HttpRequest) => {
    requests.push(request)
    return bend(await bench().https.exchange(request), requests.length)
  }
  return { requests, exchange }
}

describe('what goes wrong on the way', () => {
  test.for(['dm1', 'dm2'] as const)(
    'a session that is cut at any message is owed, and comes about the next time, in %s',
    async (format) => {
      const imei = await registered()
      const card = [bench().messageFor(imei, format)]
      const whole = watched()
      await switchOn(imei, bench(), { card, exchange: whole.exchange })
      for (let cut = 1; cut <= whole.requests.length; cut++) {
        const { exchange } = watched((answer, count) => {
          if (count >= cut) throw new Failed({ code: 'server.unreachable', reason: 'the connection was cut' })
          return answer
        })
        const device = await registered()
        const broken = await switchOn(device, bench(), { card: [bench().messageFor(device, format)], exchange })
        const isRepository = format === 'dm2' && cut === 2
        expect(broken.sessions).toMatchObject([{ result: 'failed' }])
        if (!isRepository) expect(broken.device.memory.owed).toEqual(['dms.bench.example'])
        const again = await switchOn(device, bench(), {
          card: [bench().messageFor(device, format)],
          memory: broken.device.memory,
        })
        expect(again.sessions).toMatchObject([{ result: 'done' }])
        expect(await bench().stateOf(device)).toBe('managed')
      }
    },
  )

  test('a package 1 that somebody recorded opens no session: DM 1.2', async () => {
    const imei = await registered()
    const { requests, exchange } = watched()
    await switchOn(imei, bench(), { card: [bench().messageFor(imei, 'dm1')], exchange })
    const [first] = requests
    if (first === undefined) return expect.fail('nothing was sent')
    const answer = await bench().https.exchange(first)
    expect(answer.status).toBe(200)
    expect(new TextDecoder().decode(answer.body)).toContain('401')
  })

  test('what goes on in a session at an address that nobody was told is a session of its own, and not signed in', async () => {
    const imei = await registered()
    const { requests, exchange } = watched()
    await switchOn(imei, bench(), { card: [bench().messageFor(imei, 'dm1')], exchange })
    const [, second] = requests
    if (second === undefined) return expect.fail('one message was sent')
    const guess = { ...second, url: second.url.replace(/s=.*/, 's=00') }
    expect(new TextDecoder().decode((await bench().https.exchange(guess)).body)).toContain('407')
  })

  test('a server that is not trusted gets nothing', async () => {
    const imei = await registered()
    const { createHttps } = await import('../../../electron/https')
    const stranger = createHttps({})
    const told = await switchOn(imei, { https: stranger }, { card: [bench().messageFor(imei)] })
    stranger.close()
    expect(told.sessions).toMatchObject([{ result: 'failed', why: expect.stringContaining('certificate authority') }])
    expect(await bench().stateOf(imei)).toBe('accepted')
  })
})

test('of two servers, one that is away keeps the other from nothing', async () => {
  const imei = await registered()
  const away = { ...bench().accountOf(imei), id: 'away.example', url: 'https://127.0.0.1:9/dm' }
  const absent = bench().messageFor(imei, 'dm2', away)
  const told = await switchOn(imei, bench(), { card: [absent, bench().messageFor(imei, 'dm1')] })
  expect(told.sessions.map(({ serverId, result }) => [serverId, result])).toEqual([
    ['away.example', 'failed'],
    ['dms.bench.example', 'done'],
  ])
  expect(told.device.memory.owed).toEqual(['away.example'])
})

test('a server that is away in the middle of a session is not waited for, and the session comes about when it is back', async () => {
  const own = await openDmServer()
  const imei = freshImei()
  await own.register(imei)
  let count = 0
  const exchange = async (request: HttpRequest) => {
    if (++count === 2) await own.server.setMode('down')
    return own.https.exchange(request)
  }
  const broken = await switchOn(imei, own, { card: [own.messageFor(imei, 'dm1')], exchange })
  expect(broken.sessions).toMatchObject([{ result: 'failed', why: expect.stringMatching(/cut|listens/) }])
  await own.server.setMode('up')
  const again = await switchOn(imei, own, { card: [own.messageFor(imei, 'dm1')], memory: broken.device.memory })
  expect(again.sessions).toMatchObject([{ result: 'done' }])
  expect(await own.stateOf(imei)).toBe('managed')
})
