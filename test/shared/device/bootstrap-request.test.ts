import { describe, expect, test } from 'vitest'
import { requestBootstrap } from '../../../shared/device/bootstrap-request'
import { emptyDeviceMemory } from '../../../shared/device/memory'
import { Failed, type Failure } from '../../../shared/failure'
import type { HttpAnswer, HttpRequest } from '../../../shared/http/exchange'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import {
  answered,
  bootstrapUrl,
  bytesFor,
  contextOf,
  runDevice,
  served,
  serversOf,
  statusOf,
  switchedOn,
} from '../../support/device'
import { credential, digest } from '../../support/dm1-pair'
import { answerOf, converse, devId, dm2SessionVectors, wireOf } from '../../support/dm2-session'

const failing = (failure: Failure) => (): HttpAnswer => {
  throw new Failed(failure)
}
const refused = (reason: string) => failing({ code: 'server.refused', status: 495, reason, retryable: false })

test('the worked exchange is spoken byte by byte', () => {
  const { input, expect: expected } = dm2SessionVectors.clientInitiated
  const asked: string[] = []
  const values = { DevID: devId, MCC: '262', MNC: '01', CMCC: '262', CMNC: '01', SPName: 'GSM-R CH' }
  const order = { url: input.serverUri, values, nowMs: 0 }
  const answer = converse(requestBootstrap(order, { who: undefined, first: 'basic', ...digest }), (request) => {
    asked.push(wireOf(request))
    return answerOf(expected.response)
  })
  expect(asked).toEqual([expected.request])
  expect(answer.is === 'read' && fromUtf8(answer.bytes)).toBe(expected.response.split('\r\n\r\n')[1])
})

describe('what a server may answer', () => {
  /** The world for a case of the table, and what the device then is. */
  const worlds: Readonly<Record<string, (value: number | string | null) => (request: HttpRequest) => HttpAnswer>> = {
    'dns-or-connect': () => failing({ code: 'server.unreachable', reason: 'the name of the server is not known' }),
    'tls-handshake': () => refused('no secure connection'),
    'certificate-name': () => refused('the server’s certificate is for another name'),
    'tls-below-1.0': () => refused('the server speaks no TLS from 1.2 on'),
    timeout: () => failing({ code: 'server.unreachable', reason: 'no answer within 8 s' }),
    'content-length-short': () => failing({ code: 'server.unreachable', reason: 'the connection was cut' }),
    'body-too-large': () =>
      failing({ code: 'message.invalid', path: '', reason: 'the answer is longer than 65536 bytes' }),
    'document-invalid': () => () => served(utf8('[]')),
    'content-type': (value) => () => served(bytesFor('s'), String(value)),
    status: (value) => () => statusOf(Number(value), { location: 'https://elsewhere.example/' }),
  }
  const meanings: Readonly<Record<string, readonly string[]>> = {
    'retry-later': ['waits'],
    'retry-after': ['waits'],
    stop: ['refused', 'nothing'],
    'no-bootstrap': ['nothing'],
    unchanged: ['nothing'],
    'follow-https-same-host': ['refused'],
    'authenticate-once': ['refused'],
    'accept-with-warning': ['account for s'],
  }
  const cases = dm2SessionVectors.clientInitiatedFailures.filter(({ input }) => worlds[input.kind] !== undefined)

  test.for(cases)('$input.kind $input.value: $expect', ({ input, expect: expected }) => {
    const ran = switchedOn({ server: worlds[input.kind]?.(input.value) ?? (() => statusOf(404)) })
    expect(meanings[expected]).toContain(ran.device.tried.at(-1)?.result)
    const isAskedAgain = ran.effects.some((effect) => effect.do === 'wake')
    expect(isAskedAgain).toBe(expected.startsWith('retry'))
    const { request } = ran.device.memory
    expect(request.is).toBe(isAskedAgain ? 'later' : meanings[expected]?.includes('refused') ? 'stopped' : 'due')
  })

  test('nothing of an answer that cannot be read is stored', () => {
    for (const body of ['', '[', '{}', '[{"ClientURI":"urn:oma:mo:oma-dm-dmacc:1.2//","MOData":{"a":{"SrvID":"a"}}}]'])
      expect(serversOf(switchedOn({ server: () => served(utf8(body)) }))).toEqual([])
  })
})

