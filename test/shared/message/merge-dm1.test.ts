import { expect, test } from 'vitest'
import { hex } from '../../../shared/bytes'
import { encode } from '../../../shared/codec'
import { parseDevice } from '../../../shared/identity/device'
import type { AccessPoint, ServerAccount } from '../../../shared/message/account'
import { composeMessage, mergeMessages, readMessage, showMessage } from '../../../shared/message/message'
import { encodeTnds } from '../../../shared/message/tnds'
import { utf8 } from '../../../shared/utf8'
import { wbxml } from '../../../shared/wbxml/codec'
import { syncml, syncmlDialect, tnds } from '../../../shared/wbxml/syncml'
import { type Element, opaque } from '../../../shared/wbxml/tree'
import { addOf, example, leaf, messageOf, object } from '../../support/dm1'
import { failureOf } from '../../support/outcomes'
import { bytesOfVector } from '../../support/vectors'

const device = parseDevice('imei:490154203237518')
const napMoid = 'urn:oma:mo:oma-connmo-nap:1.0'
const nap = (name: string, id: string, apn: string): Element =>
  object(name, napMoid, leaf('NAPID', id), leaf('Name', 'Theirs'), leaf('Addr', apn))
const account = (name: string, id: string, ...more: readonly Element[]): Element =>
  object(
    name,
    'urn:oma:mo:oma-dm-dmacc:1.0',
    leaf('AppID', 'w7'),
    leaf('ServerID', id),
    tnds('Node', tnds('NodeName', 'AppAddr'), tnds('Node', tnds('NodeName', '1'), leaf('Addr', `https://${id}/dm`))),
    ...more,
  )
const tree = (...content: readonly Element[]): Element => tnds('MgmtTree', tnds('VerDTD', '1.2'), ...content)
const inOpaque = (...content: readonly Element[]): Element => addOf(opaque(encodeTnds(tree(...content))))

const ours: AccessPoint = { id: 'internet', name: 'Ours', apn: 'internet.ours.example' }
const added = (account: Partial<ServerAccount> = {}, points = [ours]): Uint8Array =>
  composeMessage({
    format: 'dm1',
    device,
    accounts: [{ ...example, id: 'ours.example', accessPoint: 'internet', ...account }],
    accessPoints: points,
  })
const shown = (bytes: Uint8Array): string => showMessage(bytes, 'xml', { reveal: true })
const pointsOf = (bytes: Uint8Array) => {
  const { accounts, accessPoints } = readMessage(bytes)
  return accounts.map(({ id, accessPoint }) => [id, accessPoints.find((point) => point.id === accessPoint)?.apn])
}

test('a new account keeps its own access point where another has taken the name', () => {
  const merged = mergeMessages(messageOf(inOpaque(nap('internet', 'theirs', 'internet.theirs.example'))), added())
  expect(shown(merged)).toContain('<Value>./Inbox/internet-2</Value>')
  expect(pointsOf(merged)).toEqual([['ours.example', 'internet.ours.example']])
  expect(readMessage(merged).accessPoints.map(({ id }) => id)).toEqual(['theirs', 'internet'])
  expect(hex(mergeMessages(merged, added()))).toBe(hex(merged))
})

test('an access point is found by the name of its node, whatever its id is', () => {
  const bytes = messageOf(
    inOpaque(account('a', 'a.example', leaf('PrefConRef', './Inbox/node')), nap('node', 'id', 'apn.example')),
  )
  expect(pointsOf(bytes)).toEqual([['a.example', 'apn.example']])
})

test('what replaces an access point has its name, so that others still find it', () => {
  const card = messageOf(
    inOpaque(account('a', 'a.example', leaf('PrefConRef', './Inbox/net')), nap('net', 'internet', 'old.example')),
  )
  const merged = mergeMessages(card, added())
  expect(pointsOf(merged)).toEqual([
    ['a.example', 'internet.ours.example'],
    ['ours.example', 'internet.ours.example'],
  ])
  expect(shown(merged).match(/<Value>\.\/Inbox\/net<\/Value>/g)).toHaveLength(2)
})

