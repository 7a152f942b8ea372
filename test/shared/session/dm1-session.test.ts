import { describe, expect, test } from 'vitest'
import type { HttpAnswer } from '../../../shared/http/exchange'
import type { ServerAccount } from '../../../shared/message/account'
import type { Stored } from '../../../shared/message/apply'
import { keptAccountOf } from '../../../shared/message/kept-account'
import { leafText } from '../../../shared/message/mo'
import {
  decodeMessage,
  dm1Wbxml,
  dm1Xml,
  encodeMessage,
  type Message,
  numbered,
} from '../../../shared/session/dm1/message'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { bootstrapped, credential, devId, runClient, serverFor, serverId, url } from '../../support/dm1-pair'
import { failureOf } from '../../support/outcomes'

type Type = 'BASIC' | 'HMAC' | 'DIGEST'
const account = (type: Type = 'DIGEST', password = 'secret', serverPassword = 'server'): ServerAccount => ({
  id: serverId,
  url,
  name: 'DM',
  rights: [],
  client: { ...credential('device', password, 'n0'), type },
  server: { ...credential(serverId, serverPassword, 'm0'), type },
})

const told = ({ commands, isFinal }: Message): string =>
  [
    ...commands.map(({ command }) => {
      if (command.is === 'Status') return `${command.cmd} ${command.code}${command.chal ? ' chal' : ''}`
      if (command.is === 'Alert') return `Alert ${command.code}`
      return 'items' in command
        ? `${command.is} ${command.items.map(({ target, source }) => target ?? source).join(' ')}`
        : command.is
    }),
    ...(isFinal ? ['Final'] : []),
  ].join(', ')

const noncesIn = (objects: readonly Stored[]): readonly (string | undefined)[] => {
  const kept = objects.flatMap((stored) => keptAccountOf(stored)?.account ?? [])[0]
  return [kept?.client?.nonce, kept?.server?.nonce].map((nonce) => nonce && fromUtf8(nonce.reveal()))
}

const noncesOf = ({ session }: ReturnType<typeof serverFor>) =>
  [session.nonces.client, session.nonces.server].map((nonce) => fromUtf8(nonce))

test.for([dm1Wbxml, dm1Xml] as const)(
  'a first session in %s: both prove themselves, the server reads and sets',
  (media) => {
    const server = serverFor(account())
    const { objects, end } = runClient(bootstrapped(account()), server.answer, { media })
    expect(server.told).toEqual(['contacted', 'managed'])
    expect(server.messages.map(told)).toEqual([
      'Alert 1201, Replace ./DevInfo/DevId ./DevInfo/Man ./DevInfo/Mod ./DevInfo/DmV ./DevInfo/Lang, Final',
      'SyncHdr 212 chal, Alert 200, Replace 200, Get ./DMAcc, Get ./DevDetail/FwV, Final',
      'SyncHdr 212 chal, Get 200, Results ./DMAcc, Get 200, Results ./DevDetail/FwV, Final',
      'SyncHdr 200, Get ./DMAcc/dms1/ServerID, Final',
      'SyncHdr 200, Get 200, Results ./DMAcc/dms1/ServerID, Final',
      'SyncHdr 200, Replace ./DMAcc/dms1/Name, Final',
      'SyncHdr 200, Replace 200, Final',
      'SyncHdr 200, Final',
    ])
    expect(end.messages).toBe(4)
    expect(leafText(objects[0]?.tree ?? new Map(), 'Name')).toBe('Named')
  },
)

