import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, hex } from '../../../shared/bytes'
import { decode } from '../../../shared/codec'
import { parseDevice } from '../../../shared/identity/device'
import { parseJson, plainOf } from '../../../shared/json'
import type { ServerAccount } from '../../../shared/message/account'
import type { Format } from '../../../shared/message/format'
import { composeMessage, showMessage } from '../../../shared/message/message'
import { outlineOf, secretAt } from '../../../shared/outline/outline'
import type { Outline, OutlineLine } from '../../../shared/outline/schema'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { wbxml } from '../../../shared/wbxml/codec'
import { syncmlDialect } from '../../../shared/wbxml/syncml'
import { childNamed, textOf as textOfElement } from '../../../shared/wbxml/tree'
import { accessPoints, cpAccounts, credentialOf, dm1Accounts, dm2Accounts, several } from '../../support/accounts'
import { dm2Vectors } from '../../support/dm2-vectors'
import { readsOrFails } from '../../support/outcomes'
import { bytesOfVector } from '../../support/vectors'

const device = parseDevice('imei:490154203237518')
const textOf = (lines: readonly OutlineLine[]) => lines.map(({ indent, text }) => ' '.repeat(indent) + text).join('\n')
const hexText = ({ hex }: Outline) => hex.replace(/.{64}(?=.)/g, '$&\n')

const account: ServerAccount = {
  id: 'dm.example',
  url: 'https://dm.example/dm',
  name: 'Süd & "Nord" <1>',
  rights: ['*'],
  client: credentialOf('user', 'canary-one', 'canary-two'),
}
const compose = (format: Format, accounts: readonly ServerAccount[] = [account]) =>
  composeMessage({ format, device, accounts, accessPoints: [{ id: 'nap', name: 'Internet', apn: 'internet.example' }] })

const composed = (format: Format, one: fc.Arbitrary<ServerAccount>) =>
  fc
    .tuple(several<ServerAccount>(one), accessPoints)
    .map(([accounts, points]) => composeMessage({ format, device, accounts, accessPoints: points }))
const messages = fc.oneof(composed('dm2', dm2Accounts), composed('dm1', dm1Accounts), composed('cp', cpAccounts))

test('the XML and the hex are those of message decode, and so is the JSON of DM 2.0', () =>
  fc.assert(
    fc.property(messages, (bytes) => {
      const outline = outlineOf(bytes)
      expect(textOf(outline.xml)).toBe(showMessage(bytes, 'xml', { reveal: false }))
      expect(hexText(outline)).toBe(showMessage(bytes, 'hex', { reveal: false }))
      if (bytes[0] === 0x5b) expect(textOf(outline.json)).toBe(showMessage(bytes, 'json', { reveal: false }))
    }),
    { numRuns: 30 },
  ))

test('nodes are a tree in the order of the message: each lies within its parent, in number and in bytes', () =>
  fc.assert(
    fc.property(messages, (bytes) => {
      const { nodes } = outlineOf(bytes)
      for (const [at, { parent, end, from, to }] of nodes.entries()) {
        expect(from).toBeLessThan(to)
        expect(end).toBeGreaterThan(at)
        const above = parent === undefined ? { from: 0, to: bytes.length, end: nodes.length } : nodes[parent]
        expect(above?.from).toBeLessThanOrEqual(from)
        expect(above?.to).toBeGreaterThanOrEqual(to)
        expect(above?.end).toBeGreaterThanOrEqual(end)
      }
    }),
    { numRuns: 30 },
  ))

test('the bytes of a node of DM 2.0 decode to what its lines of JSON say', () =>
  fc.assert(
    fc.property(composed('dm2', dm2Accounts), (bytes) => {
      const { nodes, json } = outlineOf(bytes)
      for (const [at, { from, to, end, isSecret, name }] of nodes.entries()) {
        const said = fromUtf8(bytes.subarray(from, to))
        const lines = json.filter(({ node }) => node >= at && node < end)
        const shown = lines
          .map(({ text }) => text)
          .join('')
          .replace(/,$/, '')
        if (isSecret) expect(said.startsWith(`${JSON.stringify(name)}:"`)).toBe(true)
        else if (!shown.includes('•••')) expect(plain(said)).toEqual(plain(shown))
      }
    }),
    { numRuns: 30 },
  ))

