import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { parseDevice } from '../../../shared/identity/device'
import type { ServerAccount } from '../../../shared/message/account'
import type { Format } from '../../../shared/message/format'
import { composeMessage, mergeMessages, readMessage, showMessage } from '../../../shared/message/message'
import { utf8 } from '../../../shared/utf8'
import {
  accessPoints,
  cpAccounts,
  credentialOf,
  dm1Accounts,
  dm2Accounts,
  inClear,
  several,
} from '../../support/accounts'
import { dm2Vectors } from '../../support/dm2-vectors'
import { failureOf, readsOrFails } from '../../support/outcomes'
import { bytesOfVector } from '../../support/vectors'

const device = parseDevice('imei:490154203237518')
const accountOf = (id: string, more: Partial<ServerAccount> = {}): ServerAccount => ({
  id,
  url: `https://${id}/dm`,
  name: `Name of ${id}`,
  rights: ['*'],
  client: credentialOf('user', 'hunter2-canary', 'nonce-canary'),
  ...more,
})
const compose = (
  format: Format,
  accounts: readonly ServerAccount[],
  points = [] as Parameters<typeof composeMessage>[0]['accessPoints'][number][],
) => composeMessage({ format, device, accounts, accessPoints: points })
const padded = (bytes: Uint8Array) => concat(bytes, new Uint8Array(100).fill(0xff))

test.for([
  ['dm2', dm2Accounts],
  ['dm1', dm1Accounts],
  ['cp', cpAccounts],
] as const)('what is composed as %s reads back, padded or not', ([format, one]) =>
  fc.assert(
    fc.property(several<ServerAccount>(one), accessPoints, (accounts, points) => {
      const bytes = compose(format, accounts, points)
      for (const onCard of [bytes, padded(bytes)]) {
        const read = readMessage(onCard)
        expect(read.format).toBe(format)
        expect(read.accounts.map(inClear)).toEqual(accounts.map(inClear))
        expect(read.accessPoints).toEqual(points)
        expect(read.warnings).toEqual([])
      }
      expect(hex(compose(format, accounts, points))).toBe(hex(bytes))
    }),
  ),
)

test('the second bootstrap vector is what its two accounts compose to', () => {
  const bytes = fromHex(dm2Vectors.bootstrap[1]?.expect.bytes ?? '')
  expect(hex(compose('dm2', readMessage(bytes).accounts))).toBe(hex(bytes))
})

test('nothing there is said to be empty', () => {
  for (const bytes of ['', 'FF', 'FFFFFFFF', 'FF225D', '5B5D'])
    expect(failureOf(() => readMessage(fromHex(bytes)))).toEqual({ code: 'message.invalid', path: '', reason: 'empty' })
})

test('strange bytes and documents are refused by name', () => {
  expect(failureOf(() => readMessage(fromHex('030B6A00')))).toMatchObject({ code: 'bytes.malformed', offset: 4 })
  expect(failureOf(() => readMessage(fromHex('030B6A004501')))).toMatchObject({ reason: 'no-supported-item' })
  expect(failureOf(() => readMessage(fromHex('42')))).toMatchObject({ code: 'bytes.malformed', offset: 0 })
  expect(failureOf(() => readMessage(utf8('<xml/>')))).toMatchObject({ path: 'xml', reason: 'unknown-document' })
})

test('a message needs a server', () =>
  expect(failureOf(() => compose('dm2', []))).toMatchObject({ code: 'message.invalid', path: 'servers' }))

test('white space may stand before a JSON message', () =>
  expect(readMessage(concat(utf8(' \r\n\t'), compose('dm2', [accountOf('a')]))).accounts).toHaveLength(1))

