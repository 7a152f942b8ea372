import { expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../../../shared/base64'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { decode } from '../../../shared/codec'
import type { ServerAccount } from '../../../shared/message/account'
import { composeDm1 } from '../../../shared/message/dm1'
import { nodesIn } from '../../../shared/message/dm1-read'
import { nodeOfAccessPoint, nodeOfAccount } from '../../../shared/message/dmacc1'
import { readMessage } from '../../../shared/message/message'
import { openDm1 } from '../../../shared/message/open'
import { encodeTnds, mgmtTree, type TndsNode } from '../../../shared/message/tnds'
import { xmlOfElement } from '../../../shared/message/xml'
import { secret } from '../../../shared/secret'
import { utf8 } from '../../../shared/utf8'
import { wbxml } from '../../../shared/wbxml/codec'
import { syncml, syncmlDialect, tnds } from '../../../shared/wbxml/syncml'
import { opaque, text } from '../../../shared/wbxml/tree'
import { credentialOf } from '../../support/accounts'
import { addOf, example, messageOf, readDm1 } from '../../support/dm1'
import { failureOf } from '../../support/outcomes'
import { bytesOfVector, textOfVector } from '../../support/vectors'

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

/** The document within as a text. */
const asTextInXml = (xml: string): string =>
  xml.replace(/<MgmtTree.*<\/MgmtTree>/s, (tree) => `<![CDATA[${tree}]]>`).replace('dmtnds+wbxml', 'dmtnds+xml')
test.for([
  ['opaque bytes', bytesOfVector('dm1-bootstrap-opaque')],
  ['base64 text', bytesOfVector('dm1-bootstrap-base64')],
  ['elements of page 2', messageOf(addOf(exampleTree))],
  ['base64 in opaque bytes', messageOf(addOf(opaque(new TextEncoder().encode(toBase64(bytesOfVector('tnds-dmacc'))))))],
  ['XML as text', messageOf(addOf(text(xmlOfElement(exampleTree)), './Inbox', 'application/vnd.syncml.dmtnds+xml'))],
  [
    'XML in opaque bytes',
    messageOf(addOf(opaque(utf8(` ${xmlOfElement(exampleTree)}`)), './Inbox', 'application/vnd.syncml.dmtnds+xml')),
  ],
  ['XML in an XML message', utf8(textOfVector('dm1-bootstrap-opaque.xml'))],
  ['XML as text in an XML message', utf8(asTextInXml(textOfVector('dm1-bootstrap-opaque.xml')))],
] as const)('an account embedded as %s is read', ([, bytes]) => {
  const { accounts, warnings, objects: found } = readMessage(bytes)
  const objects = found.reveal()
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
  expect(nodesIn(openDm1(messageOf(addOf(trees))).root)).toHaveLength(3)
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
  const other = withAddress(tree('8443'), 'https://dm.example.com:9443/dm')
  expect(readDm1(messageOf(addOf(mgmtTree.write({ nodes: [other] })))).warnings).toEqual([
    'port-disagrees: AppAddr/<x>/Port/<x>/PortNbr',
  ])
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

test('an account of DM 1.3 is read as one of DM 1.2', () => {
  const node = { ...nodeOfAccount('a', example), type: { ddfName: 'urn:oma:mo:oma-dm-dmacc:1.1' } }
  const { accounts, warnings, objects } = readDm1(messageOf(addOf(mgmtTree.write({ nodes: [node] }))))
  expect([accounts.length, warnings, objects[0]?.moid]).toEqual([1, [], 'urn:oma:mo:oma-dm-dmacc:1.0'])
})

test('an account that names its access point stands in one document with it', () => {
  const account = { ...example, accessPoint: 'net' }
  const trees = [nodeOfAccount('a', account), nodeOfAccessPoint({ id: 'net', name: 'Net', apn: 'apn.example' })].map(
    (node) => mgmtTree.write({ nodes: [node] }),
  )
  const bytes = composeDm1({ target: 'IMEI:493005100592800', source: example.url, trees })
  const xml = xmlOfElement(openDm1(bytes).root)
  expect(xml.match(/<MgmtTree/g)).toHaveLength(1)
  expect(xml).toContain('<Value>./Inbox/net</Value>')
  expect(readDm1(bytes).accounts[0]?.accessPoint).toBe('net')
})

test('how the sides sign in is written and read', () => {
  const account: ServerAccount = { ...example, client: { ...credentialOf('n', 's'), type: 'HMAC' } }
  const bytes = composeDm1({
    target: 'a',
    source: 'b',
    trees: [mgmtTree.write({ nodes: [nodeOfAccount('a', account)] })],
  })
  expect(xmlOfElement(openDm1(bytes).root).match(/<Value>HMAC<\/Value>/g)).toHaveLength(2)
  expect(readDm1(bytes).accounts[0]?.client?.type).toBe('HMAC')
})