/** A member alone is no document. */
const plain = (text: string): unknown => plainOf(parseJson(/^"(?:[^"\\]|\\.)*"\s*:/.test(text) ? `{${text}}` : text))

test('the bytes of an element of DM 1.2 decode to the element that its lines of XML show', () =>
  fc.assert(
    fc.property(composed('dm1', dm1Accounts), (bytes) => {
      const { nodes, xml, json } = outlineOf(bytes)
      for (const [at, { from, to, end, isSecret, name }] of nodes.entries()) {
        const part = bytes.subarray(from, to)
        const page = pageAt(nodes, xml, at)
        const { root } = decode(wbxml(syncmlDialect), Uint8Array.of(2, 1, 0x6a, 0, 0, page, ...part))
        const lines = xml.filter(({ node }) => node >= at && node < end)
        expect(lines[0]?.text.replace(/[\s/>].*/s, '')).toBe(`<${root.tag}`)
        if (root.tag === 'Node' && end === at + 1 && !isSecret) {
          expect(textOfElement(childNamed(root, 'NodeName'))).toBe(name)
          const said = textOfElement(childNamed(root, 'Value')) ?? ''
          const line = json.find(({ node }) => node === at)?.text.replace(/,$/, '')
          expect(line).toBe(`${JSON.stringify(name)}: ${JSON.stringify(said)}`)
        }
        const [only] = root.children
        if (end === at + 1 && only?.kind === 'text' && !isSecret)
          expect(unescaped(textOf(lines))).toContain(`>${only.text}<`)
      }
    }),
    { numRuns: 30 },
  ))

/** The code page in force where a node begins: that of its former sibling's last tag, or of its parent. */
function pageAt(nodes: Outline['nodes'], xml: Outline['xml'], at: number): number {
  const spaces = ['SYNCML:SYNCML1.2', 'syncml:metinf', 'syncml:dmddf1.2']
  for (let up: number | undefined = at; up !== undefined; up = nodes[up]?.parent) {
    const first = xml.find(({ node }) => node === up)?.text ?? ''
    const named = spaces.findIndex((space) => first.includes(`xmlns="${space}"`))
    if (named >= 0) return named
  }
  return 0
}

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

test('each node has lines in the XML, and every line belongs to a node', () =>
  fc.assert(
    fc.property(messages, (bytes) => {
      const { nodes, xml, json } = outlineOf(bytes)
      const inXml = new Set(xml.map(({ node }) => node))
      expect(nodes.every((_, at) => inXml.has(at))).toBe(true)
      for (const { node } of [...xml, ...json]) expect(nodes[node]).toBeDefined()
      expect(() => JSON.parse(textOf(json))).not.toThrow()
    }),
    { numRuns: 30 },
  ))

test.for(['dm2', 'dm1', 'cp'] as const)(
  'a secret of %s is bullets in every rendering, and one can be had by its node',
  (format) => {
    const bytes = compose(format)
    const outline = outlineOf(bytes)
    const spelt = format === 'dm2' ? 'Y2FuYXJ5LW9uZQ==' : 'canary-one'
    const whole = JSON.stringify(outline)
    expect(whole).not.toContain(spelt)
    expect(whole).not.toContain(hex(utf8(spelt)))
    const node = outline.nodes.findIndex((_, at) => secretAt(bytes, at)?.reveal() === spelt)
    expect(outline.nodes[node]?.isSecret).toBe(true)
    const { from, to } = outline.nodes[node] ?? { from: 0, to: 0 }
    expect(outline.hex.slice(2 * from, 2 * to)).toContain('••'.repeat(spelt.length))
    expect(secretAt(bytes, 0)).toBeUndefined()
  },
)