test('names and values in any script and of 10 KB survive', () => {
  const account = accountOf('a', {
    name: 'Ж字😀é'.repeat(1024),
    client: credentialOf('ü'.repeat(5120), '密'.repeat(3000)),
  })
  for (const format of ['dm2', 'dm1', 'cp'] as const) {
    const [read] = readMessage(compose(format, [account])).accounts
    expect(read?.name).toBe(account.name)
    expect(read?.client?.name).toBe(account.client?.name)
    expect(read?.client?.secret.reveal()).toEqual(account.client?.secret.reveal())
  }
})

const idsOf = (bytes: Uint8Array) => readMessage(bytes).accounts.map(({ id, name }) => [id, name])

test.for(['dm2', 'dm1', 'cp'] as const)('a second server in %s joins the first', (format) => {
  const merged = mergeMessages(padded(compose(format, [accountOf('a')])), compose(format, [accountOf('b')]))
  expect(idsOf(merged)).toEqual([
    ['a', 'Name of a'],
    ['b', 'Name of b'],
  ])
  expect(
    readMessage(merged)
      .objects.reveal()
      .map(({ root }) => root),
  ).toEqual(format === 'cp' ? ['dms1', 'dms2'] : ['dms1', 'dms1-2'])
})

test.for(['dm2', 'dm1', 'cp'] as const)('the same server in %s is replaced in its place', (format) => {
  const onCard = compose(
    format,
    [accountOf('a'), accountOf('b'), accountOf('c')],
    [{ id: 'net', name: 'Net', apn: 'old' }],
  )
  const added = compose(
    format,
    [accountOf('b', { name: 'new', client: undefined })],
    [{ id: 'net', name: 'Net', apn: 'new' }],
  )
  const merged = mergeMessages(onCard, added)
  expect(idsOf(merged)).toEqual([
    ['a', 'Name of a'],
    ['b', 'new'],
    ['c', 'Name of c'],
  ])
  expect(readMessage(merged).accounts[1]?.client).toBeUndefined()
  expect(readMessage(merged).accessPoints).toEqual([{ id: 'net', name: 'Net', apn: 'new' }])
  expect(hex(mergeMessages(merged, added))).toBe(hex(merged))
})

test('merging a message into itself changes nothing', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        several(dm2Accounts).map((a) => compose('dm2', a)),
        several(dm1Accounts).map((a) => compose('dm1', a)),
        several(cpAccounts).map((a) => compose('cp', a)),
      ),
      (bytes) => hex(mergeMessages(bytes, bytes)) === hex(bytes),
    ),
  ))

test('a merge keeps what is not ours, as it came', () => {
  const [vector] = dm2Vectors.bootstrap
  const foreign = (vector?.expect.text ?? '').replace(
    /]$/,
    ',{"ClientURI":"urn:example:mo:1.0//","X":1,"MOData":{"y":{"2":1,"1":2,"n":12345678901234567890,"f":1.0,"z":-0,"e":1e3}}}]',
  )
  const merged = new TextDecoder().decode(mergeMessages(utf8(foreign), compose('dm2', [accountOf('b')])))
  expect(merged.startsWith(foreign.slice(0, -1))).toBe(true)
})

test('what replaces an item of DM 2.0 is called as that one was, and no other name changes', () => {
  const card = compose('dm2', [accountOf('a'), accountOf('b'), accountOf('c')])
  const merged = mergeMessages(card, compose('dm2', [accountOf('b', { name: 'new' }), accountOf('d'), accountOf('e')]))
  const roots = readMessage(merged)
    .objects.reveal()
    .map(({ root, tree }) => [root, tree.get('Name')])
  expect(roots).toEqual([
    ['dms1', 'Name of a'],
    ['dms2', 'new'],
    ['dms3', 'Name of c'],
    ['dms2-2', 'Name of d'],
    ['dms3-2', 'Name of e'],
  ])
})