describe('who one is', () => {
  test.for(['dm1', 'cp'] as const)(
    'an account of a %s message signs in, and both keep the nonces for the next time',
    (format) => {
      const server = serverFor(account())
      const first = runClient(bootstrapped(account(), format), server.answer)
      expect(noncesIn(first.objects)).toEqual(['s1', 'c1'])
      expect(noncesOf(server)).toEqual(['s1', 'c1'])
      const again = serverFor(account(), { nonces: server.session.nonces })
      runClient(first.objects, again.answer, { sessionId: '2' })
      expect(again.told).toEqual(['contacted', 'managed'])
      expect(again.messages.map(told)[1]).toContain('SyncHdr 212')
    },
  )

  test('Basic needs no nonce', () => {
    const server = serverFor(account('BASIC'))
    runClient(bootstrapped(account('BASIC')), server.answer)
    expect(server.messages[0]?.header.cred).toEqual({ type: 'syncml:auth-basic', data: 'ZGV2aWNlOnNlY3JldA==' })
    expect(server.messages.map(told)[1]).toMatch(/^SyncHdr 212,/)
    expect(server.told).toEqual(['contacted', 'managed'])
  })

  test('an HMAC is made for every message, each over a nonce of its own', () => {
    const server = serverFor(account('HMAC'))
    const { objects } = runClient(bootstrapped(account('HMAC')), server.answer)
    expect(server.told).toEqual(['contacted', 'managed'])
    expect(server.messages.map(({ header }) => header.cred)).toEqual(server.messages.map(() => undefined))
    expect(server.messages.slice(1, -1).every((message) => told(message).startsWith('SyncHdr 200 chal'))).toBe(true)
    expect(noncesIn(objects)).toEqual(['s4', 'c3'])
    expect(noncesOf(server)).toEqual(['s4', 'c3'])
  })

  test('a nonce that was lost is given anew, on either side, and once', () => {
    const nonces = { client: utf8('another'), server: utf8('yet another') }
    const server = serverFor(account(), { nonces })
    runClient(bootstrapped(account()), server.answer)
    expect(server.messages.map(told).slice(0, 6)).toEqual([
      expect.stringMatching(/^Alert 1201, Replace/),
      'SyncHdr 401 chal, Alert 401, Replace 401, Final',
      expect.stringMatching(/^SyncHdr 407 chal, Alert 1201, Replace .*Final$/),
      'SyncHdr 212 chal, Alert 200, Replace 200, Get ./DMAcc, Get ./DevDetail/FwV, Final',
      expect.stringMatching(/^SyncHdr 212 chal, Get 200/),
      expect.stringContaining('Get ./DMAcc/dms1/ServerID'),
    ])
    expect(server.told).toEqual(['contacted', 'managed'])
  })

  test('a server that lost its own nonce is asked again, and what it asked before is not done', () => {
    const server = serverFor(account(), { nonces: { client: utf8('n0'), server: utf8('lost') } })
    const { objects } = runClient(bootstrapped(account()), server.answer)
    expect(server.messages.map(told).slice(1, 5)).toEqual([
      'SyncHdr 212 chal, Alert 200, Replace 200, Get ./DMAcc, Get ./DevDetail/FwV, Final',
      'SyncHdr 401 chal, Get 401, Get 401, Final',
      'SyncHdr 200, Get ./DMAcc, Get ./DevDetail/FwV, Final',
      expect.stringMatching(/^SyncHdr 212 chal, Get 200/),
    ])
    expect(server.told).toEqual(['contacted', 'managed'])
    expect(leafText(objects[0]?.tree ?? new Map(), 'Name')).toBe('Named')
  })

  test.for(['BASIC', 'DIGEST', 'HMAC'] as const)('a device with a wrong password is turned away by %s', (type) => {
    const server = serverFor(account(type))
    const objects = bootstrapped(account(type, 'guess'))
    expect(failureOf(() => runClient(objects, server.answer))).toMatchObject({ code: 'server.refused', status: 401 })
    expect(server.told).toEqual([])
    expect(server.messages.flatMap(({ commands }) => commands).some(({ command }) => command.is === 'Get')).toBe(false)
  })

  test.for(['BASIC', 'DIGEST', 'HMAC'] as const)(
    'a server that does not know its own password changes nothing, by %s',
    (type) => {
      const server = serverFor(account(type, 'secret', 'impostor'))
      const objects = bootstrapped(account(type))
      const kept: (readonly Stored[])[] = []
      expect(failureOf(() => runClient(objects, server.answer, {}, kept))).toMatchObject({ code: 'server.unproven' })
      for (const state of kept) expect(leafText(state[0]?.tree ?? new Map(), 'Name')).toBe('DM')
      expect(server.told).not.toContain('managed')
    },
  )

  test('a server that shows nothing and asks for nothing is not believed either', () => {
    const silent = { ...account(), server: undefined }
    const server = serverFor(silent, { programme: () => [] })
    expect(failureOf(() => runClient(bootstrapped(account()), server.answer))).toEqual({
      code: 'server.unproven',
      reason: 'it shows no credentials',
    })
  })

  test('an account without credentials relies on TLS', () => {
    const bare = { ...account(), client: undefined, server: undefined }
    const server = serverFor(bare, { isProven: true })
    runClient(bootstrapped(bare), server.answer)
    expect(server.told).toEqual(['contacted', 'managed'])
    const doubting = serverFor(bare)
    expect(failureOf(() => runClient(bootstrapped(bare), doubting.answer))).toMatchObject({ status: 407 })
  })

  test('a package 1 that was recorded opens no second session', () => {
    const server = serverFor(account())
    const recorded: Parameters<typeof server.answer>[0][] = []
    runClient(bootstrapped(account()), (request) => {
      recorded.push(request)
      return server.answer(request)
    })
    const later = serverFor(account(), { nonces: server.session.nonces })
    const [first] = recorded
    if (first === undefined) return expect.fail('nothing was sent')
    later.answer(first)
    expect(later.told).toEqual([])
    expect(later.messages.map(told)[1]).toMatch(/^SyncHdr 401/)
  })

  test('nobody is talked into a weaker proof', () => {
    const objects = bootstrapped(account('HMAC'))
    const server = serverFor(account('BASIC'))
    expect(failureOf(() => runClient(objects, server.answer))).toMatchObject({
      code: 'server.refused',
      reason: 'the server asks for syncml:auth-basic, the account says syncml:auth-MAC',
    })
    expect(server.messages.some(({ header }) => header.cred !== undefined)).toBe(false)
  })

  test('a stronger one is given', () => {
    const server = serverFor(account('DIGEST'))
    const own = account('BASIC')
    runClient(bootstrapped({ ...own, server: account().server }), server.answer)
    expect(server.told).toEqual(['contacted', 'managed'])
  })
})

