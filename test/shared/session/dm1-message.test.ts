import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { md5 } from '../../../electron/push-mac'
import { fromBase64 } from '../../../shared/base64'
import {
  decodeMessage,
  dm1Wbxml,
  dm1Xml,
  encodeMessage,
  type Message,
  numbered,
} from '../../../shared/session/dm1/message'
import {
  type AuthMethod,
  authBasic,
  authMac,
  authMd5,
  credOf,
  hmacOf,
  isWeaker,
  methodNamed,
  methodOf,
  verdictOn,
} from '../../../shared/session/dm1/proof'
import { utf8 } from '../../../shared/utf8'
import { credential } from '../../support/dm1-pair'
import { failureOf, readsOrFails } from '../../support/outcomes'
import { bytesOfVector, textOfVector } from '../../support/vectors'

const bruce = credential('Bruce2', 'OhBehave')
const nonce = utf8('Nonce')
const by = (method: AuthMethod) => ({ who: bruce, method, nonce })

describe('proofs', () => {
  test('are those that OMA DM Security 1.2 and the Representation Protocol print', () => {
    expect(credOf(by(authBasic), md5)).toEqual({ type: 'syncml:auth-basic', data: 'QnJ1Y2UyOk9oQmVoYXZl' })
    expect(credOf(by(authMd5), md5)).toEqual({ type: 'syncml:auth-md5', data: 'Zz6EivR3yeaaENcRN6lpAQ==' })
    expect(credOf(by(authMac), md5)).toBeUndefined()
  })

  test('of a written message are in a header of their own', () => {
    const body = utf8("<SyncML xmlns='SYNCML:SYNCML1.2'></SyncML>")
    expect(hmacOf(by(authMac), body, md5)).toBe('algorithm=MD5, username="Bruce2", mac=6AZk96DG6F0jSIaEpbK4Ng==')
    const robert = { ...by(authMac), who: { ...bruce, name: 'Robert "J" \\ Jordan' } }
    const hmac = hmacOf(robert, body, md5)
    expect(hmac).toContain('username="Robert \\"J\\" \\\\ Jordan"')
    expect(verdictOn({ hmac }, body, robert, md5)).toBe('proven')
  })

  test.for([
    [{ cred: { type: 'syncml:auth-md5', data: 'Zz6EivR3yeaaENcRN6lpAQ==' } }, authMd5, 'proven'],
    [{ cred: { type: 'SYNCML:AUTH-MD5', data: ' Zz6EivR3yeaaENcRN6lpAQ\n' } }, authMd5, 'proven'],
    [{ cred: { type: 'syncml:auth-md5', data: 'AAAAivR3yeaaENcRN6lpAQ==' } }, authMd5, 'wrong'],
    [{ cred: { type: 'syncml:auth-md5', data: '' } }, authMd5, 'wrong'],
    [{ cred: { type: 'syncml:auth-md5', data: '*' } }, authMd5, 'wrong'],
    [{ cred: { type: 'syncml:auth-basic', data: 'QnJ1Y2UyOk9oQmVoYXZl' } }, authMd5, 'wrong'],
    [{ cred: { type: 'syncml:auth-basic', data: 'QnJ1Y2UyOk9oQmVoYXZl' } }, authBasic, 'proven'],
    [{}, authMd5, 'missing'],
    [{}, authMac, 'missing'],
    [{ cred: { type: 'syncml:auth-MAC', data: '6AZk96DG6F0jSIaEpbK4Ng==' } }, authMac, 'missing'],
    [{ hmac: 'username="Bruce2", mac=6AZk96DG6F0jSIaEpbK4Ng==' }, authMac, 'proven'],
    [{ hmac: 'mac = 6AZk96DG6F0jSIaEpbK4Ng== , username = "Bruce2"' }, authMac, 'proven'],
    [{ hmac: 'algorithm=SHA, username="Bruce2", mac=6AZk96DG6F0jSIaEpbK4Ng==' }, authMac, 'wrong'],
    [{ hmac: 'username="Bruce", mac=6AZk96DG6F0jSIaEpbK4Ng==' }, authMac, 'wrong'],
    [{ hmac: 'username="Bruce2"' }, authMac, 'wrong'],
  ] as const)('%o is judged by %s: %s', ([shown, method, verdict]) => {
    const body = utf8("<SyncML xmlns='SYNCML:SYNCML1.2'></SyncML>")
    expect(verdictOn(shown, body, by(method), md5)).toBe(verdict)
  })

  test('have an order of strength, and names in any case', () => {
    expect(isWeaker(authBasic, authMd5) && isWeaker(authMd5, authMac) && !isWeaker(authMd5, authMd5)).toBe(true)
    expect(methodNamed('syncml:auth-mac')).toBe(authMac)
    expect([methodOf(), methodOf('HMAC'), methodOf('HTTP-BASIC')]).toEqual([authMd5, authMac, undefined])
  })

  test('are made of what was meant and nothing else', () => {
    const hmacs = fc.record({ name: fc.string(), password: fc.string(), seed: fc.string(), body: fc.uint8Array() })
    fc.assert(
      fc.property(hmacs, ({ name, password, seed, body }) => {
        const prover = { who: credential(name, password), method: authMac, nonce: utf8(seed) } as const
        const hmac = hmacOf(prover, body, md5)
        expect(verdictOn({ hmac }, body, prover, md5)).toBe('proven')
        expect(verdictOn({ hmac }, Uint8Array.of(...body, 0), prover, md5)).toBe('wrong')
        expect(verdictOn({ hmac }, body, { ...prover, nonce: utf8(`${seed}.`) }, md5)).toBe('wrong')
      }),
    )
  })
})

