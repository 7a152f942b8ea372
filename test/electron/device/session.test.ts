import { expect, test } from 'vitest'
import { runSession } from '../../../electron/device/session'
import type { DeviceEvent } from '../../../shared/device/sequence'
import { Failed } from '../../../shared/failure'
import type { HttpAnswer, HttpRequest } from '../../../shared/http/exchange'
import { secret } from '../../../shared/secret'
import { hashes, infoOf } from '../../support/bench-device'
import { bytesFor, cardWith, switchedOn } from '../../support/device'
import { json } from '../../support/dm2-session'

const imei = '490154203237518'
const { memory } = switchedOn({ card: cardWith(bytesFor('dm.example')) }).device

/** A session of a device with one account, answered from a script; an answer that is missing is a network that is. */
async function sessionWith(answers: readonly HttpAnswer[], from = memory, serverId = 'dm.example') {
  const asked: [string, boolean][] = []
  const events: DeviceEvent[] = []
  const settings = { info: infoOf(imei), values: { DevID: `IMEI:${imei}` }, hashes, sessions: 'open' } as const
  const ports = {
    readCard: () => expect.fail('no card is read'),
    readFactory: () => expect.fail('no file is read'),
    remember: () => undefined,
    random: (count: number) => new Uint8Array(count),
    exchange: async (request: HttpRequest, own?: unknown) => {
      asked.push([new URL(request.url).host, own !== undefined])
      const answer = answers[asked.length - 1]
      if (answer === undefined) throw new Failed({ code: 'server.unreachable', reason: 'gone' })
      return answer
    },
  }
  const told = await runSession(
    { serverId, cause: undefined, memory: from },
    settings,
    ports,
    (event) => void events.push(event),
  )
  return { asked, events: events.map(({ is }) => is), told }
}

const end = json({ CMD: [['END']] })

test('what is fetched elsewhere does not see the certificate of the account', async () => {
  const fetches = json({ CMD: [['HGET', 'https://repo.example/x']] })
  const { asked, events, told } = await sessionWith([fetches, json([], 'application/dmmo+json'), end])
  expect(asked).toEqual([
    ['dm.example', true],
    ['repo.example', false],
    ['dm.example', true],
  ])
  expect(told).toMatchObject({ serverId: 'dm.example', result: 'done', messages: 2 })
  expect(events.at(-1)).toBe('session-ended')
})

test('a session that breaks is a finding, and what was kept before it stays told', async () => {
  const { events, told } = await sessionWith([json({ CMD: [['GET', 'urn:oma:mo:oma-dm-devinfo:1.2//']] })])
  expect(told).toMatchObject({ result: 'failed', why: 'gone' })
  expect(events).toEqual(['kept', 'session-ended'])
})

test('an account that its server broke opens no session', async () => {
  const broken = memory.objects.reveal().map((stored) => ({ ...stored, moid: 'urn:oma:mo:oma-dm-dmacc:1.0' }))
  const { told, asked } = await sessionWith([], { ...memory, objects: secret(broken) })
  expect([told.result, asked]).toEqual(['failed', []])
})

test('a bug in between is not taken for a failure', async () => {
  const bug = new Proxy(end, {
    get: () => {
      throw new TypeError('a bug')
    },
  })
  await expect(sessionWith([bug])).rejects.toThrow('a bug')
})

test('an account whose address is no URL fails, and nothing is asked', async () => {
  const objects = secret(
    memory.objects.reveal().map((stored) => ({ ...stored, tree: new Map([...stored.tree, ['SrvURI', 'dm server']]) })),
  )
  const { asked, told, events } = await sessionWith([end], { ...memory, objects })
  expect(asked).toEqual([])
  expect(told).toMatchObject({ result: 'failed', why: expect.stringContaining('no URL') })
  expect(events).toContain('session-ended')
})
