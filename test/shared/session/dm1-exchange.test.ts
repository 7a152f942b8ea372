import { describe, expect, test } from 'vitest'
import type { HttpAnswer } from '../../../shared/http/exchange'
import { keptAccountOf } from '../../../shared/message/kept-account'
import { leafText } from '../../../shared/message/mo'
import { decodeMessage, dm1Wbxml, encodeMessage, type Message, numbered } from '../../../shared/session/dm1/message'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { accountBy, bootstrapped, credential, devId, lineOf, runClient, serverFor, url } from '../../support/dm1-pair'
import { get, ok, scripted } from '../../support/dm1-script'
import { failureOf } from '../../support/outcomes'
import { bytesOfVector } from '../../support/vectors'

describe('what a server may ask', () => {
  /** Asks all of it in package 2, and tells the statuses it got. */
  const asks = (uris: readonly (readonly ['Get' | 'Replace', string])[]) => {
    const server = serverFor(accountBy(), {
      programme: ({ statuses }) => (statuses.size > 0 ? [] : uris.map(([is, uri]) => ({ is, uri, value: 'new' }))),
    })
    const others = bootstrapped({ ...accountBy(), id: 'other.example' }).map((stored) => ({ ...stored, miid: 'dms2' }))
    const { objects } = runClient([...bootstrapped(accountBy()), ...others], server.answer)
    return { statuses: server.session.facts.statuses, values: server.session.facts.values, objects }
  }

  test.for([
    ['Get', '.', 200, 'DevInfo/DevDetail/DMAcc/NAP/Inbox'],
    ['Get', './DevInfo', 200, 'DevId/Man/Mod/DmV/Lang'],
    ['Get', './DevInfo/DevId', 200, devId],
    ['Get', 'DevInfo/Mod', 200, 'Model'],
    ['Get', './DMAcc', 200, 'dms1'],
    ['Get', './DMAcc/dms1/AppAuth', 200, 'CLCRED/SRVCRED'],
    ['Get', './DMAcc/dms1/AppAuth/CLCRED/AAuthSecret', 405, undefined],
    ['Get', './DMAcc/dms1/AppAuth/CLCRED/AAuthData', 405, undefined],
    ['Get', './DMAcc/dms2', 425, undefined],
    ['Get', './DMAcc/dms2/Name', 425, undefined],
    ['Get', './DMAcc/dms3', 404, undefined],
    ['Get', './Nothing', 404, undefined],
    ['Get', './DevInfo?list=Struct', 406, undefined],
    ['Get', './Inbox', 200, ''],
    ['Replace', './DevInfo/Man', 405, undefined],
    ['Replace', './DMAcc/dms1/Name', 200, undefined],
    ['Replace', './DMAcc/dms1/ServerID', 405, undefined],
    ['Replace', './DMAcc/dms1/AppAuth', 405, undefined],
    ['Replace', './DMAcc/dms1/Nothing', 404, undefined],
    ['Replace', './DMAcc/dms2/Name', 425, undefined],
  ] as const)('%s %s is answered %i', ([is, uri, code, value]) => {
    const { statuses, values } = asks([[is, uri]])
    expect(statuses.get(uri)).toBe(code)
    if (is === 'Get') expect(values.get(uri)).toBe(value)
  })

  test('a secret that is replaced is for the next session', () => {
    const uri = './DMAcc/dms1/AppAuth/CLCRED/AAuthSecret'
    const { objects } = asks([['Replace', uri]])
    const [own] = objects
    const kept = own && keptAccountOf(own)?.account
    expect(fromUtf8(kept?.client?.secret.reveal() ?? new Uint8Array())).toBe('new')
  })
})