describe('redirects', () => {
  const places = (...locations: readonly string[]) => {
    const asked: string[] = []
    const ran = switchedOn({
      server: ({ url }) => {
        asked.push(url)
        const location = locations[asked.length - 1]
        return location === undefined ? served(bytesFor('s')) : statusOf(307, { location })
      },
    })
    return { asked: asked.slice(1), servers: serversOf(ran), why: ran.device.tried.at(-1)?.why }
  }

  test('are followed on the same server', () => {
    expect(places('/c?x=1', 'https://bs.example/d')).toEqual({
      asked: ['https://bs.example/c?x=1', 'https://bs.example/d'],
      servers: ['s'],
      why: undefined,
    })
  })

  test.for([
    'http://bs.example/b',
    'https://other.example/b',
    'https://bs.example:8443/b',
    'https://u:p@bs.example/',
    'https://[',
  ])('to %s are not', (location) => {
    const { asked, servers, why } = places(location)
    expect([asked.filter((url) => !url.startsWith('https://bs.example/b')), servers]).toEqual([[], []])
    expect(why).toMatch(/another place|more than 3 times|ServerURI|address/)
  })

  test('that say nowhere are not', () => {
    expect(switchedOn({ server: () => statusOf(302) }).device.tried.at(-1)?.result).toBe('refused')
  })

  test('are followed three times and no more', () => {
    expect(places('/1', '/2', '/3').servers).toEqual(['s'])
    expect(places('/1', '/2', '/3', '/4')).toMatchObject({
      servers: [],
      why: 'the server sends the device on more than 3 times',
    })
  })
})

describe('asking again', () => {
  const hour = 60 * 60 * 1000
  const later = (memory = emptyDeviceMemory, nowMs = 0, answer: () => HttpAnswer = () => statusOf(500)) =>
    switchedOn({ server: answer }, memory, contextOf({ nowMs }))

  test('is after an hour, then after two, and never less often than once a day', () => {
    let ran = later()
    const waits: number[] = []
    for (let count = 0; count < 7; count++) {
      const { request } = ran.device.memory
      if (request.is !== 'later') return expect.fail('it waits')
      waits.push(request.waitMs / hour)
      ran = later(ran.device.memory, request.atMs)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 24, 24])
  })

  test.for([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': 'Thu, 01 Jan 1970 00:10:00 GMT' }, 600_000],
    [{ 'retry-after': '99999999' }, 24 * hour],
    [{ 'retry-after': 'soon' }, hour],
    [{}, hour],
  ] as const)('is when the server says: %o', ([headers, atMs]) => {
    for (const status of [202, 429, 503])
      expect(later(emptyDeviceMemory, 0, () => statusOf(status, headers)).effects.at(-1)).toEqual({ do: 'wake', atMs })
  })

  test('is not before the time that the server said, even after a switch-on', () => {
    const { device } = later(emptyDeviceMemory, 0, () => statusOf(503, { 'retry-after': '3600' }))
    const early = later(device.memory, 1000)
    expect(early.effects.map((effect) => effect.do)).toEqual(['read-card', 'read-factory', 'wake'])
    const context = contextOf({ nowMs: hour })
    const woken = runDevice(early.device, { server: () => served(bytesFor('s')) }, context, { is: 'woken' })
    expect(serversOf(woken)).toEqual(['s'])
  })

  test('is at the next switch-on, or by itself when its own time has come', () => {
    const { device } = later()
    expect(serversOf(later(device.memory, 1000, () => served(bytesFor('s'))))).toEqual(['s'])
    const context = contextOf({ nowMs: hour })
    const woken = runDevice(device, { server: () => served(bytesFor('s')) }, context, { is: 'woken' })
    expect(serversOf(woken)).toEqual(['s'])
  })

  test('is spread, so that devices that failed together do not come back together', () => {
    const at = (chance: number) =>
      switchedOn(
        { server: () => statusOf(500) },
        emptyDeviceMemory,
        contextOf({ nowMs: 0, chance: () => chance }),
      ).effects.at(-1)
    expect([at(0), at(1)]).toEqual([
      { do: 'wake', atMs: 0.9 * hour },
      { do: 'wake', atMs: (hour * 11) / 10 },
    ])
  })
})

test('a device that was given credentials signs in, once', () => {
  const asked: (string | undefined)[] = []
  const order = { url: bootstrapUrl, values: { DevID: devId }, nowMs: 0 }
  const signIn = { who: credential('dev', 'pw'), first: 'basic', ...digest } as const
  const answer = converse(requestBootstrap(order, signIn), ({ headers }) => {
    asked.push(headers.authorization?.split(' ')[0])
    return statusOf(401, { 'www-authenticate': 'Digest realm="b", qop="auth", nonce="n"' })
  })
  expect(asked).toEqual(['Basic', 'Digest'])
  expect(answer).toEqual({ is: 'stop', why: 'the server answers 401' })
})

test('an address that is none is not asked', () => {
  expect(answered('http://bs.example/', { server: () => expect.fail('asked') }, contextOf())).toMatchObject({
    is: 'stop',
  })
})
