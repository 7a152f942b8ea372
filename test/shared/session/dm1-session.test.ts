import { describe, expect, test } from 'vitest'
import { md5 } from '../../../electron/push-mac'
import type { Stored } from '../../../shared/message/apply'
import { keptAccountOf } from '../../../shared/message/kept-account'
import { leafText } from '../../../shared/message/mo'
import { decodeMessage, dm1Wbxml, dm1Xml, encodeMessage } from '../../../shared/session/dm1/message'
import { authMac, hmacOf } from '../../../shared/session/dm1/proof'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { accountBy, bootstrapped, credential, lineOf, runClient, serverFor, serverId } from '../../support/dm1-pair'
import { failureOf } from '../../support/outcomes'

const noncesIn = (objects: readonly Stored[]): readonly (string | undefined)[] => {
  const kept = objects.flatMap((stored) => keptAccountOf(stored)?.account ?? [])[0]
  return [kept?.client?.nonce, kept?.server?.nonce].map((nonce) => nonce && fromUtf8(nonce.reveal()))
}

const noncesOf = ({ session }: ReturnType<typeof serverFor>) =>
  [session.nonces.client, session.nonces.server].map((nonce) => fromUtf8(nonce))

test.for([dm1Wbxml, dm1Xml] as const)(
  'a first session in %s: both prove themselves, the server reads and sets',
  (media) => {
    const server = serverFor(accountBy())
    const { objects, end } = runClient(bootstrapped(accountBy()), server.answer, { media })
    expect(server.told).toEqual(['contacted', 'managed'])
    expect(server.messages.map(lineOf)).toEqual([
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
      const server = serverFor(accountBy())
      const first = runClient(bootstrapped(accountBy(), format), server.answer)
      expect(noncesIn(first.objects)).toEqual(['s1', 'c1'])
      expect(noncesOf(server)).toEqual(['s1', 'c1'])
      const again = serverFor(accountBy(), { nonces: server.session.nonces })
      runClient(first.objects, again.answer, { sessionId: '2' })
      expect(again.told).toEqual(['contacted', 'managed'])
      expect(again.messages.map(lineOf)[1]).toContain('SyncHdr 212')
    },
  )

  test('Basic needs no nonce', () => {
    const server = serverFor(accountBy('BASIC'))
    runClient(bootstrapped(accountBy('BASIC')), server.answer)
    expect(server.messages[0]?.header.cred).toEqual({ type: 'syncml:auth-basic', data: 'ZGV2aWNlOnNlY3JldA==' })
    expect(server.messages.map(lineOf)[1]).toMatch(/^SyncHdr 212,/)
    expect(server.told).toEqual(['contacted', 'managed'])
  })

  test('an HMAC is made for every message, each over a nonce of its own', () => {
    const server = serverFor(accountBy('HMAC'))
    const { objects } = runClient(bootstrapped(accountBy('HMAC')), server.answer)
    expect(server.told).toEqual(['contacted', 'managed'])
    expect(server.messages.map(({ header }) => header.cred)).toEqual(server.messages.map(() => undefined))
    expect(server.messages.slice(1, -1).every((message) => lineOf(message).startsWith('SyncHdr 200 chal'))).toBe(true)
    expect(noncesIn(objects)).toEqual(['s4', 'c3'])
    expect(noncesOf(server)).toEqual(['s4', 'c3'])
  })

  test.for([
    ['gives no nonce for the next one', 200, undefined],
    ['takes it for the whole session', 212, utf8('s1')],
  ] as const)('a server that %s after an HMAC is left', ([, code, nextNonce]) => {
    const server = serverFor(accountBy('HMAC'))
    const run = () =>
      runClient(bootstrapped(accountBy('HMAC')), (request) => {
        const answer = server.answer(request)
        const { commands, ...rest } = decodeMessage(answer.body)
        const bent = commands.map(({ id, command }) =>
          command.is === 'Status' && command.cmdRef === '0'
            ? { id, command: { ...command, code, chal: nextNonce && { type: 'syncml:auth-MAC', nextNonce } } }
            : { id, command },
        )
        const body = encodeMessage({ commands: bent, ...rest }, dm1Wbxml)
        const prover = { who: credential(serverId, 'server'), method: authMac, nonce: utf8('m0') } as const
        return { ...answer, headers: { ...answer.headers, 'x-syncml-hmac': hmacOf(prover, body, md5) }, body }
      })
    expect(failureOf(run)).toMatchObject({ reason: 'the server gives no nonce for the next HMAC' })
  })

  test('a nonce that was lost is given anew, on either side, and once', () => {
    const nonces = { client: utf8('another'), server: utf8('yet another') }
    const server = serverFor(accountBy(), { nonces })
    runClient(bootstrapped(accountBy()), server.answer)
    expect(server.messages.map(lineOf).slice(0, 6)).toEqual([
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
    const server = serverFor(accountBy(), { nonces: { client: utf8('n0'), server: utf8('lost') } })
    const { objects } = runClient(bootstrapped(accountBy()), server.answer)
    expect(server.messages.map(lineOf).slice(1, 5)).toEqual([
      'SyncHdr 212 chal, Alert 200, Replace 200, Get ./DMAcc, Get ./DevDetail/FwV, Final',
      'SyncHdr 401 chal, Get 401, Get 401, Final',
      'SyncHdr 200, Get ./DMAcc, Get ./DevDetail/FwV, Final',
      expect.stringMatching(/^SyncHdr 212 chal, Get 200/),
    ])
    expect(server.told).toEqual(['contacted', 'managed'])
    expect(leafText(objects[0]?.tree ?? new Map(), 'Name')).toBe('Named')
  })

  test.for(['BASIC', 'DIGEST', 'HMAC'] as const)('a device with a wrong password is turned away by %s', (type) => {
    const server = serverFor(accountBy(type))
    const objects = bootstrapped(accountBy(type, 'guess'))
    expect(failureOf(() => runClient(objects, server.answer))).toMatchObject({ code: 'server.refused', status: 401 })
    expect(server.told).toEqual([])
    expect(server.messages.flatMap(({ commands }) => commands).some(({ command }) => command.is === 'Get')).toBe(false)
  })

  test.for(['BASIC', 'DIGEST', 'HMAC'] as const)(
    'a server that does not know its own password changes nothing, by %s',
    (type) => {
      const server = serverFor(accountBy(type, 'secret', 'impostor'))
      const objects = bootstrapped(accountBy(type))
      const kept: (readonly Stored[])[] = []
      expect(failureOf(() => runClient(objects, server.answer, {}, kept))).toMatchObject({ code: 'server.unproven' })
      for (const state of kept)
        expect([leafText(state[0]?.tree ?? new Map(), 'Name'), ...noncesIn(state)]).toEqual(['DM', 'n0', 'm0'])
      expect(server.told).not.toContain('managed')
    },
  )

  test('a server that shows nothing and asks for nothing is not believed either', () => {
    const silent = { ...accountBy(), server: undefined }
    const server = serverFor(silent, { programme: () => [] })
    expect(failureOf(() => runClient(bootstrapped(accountBy()), server.answer))).toEqual({
      code: 'server.unproven',
      reason: 'it shows no credentials',
    })
  })

  test('an account without credentials relies on TLS', () => {
    const bare = { ...accountBy(), client: undefined, server: undefined }
    const server = serverFor(bare, { isProven: true })
    runClient(bootstrapped(bare), server.answer)
    expect(server.told).toEqual(['contacted', 'managed'])
    const doubting = serverFor(bare)
    expect(failureOf(() => runClient(bootstrapped(bare), doubting.answer))).toMatchObject({ status: 407 })
  })

  test('a package 1 that was recorded opens no second session', () => {
    const server = serverFor(accountBy())
    const recorded: Parameters<typeof server.answer>[0][] = []
    runClient(bootstrapped(accountBy()), (request) => {
      recorded.push(request)
      return server.answer(request)
    })
    const later = serverFor(accountBy(), { nonces: server.session.nonces })
    const [first] = recorded
    if (first === undefined) return expect.fail('nothing was sent')
    later.answer(first)
    expect(later.told).toEqual([])
    expect(later.messages.map(lineOf)[1]).toMatch(/^SyncHdr 401/)
  })

  test('nobody is talked into a weaker proof', () => {
    const objects = bootstrapped(accountBy('HMAC'))
    const server = serverFor(accountBy('BASIC'))
    expect(failureOf(() => runClient(objects, server.answer))).toMatchObject({
      code: 'server.refused',
      reason: 'the server asks for syncml:auth-basic, the account says syncml:auth-MAC',
    })
    expect(server.messages.some(({ header }) => header.cred !== undefined)).toBe(false)
  })

  test('a stronger one is given', () => {
    const server = serverFor(accountBy('DIGEST'))
    const own = accountBy('BASIC')
    runClient(bootstrapped({ ...own, server: accountBy().server }), server.answer)
    expect(server.told).toEqual(['contacted', 'managed'])
  })
})