test('objects that come to speak of each other stand in one document', () => {
  const card = messageOf(inOpaque(account('a', 'ours.example')), inOpaque(nap('net', 'internet', 'old.example')))
  const merged = mergeMessages(card, added())
  expect(shown(merged).match(/<MgmtTree/g)).toHaveLength(1)
  expect(shown(merged).match(/<Add>/g)).toHaveLength(1)
  expect(pointsOf(merged)).toEqual([['ours.example', 'internet.ours.example']])
})

test('what is not replaced is written as it came, byte for byte', () => {
  const theirs = encodeTnds(
    tree(
      tnds('Man', 'Maker'),
      tnds('Mod', 'Model'),
      account('a', 'a.example', leaf('Zed', 'z', tnds('Name', 'kept'), tnds('Title', 'kept'), tnds('VerNo', '7'))),
    ),
  )
  const password = syncml(
    'Add',
    syncml('CmdID', '2'),
    syncml('Item', syncml('Target', syncml('LocURI', './Ext/Pw')), syncml('Data', opaque(utf8('hello')))),
  )
  const text = addOf(
    { kind: 'text', text: `<MgmtTree><VerDTD>1.2</VerDTD></MgmtTree>` },
    './Inbox',
    'application/vnd.syncml.dmtnds+xml',
  )
  const merged = hex(mergeMessages(messageOf(addOf(opaque(theirs)), password, text), added()))
  for (const kept of [theirs, utf8('./Ext/Pw'), utf8('hello'), utf8('<MgmtTree><VerDTD>')])
    expect(merged).toContain(hex(kept))
})

test('beside an object that is replaced, its document and its neighbours say what they said', () => {
  const neighbour = account('b', 'b.example', leaf('Zed', 'z', tnds('Title', 'kept'), tnds('VerNo', '7')))
  const card = messageOf(inOpaque(tnds('Man', 'Maker'), account('a', 'ours.example', leaf('Name', 'old')), neighbour))
  const merged = shown(mergeMessages(card, added({ accessPoint: undefined }, [])))
  for (const kept of ['<Man>Maker</Man>', '<Title>kept</Title>', '<VerNo>7</VerNo>', '<NodeName>a</NodeName>'])
    expect(merged).toContain(kept)
  expect(merged).not.toContain('<Value>old</Value>')
})

test('the message is for the device of the added one and of the version of the card', () => {
  const header = syncml('SyncHdr', syncml('VerDTD', '1.1'), syncml('Target', syncml('LocURI', 'IMEI:old')))
  const root = syncml('SyncML', header, syncml('SyncBody', inOpaque(account('a', 'a.example')), syncml('Final')))
  const merged = mergeMessages(
    encode(wbxml(syncmlDialect), { version: 2, publicId: 0x0fd3, charset: 0x6a, root }),
    added(),
  )
  expect(hex(merged.subarray(0, 5))).toBe('029F536A00')
  expect(shown(merged)).toContain('<LocURI>IMEI:490154203237518</LocURI>')
  expect(shown(merged)).toContain('<VerDTD>1.1</VerDTD>')
})

test('commands are numbered on, before the end of the body', () => {
  const merged = shown(mergeMessages(messageOf(inOpaque(account('a', 'a.example'))), added()))
  expect(merged.match(/<CmdID>\d+<\/CmdID>/g)).toEqual(['<CmdID>1</CmdID>', '<CmdID>2</CmdID>'])
  expect(merged.trimEnd()).toMatch(/<Final\/>\n <\/SyncBody>\n<\/SyncML>$/)
})

test('what else the added message does is done once', () => {
  const more = syncml(
    'Add',
    syncml('CmdID', '9'),
    syncml('Item', syncml('Target', syncml('LocURI', './Ext/Pw')), syncml('Data', opaque(utf8('hello')))),
  )
  const both = messageOf(inOpaque(account('b', 'b.example')), more)
  const merged = mergeMessages(messageOf(inOpaque(account('a', 'a.example'))), both)
  expect(shown(merged).match(/hello/g)).toHaveLength(1)
  expect(hex(mergeMessages(merged, both))).toBe(hex(merged))
})

test('a tree alone is no message to merge with', () => {
  const alone = bytesOfVector('tnds-dmacc')
  expect(failureOf(() => mergeMessages(alone, added()))).toMatchObject({ reason: 'tnds-alone' })
  expect(failureOf(() => mergeMessages(added(), alone))).toMatchObject({ reason: 'tnds-alone' })
})