describe('what a server may ask', () => {
  /** Asks all of it in package 2, and tells the statuses it got. */
  const asks = (uris: readonly (readonly ['Get' | 'Replace', string])[]) => {
    const server = serverFor(account(), {
      programme: ({ statuses }) => (statuses.size > 0 ? [] : uris.map(([is, uri]) => ({ is, uri, value: 'new' }))),
    })
    const others = bootstrapped({ ...account(), id: 'other.example' }).map((stored) => ({ ...stored, miid: 'dms2' }))
    const { objects } = runClient([...bootstrapped(account()), ...others], server.answer)
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
    const server = serverFor(account(), {
      programme: ({ statuses }) => (statuses.size > 0 ? [] : uris.map((uri) => ({ is: 'Get', uri }))),
    })
    runClient(bootstrapped(account()), (request) => {
      const answer = server.answer(request)
      const { header, ...rest } = decodeMessage(answer.body)
      return { ...answer, body: encodeMessage({ header: { ...header, maxMsgSize: 600 }, ...rest }, dm1Wbxml) }
    })
    expect(server.messages.map(told).slice(2)).toEqual([
      'SyncHdr 212 chal, Get 200, Results ./DevInfo, Get 200, Results ./DMAcc, Get 200',
      'SyncHdr 200, Alert 1222',
      'SyncHdr 200, Alert 200, Results ./DevInfo/Man, Get 200, Results ./DevInfo/Mod, Final',
      'SyncHdr 200, Final',
    ])
    expect(Object.fromEntries(server.session.facts.statuses)).toEqual(Object.fromEntries(uris.map((uri) => [uri, 200])))
    expect(server.told).toEqual(['contacted', 'managed'])
  })

  test('what is larger than the server takes is not sent at all', () => {
    const server = serverFor(account())
    runClient(bootstrapped(account()), (request) => {
      const answer = server.answer(request)
      const { header, ...rest } = decodeMessage(answer.body)
      return { ...answer, body: encodeMessage({ header: { ...header, maxMsgSize: 100 }, ...rest }, dm1Wbxml) }
    })
    expect(server.session.facts.statuses.get('./DMAcc')).toBe(413)
  })

  /** A server that answers with these, one after the other, and proves itself by TLS. */
  const scripted = (...replies: readonly ((msgId: string) => Partial<Message>)[]) => {
    const bare = { ...account(), client: undefined, server: undefined }
    const sent: Message[] = []
    const answer = ({ body }: { readonly body?: Uint8Array }): HttpAnswer => {
      const message = decodeMessage(body ?? new Uint8Array())
      sent.push(message)
      const { msgId } = message.header
      const reply = replies[sent.length - 1]?.(msgId) ?? {}
      const header = { verDtd: '1.2', verProto: 'DM/1.2', sessionId: '1', msgId, target: devId, source: url }
      const whole = { header, commands: numbered([ok(msgId)]), isFinal: true, ...reply }
      return { status: 200, headers: { 'content-type': dm1Wbxml }, body: encodeMessage(whole, dm1Wbxml) }
    }
    return { sent, run: () => runClient(bootstrapped(bare), answer) }
  }
  const ok = (msgRef: string, code = 200) =>
    ({ is: 'Status', msgRef, cmdRef: '0', cmd: 'SyncHdr', targetRefs: [], sourceRefs: [], code }) as const
  const get = { is: 'Get', items: [{ target: './DevInfo/Mod' }] } as const

  test('a package of several messages is asked for until it is whole', () => {
    const { sent, run } = scripted(
      (id) => ({ commands: numbered([ok(id), get]), isFinal: false }),
      (id) => ({ commands: numbered([ok(id), get]) }),
    )
    expect(run().end.messages).toBe(3)
    expect(sent.map(told).slice(1)).toEqual([
      'SyncHdr 200, Get 200, Results ./DevInfo/Mod, Alert 1222',
      'SyncHdr 200, Get 200, Results ./DevInfo/Mod, Final',
    ])
  })

  test('a sequence is done in order, an atomic one not at all', () => {
    const inner = numbered([get, { is: 'Exec', items: [{ target: './DevInfo' }] }])
    const { sent, run } = scripted((id) => ({
      commands: numbered([
        ok(id),
        { is: 'Sequence', commands: inner },
        { is: 'Atomic', commands: inner },
        { is: 'other', tag: 'Search' },
      ]),
    }))
    run()
    expect(sent.map(told)[1]).toBe(
      'SyncHdr 200, Sequence 200, Get 200, Results ./DevInfo/Mod, Exec 405, Atomic 406, Get 215, Exec 215, Search 406, Final',
    )
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
    const run = () => runClient(bootstrapped(account()), () => ({ status, headers: {}, body: new Uint8Array() }))
    expect(failureOf(run)).toMatchObject({ code: 'server.refused', status })
  })

  test('an answer that is no SyncML ends the session', () => {
    const answers = (type: string, body: Uint8Array) => () =>
      runClient(bootstrapped(account()), () => ({ status: 200, headers: { 'content-type': type }, body }))
    expect(failureOf(answers('text/html', utf8('<p>')))).toMatchObject({ path: 'Content-Type', reason: 'text/html' })
    expect(failureOf(answers(dm1Wbxml, utf8('{}')))).toMatchObject({ code: 'message.invalid' })
    expect(failureOf(answers(dm1Wbxml, Uint8Array.of(2, 0xa4)))).toMatchObject({ code: 'bytes.malformed' })
  })
})
