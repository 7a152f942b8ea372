import { describe, expect, test } from 'vitest'
import { Failed } from '../../../shared/failure'
import type { HttpAnswer, HttpRequest } from '../../../shared/http/exchange'
import type { Stored } from '../../../shared/message/apply'
import { leafText } from '../../../shared/message/mo'
import { utf8 } from '../../../shared/utf8'
import { answerOf, bootstrappedBy, devId, dm2SessionVectors, json, runDm2, wireOf } from '../../support/dm2-session'
import { dm2Vectors } from '../../support/dm2-vectors'
import { failureOf } from '../../support/outcomes'

const textOf = (id: string): string => dm2Vectors.bootstrap.find((vector) => vector.id === id)?.expect.text ?? ''
const oneServer = bootstrappedBy(textOf('bootstrap-one-server-all-leaves'))
const dmacc = 'urn:oma:mo:oma-dm-dmacc:1.2'
const dcmo = 'urn:oma:mo:oma-dcmo:1.0'
const usb = {
  ClientURI: `${dcmo}//`,
  MOData: { usb: { Property: 'USB', Group: 'I/O', Description: 'USB', Enabled: true } },
}
const from = 'https://repo.example/x?d=[DevID]'

describe('the worked session after a bootstrap', () => {
  const { steps } = dm2SessionVectors.session.expect
  const answers = steps.filter(({ from }) => from !== 'client').map(({ text }) => answerOf(text))
  const ran = () => {
    const asked: string[] = []
    const result = runDm2(oneServer, (request) => {
      asked.push(wireOf(request))
      return answers[asked.length - 1] ?? expect.fail('one request too many')
    })
    return { asked, ...result }
  }

  test('is spoken byte by byte', () => {
    const { asked, end } = ran()
    expect(asked).toEqual(steps.filter(({ from }) => from === 'client').map(({ text }) => text))
    expect(end.messages).toBe(2)
  })

  test('leaves what was fetched with the device, owned by its server', () => {
    const usb = ran().objects.find(({ moid }) => moid === 'urn:oma:mo:oma-dcmo:1.0')
    expect(usb).toMatchObject({ miid: 'usb', owner: 'dms1.operator.example', source: 'server' })
    expect(usb && leafText(usb.tree, 'Enabled')).toBe('true')
  })
})

describe('the session', () => {
  const start = (...answers: readonly HttpAnswer[]) => {
    const asked: HttpRequest[] = []
    const ran = () =>
      runDm2(oneServer, (request) => {
        asked.push(request)
        return answers[asked.length - 1] ?? expect.fail('one request too many')
      })
    return { asked, ran }
  }
  const end = json({ CMD: [['END']] })

  test('goes on elsewhere when the server says so, cookies left behind', () => {
    const cookie = { ...json({ CMD: [['CONT', 'https://dms1b.operator.example/[DevID]']] }) }
    const first = { ...cookie, headers: { ...cookie.headers, 'set-cookie': 's=1; Secure' } }
    const { asked, ran } = start(first, end)
    ran()
    expect(asked[1]?.url).toBe(`https://dms1b.operator.example/${devId}`)
    expect(asked[1]?.headers.cookie).toBeUndefined()
  })

  test('keeps the cookies of its server', () => {
    const set = (value: string) => ({
      ...json({ CMD: [['GET', `${dmacc}//Name`]] }),
      headers: { 'content-type': 'application/vnd.oma.dm.request+json', 'set-cookie': value },
    })
    const { asked, ran } = start(set('s=1; Secure\nt=2'), set('s=3'), end)
    ran()
    expect(asked.map(({ headers }) => headers.cookie)).toEqual([undefined, 's=1; t=2', 't=2; s=3'])
  })

  test.for([301, 400, 403, 404, 406, 415, 500, 503])('HTTP %i ends it, and is not tried again', (status) => {
    const { asked, ran } = start({ status, headers: {}, body: new Uint8Array() })
    expect(failureOf(ran)).toMatchObject({ code: 'server.refused', status, retryable: false })
    expect(asked).toHaveLength(1)
  })

  test('a 401 is answered once with a digest, and then believed', () => {
    const asks = {
      status: 401,
      headers: { 'www-authenticate': 'Digest realm="dm", qop="auth", algorithm=SHA-256, nonce="n"' },
      body: new Uint8Array(),
    }
    const good = start(asks, end)
    good.ran()
    expect(good.asked[1]?.headers.authorization).toContain('Digest username="dev-493005100592800"')
    const bad = start(asks, asks)
    expect(failureOf(bad.ran)).toMatchObject({ code: 'server.refused', status: 401 })
  })

  test.for([
    ['another type', json({ CMD: [['END']] }, 'application/json'), 'message.invalid'],
    ['no JSON', { ...end, body: utf8('END') }, 'bytes.malformed'],
    ['no commands', json({}), 'message.invalid'],
  ] as const)('%s ends it', ([, answer, code]) => expect(failureOf(start(answer).ran).code).toBe(code))

  test('a server that asks for nothing three times, or never ends, is left', () => {
    const nothing = json({ CMD: [] })
    expect(failureOf(start(nothing, nothing, nothing).ran)).toMatchObject({ code: 'server.refused' })
    const more = json({ CMD: [['GET', `${dmacc}//Name`]] })
    expect(failureOf(start(...Array.from({ length: 200 }, () => more)).ran)).toMatchObject({
      reason: expect.stringContaining('100'),
    })
    start(nothing, nothing, more, nothing, end).ran()
  })

  test('what was stored before it broke stays', () => {
    const kept: (readonly Stored[])[] = []
    let asked = 0
    const answers = [json({ CMD: [['HGET', from]] }), json([usb], 'application/dmmo+json')]
    const broken = () =>
      runDm2(
        oneServer,
        () => {
          const answer = answers[asked++]
          if (answer === undefined) throw new Failed({ code: 'server.unreachable', reason: 'gone' })
          return answer
        },
        { kept },
      )
    expect(failureOf(broken)).toMatchObject({ code: 'server.unreachable' })
    expect(kept.at(-1)?.some(({ moid }) => moid === dcmo)).toBe(true)
  })

  test('an account without credentials shows none', () => {
    const bare = bootstrappedBy(textOf('bootstrap-account-connectivity-capability'))
    const asked: HttpRequest[] = []
    runDm2(bare, (request) => {
      asked.push(request)
      return end
    })
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })
})
