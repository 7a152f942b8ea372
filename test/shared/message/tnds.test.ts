import { expect, test } from 'vitest'
import { toBase64 } from '../../../shared/base64'
import { fromHex } from '../../../shared/bytes'
import { mgmtTree } from '../../../shared/message/tnds'
import { nested } from '../../../shared/message/tnds-path'
import { utf8 } from '../../../shared/utf8'
import { tnds } from '../../../shared/wbxml/syncml'
import { type Content, type Element, opaque, text } from '../../../shared/wbxml/tree'
import { addOf, leaf, messageOf, object, readDm1 } from '../../support/dm1'
import { failureOf } from '../../support/outcomes'

const dmacc = 'urn:oma:mo:oma-dm-dmacc:1.0'
const at = (path: string, node: Element): Element => ({
  ...node,
  children: [...node.children.slice(0, 1), tnds('Path', path), ...node.children.slice(1)],
})
const tree = (...nodes: readonly Element[]): Element => tnds('MgmtTree', tnds('VerDTD', '1.2'), ...nodes)
const account = { id: 'dm.example.com', url: 'https://dm.example.com/' }
const read = (...nodes: readonly Element[]) => readDm1(messageOf(addOf(tree(...nodes))))

const appId = leaf('AppID', 'w7')
const server = leaf('ServerID', 'dm.example.com')
const address = leaf('Addr', 'https://dm.example.com/')

test.for([
  ['side by side', [object('a', dmacc), at('a', appId), at('a', server), at('a/AppAddr/1', address)]],
  [
    'before what they go into',
    [
      at('a/AppAddr/1', address),
      at('a', server),
      at('./Inbox/x/a', tnds('Node', tnds('NodeName', 'AppAddr'))),
      object('a', dmacc),
    ],
  ],
  ['told from the Inbox', [object('a', dmacc), at('./Inbox/a', server), at('./Inbox/a/AppAddr/1', address)]],
  ['told from their parent', [object('a', dmacc, server, at('AppAddr/1', address))]],
  ['told from the top, in their parent', [object('a', dmacc, server, at('a/AppAddr/1', address))]],
  [
    'told where the device has them',
    [at('./DMAcc', object('a', dmacc, at('./DMAcc/a', server), at('./DMAcc/a/AppAddr/1', address)))],
  ],
] as const)('nodes that are %s by their paths are an account', ([, nodes]) => {
  const { accounts, objects } = read(...nodes)
  expect(accounts).toMatchObject([account])
  expect(objects).toHaveLength(1)
})

test('a path that leads to no node of the tree changes nothing', () => {
  const there = tree(at('./DMAcc', object('a', dmacc, server)), at('./Other', object('b', dmacc, server)))
  expect(nested(there)).toEqual(there)
  expect(nested(nested(tree(object('a', dmacc), at('a/b', server))))).toEqual(
    nested(tree(object('a', dmacc), at('a/b', server))),
  )
})

test('a path that is too deep is refused, and paths that lead to each other are no circle', () => {
  const deep = tree(object('a', dmacc), at(`a/${'b/'.repeat(70)}`, server))
  expect(failureOf(() => nested(deep))).toMatchObject({ reason: 'nested more than 64 deep' })
  const circle = tree(at('b', object('a', dmacc)), at('a', object('b', dmacc)))
  expect(mgmtTree.read(circle).nodes.map(({ name }) => name)).toEqual(['a'])
})

const valueIn = (format: string, content: Content) =>
  mgmtTree.read(
    tree(
      tnds('Node', tnds('NodeName', 'n'), tnds('RTProperties', tnds('Format', tnds(format))), tnds('Value', content)),
    ),
  ).nodes[0]?.value

test('a value in base64 is its bytes, and one that is none is taken as it is', () => {
  expect(valueIn('b64', text(toBase64(fromHex('00FF'))))).toEqual(fromHex('00FF'))
  expect(valueIn('b64', opaque(utf8(toBase64(utf8('nonce')))))).toEqual(utf8('nonce'))
  expect(valueIn('b64', text('*nonce*'))).toBe('*nonce*')
  expect(valueIn('bin', text('bm9uY2U='))).toBe('bm9uY2U=')
  expect(valueIn('chr', opaque(utf8('text')))).toBe('text')
  expect(valueIn('bin', opaque(fromHex('00FF')))).toEqual(fromHex('00FF'))
  const nodes = [{ name: 'n', format: 'b64', value: utf8('nonce'), children: [] }]
  expect(mgmtTree.read(mgmtTree.write({ nodes }))).toEqual({ nodes })
})
