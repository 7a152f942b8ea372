import { expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../../../shared/base64'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { decode, encode } from '../../../shared/codec'
import type { ServerAccount } from '../../../shared/message/account'
import { composeDm1, openDm1, readDm1, takeApart } from '../../../shared/message/dm1'
import { nodeOfAccount } from '../../../shared/message/dmacc1'
import { encodeTnds, mgmtTree, type TndsNode } from '../../../shared/message/tnds'
import { secret } from '../../../shared/secret'
import { wbxml } from '../../../shared/wbxml/codec'
import { metinf, syncml, syncmlDialect, tnds } from '../../../shared/wbxml/syncml'
import { type Content, type Element, opaque, text } from '../../../shared/wbxml/tree'
import { credentialOf } from '../../support/accounts'
import { failureOf } from '../../support/outcomes'
import { bytesOfVector } from '../../support/vectors'

const example: ServerAccount = {
  id: 'dm.example.com',
  url: 'https://dm.example.com/dm',
  name: 'Example DM',
  rights: [],
  client: credentialOf('clientuser', 'clientsecret', 'nonce'),
}
const exampleTree = mgmtTree.write({ nodes: [nodeOfAccount('ExampleDM', example)] })

test('an account is written as the TNDS document of libwbxml, byte for byte', () =>
  expect(hex(encodeTnds(exampleTree))).toBe(hex(bytesOfVector('tnds-dmacc'))))

test('a bootstrap message is written as that of libwbxml, byte for byte', () => {
  const message = { target: 'IMEI:493005100592800', source: example.url, trees: [exampleTree] }
  expect(hex(composeDm1(message))).toBe(hex(bytesOfVector('dm1-bootstrap-opaque')))
})

const reveal = (account: ServerAccount | undefined) => ({
  ...account,
  client: account?.client && {
    name: account.client.name,
    secret: new TextDecoder().decode(account.client.secret.reveal()),
    nonce: account.client.nonce && new TextDecoder().decode(account.client.nonce.reveal()),
  },
})

const documentOf = (root: Element): Uint8Array =>
  encode(wbxml(syncmlDialect), { version: 2, publicId: 0x1201, charset: 0x6a, root })
const messageOf = (...commands: readonly Element[]): Uint8Array =>
  documentOf(
    syncml('SyncML', syncml('SyncHdr', syncml('VerDTD', '1.2')), syncml('SyncBody', ...commands, syncml('Final'))),
  )
const addOf = (data: Content, to = './Inbox'): Element =>
  syncml(
    'Add',
    syncml('CmdID', '1'),
    syncml(
      'Item',
      syncml('Target', syncml('LocURI', to)),
      syncml('Meta', metinf('Type', 'application/vnd.syncml.dmtnds+wbxml')),
      syncml('Data', data),
    ),
  )

test.for([
  ['opaque bytes', bytesOfVector('dm1-bootstrap-opaque')],
  ['base64 text', bytesOfVector('dm1-bootstrap-base64')],
  ['elements of page 2', messageOf(addOf(exampleTree))],
  ['base64 in opaque bytes', messageOf(addOf(opaque(new TextEncoder().encode(toBase64(bytesOfVector('tnds-dmacc'))))))],
] as const)('an account embedded as %s is read', ([, bytes]) => {
  const { accounts, warnings, objects } = readDm1(bytes)
  expect(accounts.map(reveal)).toEqual([
    { ...example, server: undefined, client: { name: 'clientuser', secret: 'clientsecret', nonce: 'nonce' } },
  ])
  expect(warnings).toEqual([])
  expect(objects.map(({ moid, root }) => [moid, root])).toEqual([['urn:oma:mo:oma-dm-dmacc:1.0', 'ExampleDM']])
})

test('the small document with the old name of the object lacks its server id', () => {
  const bytes = messageOf(addOf(opaque(bytesOfVector('tnds-small'))))
  expect(failureOf(() => readDm1(bytes))).toEqual({
    code: 'message.invalid',
    path: 'AppAddr/<x>/Addr',
    reason: 'leaf-missing',
  })
})

test('a DM session’s package is no bootstrap', () =>
  expect(failureOf(() => readDm1(bytesOfVector('dm1-session')))).toMatchObject({ reason: 'no-supported-item' }))

test('a document from the field whose first tag is the name of its own type is no tree', () => {
  const malformed = bytesOfVector('tnds-malformed')
  const root = decode(wbxml(syncmlDialect), malformed).root
  expect(failureOf(() => mgmtTree.read(root))).toMatchObject({ reason: 'not-tnds' })
  expect(failureOf(() => readDm1(messageOf(addOf(opaque(malformed)))))).toMatchObject({ reason: 'not-tnds' })
})

test('a fault in an embedded document is found at its offset in the whole', () => {
  const good = bytesOfVector('dm1-bootstrap-opaque')
  const start = 169
  const at = start + 35
  const bad = good.slice()
  bad[at] = 0x43
  const failure = failureOf(() => readDm1(bad))
  expect(failure).toMatchObject({ code: 'bytes.malformed', offset: at })
})

test('only what is added to the Inbox counts', () => {
  const tree = opaque(bytesOfVector('tnds-dmacc'))
  const other = syncml(
    'Replace',
    syncml('CmdID', '2'),
    syncml('Item', syncml('Target', syncml('LocURI', './Inbox')), syncml('Data', tree)),
  )
  expect(failureOf(() => readDm1(messageOf(addOf(tree, './DMAcc'))))).toMatchObject({ reason: 'no-supported-item' })
  expect(readDm1(messageOf(addOf(tree), other)).warnings).toEqual(['command-ignored: Replace'])
  expect(readDm1(messageOf(syncml('Atomic', syncml('CmdID', '1'), addOf(tree)))).accounts).toHaveLength(1)
})

test('one document may hold several objects; those unknown are skipped with a warning', () => {
  const unknown: TndsNode = { name: 'X', format: 'node', type: { ddfName: 'urn:example:1.0' }, children: [] }
  const trees = mgmtTree.write({
    nodes: [nodeOfAccount('a', example), unknown, nodeOfAccount('b', { ...example, id: 'other' })],
  })
  const { accounts, warnings } = readDm1(messageOf(addOf(trees)))
  expect(accounts.map(({ id }) => id)).toEqual(['dm.example.com', 'other'])
  expect(warnings).toEqual(['unknown-moid: urn:example:1.0'])
  expect(takeApart(openDm1(messageOf(addOf(trees)))).trees).toHaveLength(3)
})

test('the same server twice is refused', () => {
  const tree = opaque(bytesOfVector('tnds-dmacc'))
  expect(failureOf(() => readDm1(messageOf(addOf(tree), addOf(tree))))).toMatchObject({ reason: 'srvid-twice' })
})

test('a secret that is no text cannot be carried', () => {
  const account = { ...example, client: { name: 'n', secret: secret(fromHex('FF00')) } }
  expect(failureOf(() => nodeOfAccount('a', account))).toMatchObject({
    code: 'message.invalid',
    path: 'AppAuth/CLCRED/AAuthSecret',
  })
})

test('a nonce that is no text travels as opaque bytes', () => {
  const nonce = fromHex('00FF10')
  const account = { ...example, client: { ...credentialOf('n', 's'), nonce: secret(nonce) } }
  const bytes = messageOf(addOf(opaque(encodeTnds(mgmtTree.write({ nodes: [nodeOfAccount('a', account)] })))))
  expect(readDm1(bytes).accounts[0]?.client?.nonce?.reveal()).toEqual(nonce)
})

test('a port beside an address without one is put into it', () => {
  const tree = (port: string) => ({
    ...nodeOfAccount('a', example),
    children: nodeOfAccount('a', { ...example, url: `https://dm.example.com:${port}/dm` }).children.map((child) =>
      child.name === 'AppAddr' ? withAddress(child, example.url) : child,
    ),
  })
  const withAddress = (node: TndsNode, url: string): TndsNode =>
    node.name === 'Addr'
      ? { ...node, value: url }
      : { ...node, children: node.children.map((child) => withAddress(child, url)) }
  const urlOf = (port: string) => readDm1(messageOf(addOf(mgmtTree.write({ nodes: [tree(port)] })))).accounts[0]?.url
  expect(urlOf('8443')).toBe('https://dm.example.com:8443/dm')
  expect(urlOf('443')).toBe('https://dm.example.com/dm')
})

test('a tree of 300 nodes with values of 10 KB reads back', () => {
  const children = Array.from(
    { length: 300 },
    (_, at): TndsNode => ({ name: `n${at}`, format: 'chr', value: 'ü'.repeat(5120), children: [] }),
  )
  const tree = { nodes: [{ name: 'x', format: 'node', children }] }
  expect(mgmtTree.read(mgmtTree.write(tree))).toEqual(tree)
})

test.for([
  [tnds('Node'), 'not-tnds', 'Node'],
  [tnds('MgmtTree', tnds('Node')), 'node-name', ''],
  [
    tnds(
      'MgmtTree',
      tnds(
        'Node',
        tnds('NodeName', 'a'),
        tnds('Node', tnds('NodeName', 'b'), tnds('Value', 'c'), tnds('Node', tnds('NodeName', 'd'))),
      ),
    ),
    'leaf-type',
    'a/b',
  ],
  [tnds('MgmtTree', tnds('Node', tnds('NodeName', 'a'), tnds('Value', tnds('chr')))), 'leaf-type', 'a'],
  [
    tnds('MgmtTree', tnds('Node', tnds('NodeName', 'a'), tnds('RTProperties', tnds('Format', tnds('Add'))))),
    'leaf-type',
    'a',
  ],
] as const)('a tree that is none is refused with its path (%#)', ([root, reason, path]) =>
  expect(failureOf(() => mgmtTree.read(root))).toEqual({ code: 'message.invalid', reason, path }),
)

test('bytes after an embedded document, and base64 that is none, are refused', () => {
  const longer = concat(bytesOfVector('tnds-dmacc'), fromHex('00'))
  expect(failureOf(() => readDm1(messageOf(addOf(opaque(longer))))).code).toBe('bytes.malformed')
  expect(failureOf(() => readDm1(messageOf(addOf(text('***'))))).code).toBe('bytes.malformed')
  expect(fromBase64('AA==')).toEqual(fromHex('00'))
})