describe('messages that another program wrote', () => {
  test('a package 1 is read, its credential with it', () => {
    const { header, commands, isFinal } = decodeMessage(bytesOfVector('dm1-session'))
    expect(header).toMatchObject({
      sessionId: '1',
      msgId: '1',
      source: 'IMEI:493005100592800',
      sourceName: 'Bruce2',
      maxMsgSize: 5000,
    })
    expect(verdictOn({ cred: header.cred }, new Uint8Array(), by(authMd5), md5)).toBe('proven')
    expect(isFinal).toBe(true)
    expect(commands[0]).toEqual({ id: '1', command: { is: 'Alert', code: 1201, items: [] } })
    expect(commands[1]).toMatchObject({
      id: '2',
      command: { is: 'Replace', items: [{ source: './DevInfo/DevId', format: 'chr', type: 'text/plain' }] },
    })
  })

  test.for(['dm1-session-server', 'dm1-session-server-table'])(
    '%s is read, with and without a string table',
    (name) => {
      const { header, commands } = decodeMessage(bytesOfVector(name))
      expect(header).toMatchObject({ respUri: 'https://dm.example.com/dm?s=1', maxMsgSize: 10_000 })
      expect(commands.map(({ command }) => command.is)).toEqual(['Status', 'Status', 'Sequence', 'Replace'])
      const [first] = commands
      expect(first?.command).toMatchObject({
        cmdRef: '0',
        code: 212,
        chal: { nextNonce: fromBase64('LG3iZQhhdmKNHg==') },
      })
      expect(commands.at(-1)?.command).toMatchObject({
        items: [{ target: './DMAcc/dms1/Name', format: 'chr', type: 'text/plain', data: utf8('Werk Süd') }],
      })
    },
  )

  test('the same in XML says the same', () => {
    const [xml, wbxml] = [utf8(textOfVector('dm1-session-server.xml')), bytesOfVector('dm1-session-server')].map(
      decodeMessage,
    )
    const asText = (message: Message | undefined) =>
      JSON.stringify(message, (_, value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value))
    expect(asText(xml)).toBe(asText(wbxml))
  })

  test('what we write of it is what it wrote, but for bytes that are text', () => {
    const written = encodeMessage(decodeMessage(bytesOfVector('dm1-session')), dm1Wbxml)
    expect(written).toEqual(bytesOfVector('dm1-session'))
  })
})

const words = fc.stringMatching(/^[!-~ ]{1,12}$/).filter((word) => word.trim() === word)
const items = fc.array(
  fc.record({
    target: fc.option(words, { nil: undefined }),
    source: fc.option(words, { nil: undefined }),
    format: fc.option(words, { nil: undefined }),
    type: fc.option(words, { nil: undefined }),
    data: fc.option(words, { nil: undefined }),
  }),
  { maxLength: 2 },
)
const code = fc.integer({ min: 200, max: 1300 })
const command = fc.oneof(
  fc.record({ is: fc.constantFrom('Add', 'Copy', 'Delete', 'Exec', 'Get', 'Replace'), items }),
  fc.record({ is: fc.constant('Alert' as const), code, items }),
  fc.record({ is: fc.constant('Results' as const), msgRef: words, cmdRef: words, items }),
  fc.record({
    is: fc.constant('Status' as const),
    msgRef: words,
    cmdRef: words,
    cmd: words,
    targetRefs: fc.array(words, { maxLength: 2 }),
    sourceRefs: fc.array(words, { maxLength: 2 }),
    code,
    chal: fc.option(fc.record({ type: words, nextNonce: fc.uint8Array({ maxLength: 8 }) }), { nil: undefined }),
  }),
)
const messages = fc.record({
  header: fc.record({
    verDtd: fc.constant('1.2'),
    verProto: fc.constant('DM/1.2'),
    sessionId: words,
    msgId: words,
    target: words,
    source: words,
    sourceName: fc.option(words, { nil: undefined }),
    respUri: fc.option(words, { nil: undefined }),
    cred: fc.option(fc.record({ type: words, data: words }), { nil: undefined }),
    maxMsgSize: fc.option(fc.nat(100_000), { nil: undefined }),
  }),
  commands: fc.array(command, { maxLength: 4 }),
  isFinal: fc.boolean(),
})

test.for([dm1Wbxml, dm1Xml] as const)('what is written as %s reads back', (media) => {
  fc.assert(
    fc.property(messages, ({ commands, ...rest }) => {
      const message = { ...rest, commands: numbered(commands) }
      expect(decodeMessage(encodeMessage(message, media))).toEqual(message)
    }),
  )
})

test('any bytes give a message or a failure, and so does any change of one byte', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readsOrFails(() => decodeMessage(bytes))))
  const whole = bytesOfVector('dm1-session-server')
  const changes = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }))
  fc.assert(
    fc.property(changes, ([at, value]) =>
      readsOrFails(() => decodeMessage(whole.map((byte, index) => (index === at ? value : byte)))),
    ),
  )
})

test.for([
  ['<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr/></SyncML>', 'SyncBody'],
  ['<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody/></SyncML>', 'SyncHdr/SessionID'],
] as const)('%s is refused', ([text, path]) => {
  expect(failureOf(() => decodeMessage(utf8(text)))).toEqual({ code: 'message.invalid', path, reason: 'missing' })
})