test('the bytes of a parameter of CP hold its value, where no token says it', () =>
  fc.assert(
    fc.property(several<ServerAccount>(cpAccounts), (accounts) => {
      const bytes = composeMessage({ format: 'cp', device, accounts, accessPoints: [] })
      const { nodes } = outlineOf(bytes)
      const saidBy = (name: string) =>
        nodes.filter((node) => node.name === name).map(({ from, to }) => fromUtf8Loosely(bytes.subarray(from, to)))
      const ids = saidBy('PROVIDER-ID')
      expect(ids).toHaveLength(accounts.length)
      accounts.forEach(({ id }, at) => void expect(ids[at]).toContain(id))
      for (const part of saidBy('AAUTHSECRET')) expect(accounts.filter(({ id }) => part.includes(id))).toEqual([])
    }),
    { numRuns: 30 },
  ))

const fromUtf8Loosely = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

test('a message of CP is characteristics and their parameters by name', () => {
  const { nodes, json } = outlineOf(compose('cp'))
  expect(nodes.map(({ name }) => name)).toContain('APPADDR')
  expect(JSON.parse(textOf(json))).toMatchObject({ APPLICATION: { APPID: 'w7', 'PROVIDER-ID': 'dm.example' } })
})

test('the same name several times is a list in the JSON of DM 1.2', () => {
  const text = textOf(outlineOf(compose('dm1')).json)
  expect(JSON.parse(text)).toMatchObject({
    SyncHdr: { VerDTD: '1.2', Target: { LocURI: 'IMEI:490154203237518' } },
    SyncBody: { Add: [{ CmdID: '1' }, { CmdID: '2' }], Final: null },
  })
  expect(text).toContain('"MOID": "urn:oma:mo:oma-dm-dmacc:1.0"')
  expect(text).toContain('"AAuthSecret": "•••"')
})

test.for([
  'dm1-bootstrap-opaque',
  'dm1-bootstrap-base64',
  'dm1-session',
  'cp-corners',
  'cp-full',
  'cp-full-kannel',
  'cp-full-table',
  'cp-libwbxml-006',
  'cp-operator',
  'cp-w7',
  'cp-w7-table',
])('the message of others %s is outlined', (name) => {
  const bytes = bytesOfVector(name)
  const { nodes, xml } = outlineOf(bytes)
  expect(textOf(xml)).toBe(showMessage(bytes, 'xml', { reveal: false }))
  expect(nodes.every(({ from, to }) => from < to && to <= bytes.length)).toBe(true)
})

test('messages of DM 2.0 with aliases, blanks and escapes are outlined as they came', () => {
  for (const { expect: said } of dm2Vectors.bootstrap) {
    const bytes = fromHex(said.bytes)
    expect(textOf(outlineOf(bytes).json)).toBe(showMessage(bytes, 'json', { reveal: false }))
  }
  const odd = utf8('\ufeff{ "a\\"b" : [ 1 , {"Secret":"x\\u0041"} ,[] ] , "c":{ } }')
  const { nodes, hex: shown } = outlineOf(odd)
  expect(nodes.map(({ from, to }) => fromUtf8(odd.subarray(from, to)))).toEqual(
    [
      '{ "a\\"b" : [ 1 , {"Secret":"x\\u0041"} ,[] ] , "c":{ }',
      '"a\\"b" : [ 1 , {"Secret":"x\\u0041"} ,[] ]',
      '1',
      '{"Secret":"x\\u0041"}',
      '"Secret":"x\\u0041"',
      '[]',
      '"c":{ }',
    ].map((text, at) => (at === 0 ? `${text} }` : text)),
  )
  expect(shown).not.toContain(hex(utf8('u0041')))
})

test('any bytes are outlined or refused with a failure', () =>
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), mutated()), (bytes) => readsOrFails(() => outlineOf(bytes))),
    { numRuns: 1000 },
  ))

function mutated(): fc.Arbitrary<Uint8Array> {
  const vectors = [compose('dm1'), compose('dm2'), bytesOfVector('dm1-bootstrap-base64')]
  return fc
    .tuple(fc.constantFrom(...vectors), fc.nat(), fc.nat(255))
    .map(([bytes, at, byte]) => bytes.with(at % bytes.length, byte))
}