describe('messages', () => {
  test('more than the server takes at once goes in several, and the last one says so', () => {
    const uris = ['./DevInfo', './DMAcc', './DevInfo/Man', './DevInfo/Mod']
    const server = serverFor(accountBy(), {
      programme: ({ statuses }) => (statuses.size > 0 ? [] : uris.map((uri) => ({ is: 'Get', uri }))),
    })
    runClient(bootstrapped(accountBy()), (request) => {
      const answer = server.answer(request)
      const { header, ...rest } = decodeMessage(answer.body)
      return { ...answer, body: encodeMessage({ header: { ...header, maxMsgSize: 600 }, ...rest }, dm1Wbxml) }
    })
    expect(server.messages.map(lineOf).slice(2)).toEqual([
      'SyncHdr 212 chal, Get 200, Results ./DevInfo, Get 200, Results ./DMAcc, Get 200',
      'SyncHdr 200, Alert 1222',
      'SyncHdr 200, Alert 200, Results ./DevInfo/Man, Get 200, Results ./DevInfo/Mod, Final',
      'SyncHdr 200, Final',
    ])
    expect(Object.fromEntries(server.session.facts.statuses)).toEqual(Object.fromEntries(uris.map((uri) => [uri, 200])))
    expect(server.told).toEqual(['contacted', 'managed'])
  })

  test('a package of several messages is asked for until it is whole', () => {
    const { sent, run } = scripted(
      (id) => ({ commands: numbered([ok(id), get]), isFinal: false }),
      (id) => ({ commands: numbered([ok(id), get]) }),
    )
    expect(run().end.messages).toBe(3)
    expect(sent.map(lineOf).slice(1)).toEqual([
      'SyncHdr 200, Get 200, Results ./DevInfo/Mod, Alert 1222',
      'SyncHdr 200, Get 200, Results ./DevInfo/Mod, Final',
    ])
  })

  test.for([
    ['another session', { sessionId: '2' }, 'SyncHdr/SessionID'],
    ['another device', { target: 'IMEI:1' }, 'SyncHdr/Target'],
    ['another protocol', { verProto: 'DM/1.3' }, 'SyncHdr/VerProto'],
  ] as const)('a message for %s ends the session', ([, changed, path]) => {
    const header = { verDtd: '1.2', verProto: 'DM/1.2', sessionId: '1', msgId: '1', target: devId, source: url }
    const { run } = scripted(() => ({ header: { ...header, ...changed } }))
    expect(failureOf(run)).toMatchObject({ code: 'message.invalid', path })
  })

  test('a server that ends the session, refuses the message or says nothing about it ends it', () => {
    const ended = scripted((id) => ({ commands: numbered([ok(id), { is: 'Alert', code: 1223, items: [] }]) }))
    expect(failureOf(ended.run)).toMatchObject({ code: 'server.refused', status: 1223 })
    expect(failureOf(scripted((id) => ({ commands: numbered([ok(id, 500)]) })).run)).toMatchObject({ status: 500 })
    expect(failureOf(scripted(() => ({ commands: [] })).run)).toMatchObject({ path: 'SyncBody/Status' })
  })

  test('a server that never comes to an end is left', () => {
    const { run } = scripted(
      ...Array.from({ length: 200 }, () => (id: string) => ({ commands: numbered([ok(id), get]) })),
    )
    expect(failureOf(run)).toMatchObject({ code: 'server.refused', reason: expect.stringContaining('100 messages') })
  })

  test.for([401, 403, 404, 500, 503, 302, 204])('HTTP %i ends the session', (status) => {
    const run = () => runClient(bootstrapped(accountBy()), () => ({ status, headers: {}, body: new Uint8Array() }))
    expect(failureOf(run)).toMatchObject({ code: 'server.refused', status })
  })

  test('an answer that is no SyncML ends the session', () => {
    const answers = (type: string, body: Uint8Array) => () =>
      runClient(bootstrapped(accountBy()), () => ({ status: 200, headers: { 'content-type': type }, body }))
    expect(failureOf(answers('text/html', utf8('<p>')))).toMatchObject({ path: 'Content-Type', reason: 'text/html' })
    expect(failureOf(answers(dm1Wbxml, utf8('{}')))).toMatchObject({ code: 'message.invalid' })
    expect(failureOf(answers(dm1Wbxml, Uint8Array.of(2, 0xa4)))).toMatchObject({ code: 'bytes.malformed' })
  })
})

test('a session with a server whose messages libwbxml writes: proven, done what it asks, and gone on where it says', () => {
  const device = 'IMEI:493005100592800'
  const own = {
    ...accountBy(),
    id: 'dm.example.com',
    url: 'https://dm.example.com/dm',
    client: credential('Bruce2', 'OhBehave', 'Nonce'),
    server: credential('Bruce2', 'OhBehave', 'Nonce'),
  }
  const asked: string[] = []
  const objects = bootstrapped(own)
  const tree = { info: new Map([['DevInfo', new Map([['Mod', 'M']])]]), objects, serverId: own.id }
  const sent: Message[] = []
  const answer = ({ url: to, body }: { readonly url: string; readonly body?: Uint8Array }): HttpAnswer => {
    asked.push(to)
    sent.push(decodeMessage(body ?? new Uint8Array()))
    const first = bytesOfVector('dm1-session-server-table')
    const { header } = decodeMessage(first)
    const last = {
      header: { ...header, cred: undefined, msgId: '2' },
      commands: numbered([
        { is: 'Status', msgRef: '2', cmdRef: '0', cmd: 'SyncHdr', targetRefs: [], sourceRefs: [], code: 212 },
      ]),
      isFinal: true,
    } as const
    return {
      status: 200,
      headers: { 'content-type': dm1Wbxml },
      body: asked.length === 1 ? first : encodeMessage(last, dm1Wbxml),
    }
  }
  const { objects: kept } = runClient(objects, answer, { url: own.url, devId: device, tree })
  expect(asked).toEqual(['https://dm.example.com/dm', 'https://dm.example.com/dm?s=1'])
  expect(sent.map(lineOf)[1]).toBe('SyncHdr 212 chal, Sequence 200, Get 200, Results ./DevInfo/Mod, Replace 200, Final')
  expect(leafText(kept[0]?.tree ?? new Map(), 'Name')).toBe('Werk Süd')
})

test('a server that sends the session to another server, or out of TLS, is left', () => {
  for (const respUri of ['https://evil.example/dm', 'http://dm.example/dm', 'nonsense']) {
    const server = serverFor(accountBy())
    const run = () =>
      runClient(bootstrapped(accountBy()), (request) => {
        const answer = server.answer(request)
        const { header, ...rest } = decodeMessage(answer.body)
        return { ...answer, body: encodeMessage({ header: { ...header, respUri }, ...rest }, dm1Wbxml) }
      })
    expect(failureOf(run)).toMatchObject({ code: 'message.invalid', path: 'SyncHdr/RespURI' })
  }
})