test('an empty card takes the message as it is; another format or a refused message on it stops the merge', () => {
  const added = compose('dm2', [accountOf('a')])
  expect(hex(mergeMessages(fromHex('FFFFFF'), added))).toBe(hex(added))
  expect(failureOf(() => mergeMessages(compose('dm1', [accountOf('a')]), added))).toEqual({
    code: 'message.invalid',
    path: 'card.format',
    reason: 'the card holds dm1, this is dm2',
  })
  expect(failureOf(() => mergeMessages(utf8('[{}]'), added))).toMatchObject({ reason: 'clienturi-missing' })
  expect(failureOf(() => mergeMessages(added, fromHex('FF')))).toMatchObject({ reason: 'empty' })
})

const everyRendering = ['json', 'xml', 'hex'] as const
const canaries = ['hunter2-canary', 'nonce-canary'].flatMap((word) => [
  word,
  Buffer.from(word).toString('base64'),
  hex(utf8(word)),
  hex(utf8(Buffer.from(word).toString('base64'))),
])

test.for(['dm2', 'dm1', 'cp'] as const)('no rendering of a %s message shows a secret unless told to', (format) => {
  const bytes = compose(format, [accountOf('a', { server: credentialOf('s', 'hunter2-canary') })])
  for (const as of everyRendering) {
    const hidden = showMessage(bytes, as, { reveal: false })
    for (const canary of canaries) expect(hidden.replaceAll('\n', '')).not.toContain(canary)
    expect(hidden).toContain('••')
    const revealed = showMessage(bytes, as, { reveal: true }).replaceAll('\n', '')
    expect(revealed).not.toContain('•')
    expect(canaries.some((canary) => revealed.includes(canary))).toBe(true)
  }
})

test('revealed hex is every byte, also of what cannot be read', () => {
  expect(fromHex(showMessage(bytesOfVector('tnds-malformed'), 'hex', { reveal: true }))).toEqual(
    bytesOfVector('tnds-malformed'),
  )
  expect(failureOf(() => showMessage(bytesOfVector('tnds-malformed'), 'hex', { reveal: false }))).toBeDefined()
})

test('a DM 2.0 message is shown as indented JSON with its own names', () => {
  const text = showMessage(fromHex(dm2Vectors.bootstrap[0]?.expect.bytes ?? ''), 'json', { reveal: true })
  expect(JSON.parse(text)).toEqual(dm2Vectors.bootstrap[0]?.input)
  expect(text.split('\n')[2]).toBe('    "DDF": "https://ddf.operator.example/oma-dm-dmacc-1.2.ddf",')
  const hidden = showMessage(fromHex(dm2Vectors.bootstrap[0]?.expect.bytes ?? ''), 'json', { reveal: false })
  expect(hidden.match(/•••/g)).toHaveLength(3)
})

test('a DM 1.2 message is shown as XML, its embedded document in place', () => {
  const xml = showMessage(bytesOfVector('dm1-bootstrap-opaque'), 'xml', { reveal: false })
  expect(xml).toContain('<MgmtTree xmlns="syncml:dmddf1.2">')
  expect(xml).toContain('<NodeName>AAuthSecret</NodeName>')
  expect(xml).not.toContain('clientsecret')
  expect(xml).toContain('<ACL>Get=dm.example.com&amp;Replace=dm.example.com&amp;Delete=dm.example.com</ACL>')
})

test('secrets of a message read back do not slip out when it is printed', () => {
  const read = readMessage(compose('dm1', [accountOf('a')]))
  for (const printed of [JSON.stringify(read), inspect(read, { depth: 9 }), String(read.accounts[0]?.client?.secret)])
    for (const canary of canaries) expect(printed).not.toContain(canary)
})

test('any bytes give a message or a failure, and so does any change of one byte', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => readsOrFails(() => readMessage(bytes))))
  const whole = bytesOfVector('dm1-bootstrap-opaque')
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.constantFrom(...everyRendering), (at, byte, as) => {
      const changed = whole.slice()
      changed[at] = byte
      return readsOrFails(() => readMessage(changed)) && readsOrFails(() => showMessage(changed, as, { reveal: false }))
    }),
    { numRuns: 1000 },
  )
}, 20_000)
