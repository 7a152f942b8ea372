import { expect, test } from 'vitest'
import { fromHex } from '../../../shared/bytes'
import { parseDevice } from '../../../shared/identity/device'
import type { ServerAccount } from '../../../shared/message/account'
import {
  accountsIn,
  applyMessage,
  type DeviceState,
  emptyDevice,
  type Found,
  type Source,
} from '../../../shared/message/apply'
import { composeMessage, readMessage } from '../../../shared/message/message'
import { leafText, type MoTree } from '../../../shared/message/mo'
import { secret } from '../../../shared/secret'
import { utf8 } from '../../../shared/utf8'
import { dm2Vectors } from '../../support/dm2-vectors'

const bytesOf = (id: string) => fromHex(dm2Vectors.bootstrap.find((vector) => vector.id === id)?.expect.bytes ?? '')
const found = (bytes: Uint8Array) => readMessage(bytes)
const stateAfter = (bytes: Uint8Array, source: Source): DeviceState =>
  applyMessage(emptyDevice, source, found(bytes)).state

test.for(dm2Vectors.bootstrap)('$id is added with its rights and its sessions', ({ expect: expected }) => {
  const applied = applyMessage(emptyDevice, 'smartcard', found(fromHex(expected.bytes)))
  expect(applied.operations).toEqual(expected.operations)
  expect(applied.sessions).toEqual(expected.sessions)
  expect(applied.grants.map(({ path, maid, rights }) => ({ path, grants: [{ MAID: maid, AR: rights }] }))).toEqual(
    expected.acl,
  )
})

const foundIn = (cardNow: unknown): Found => {
  if (cardNow === 'all FF') return 'nothing'
  return typeof cardNow === 'string' ? 'unreadable' : found(utf8(JSON.stringify(cardNow)))
}

test.for(dm2Vectors.rebootstrap)('$id', ({ input, expect: expected }) => {
  const source: Source = input.source === 'smartcard' ? 'smartcard' : 'server'
  const state = stateAfter(bytesOf(input.stored), source)
  const applied = applyMessage(state, source, foundIn(input.document ?? input.cardNow))
  expect(applied.operations).toHaveLength(expected.operations.length)
  expect(applied.operations).toMatchObject(expected.operations)
  expect(applied.sessions).toEqual(expected.sessions)
  if (expected.aclRemoved) expect(applied.grantsRemoved).toEqual(expected.aclRemoved)
})

const device = parseDevice('imei:490154203237518')
const account = (id: string, name: string): ServerAccount => ({ id, url: `https://${id}/dm`, name, rights: ['*'] })
const message = (format: 'dm1' | 'dm2', ...accounts: readonly ServerAccount[]) =>
  found(composeMessage({ format, device, accounts, accessPoints: [{ id: 'net', name: 'Net', apn: 'net' }] }))

test('what a server changed since is not undone by the same message', () => {
  const given = message('dm2', account('a', 'A'))
  const stored = applyMessage(emptyDevice, 'smartcard', given).state.reveal()
  const state = secret(stored.map((one) => ({ ...one, tree: new Map([...one.tree, ['Name', 'changed']]) })))
  const applied = applyMessage(state, 'smartcard', given)
  expect(applied).toMatchObject({ operations: [], sessions: [] })
  expect(applied.state.reveal()).toEqual(state.reveal())
})

test('an account known from the factory becomes the card’s when it is on the card', () => {
  const given = message('dm2', account('a', 'A'))
  const { state, operations } = applyMessage(applyMessage(emptyDevice, 'factory', given).state, 'smartcard', given)
  expect(operations[0]).toMatchObject({ op: 'replace', miid: 'dms1' })
  expect(state.reveal()[0]?.source).toBe('smartcard')
})

test('a removed card takes its accounts and what they alone owned, and nothing of another source', () => {
  const factory = applyMessage(emptyDevice, 'factory', message('dm2', account('f', 'F'))).state
  const both = applyMessage(factory, 'smartcard', message('dm2', account('a', 'A'))).state
  const { state, operations } = applyMessage(both, 'smartcard', 'nothing')
  expect(operations.map(({ op, miid }) => `${op} ${miid}`)).toEqual(['delete dms1-2', 'delete net-2'])
  expect(state.reveal()).toEqual(factory.reveal())
  expect(accountsIn(both)).toEqual([
    { serverId: 'f', url: 'https://f/dm', name: 'F' },
    { serverId: 'a', url: 'https://a/dm', name: 'A' },
  ])
  expect(JSON.stringify(both)).toBe('"•••"')
})

test('the bootstrap server of an account is changed by nobody but a server', () => {
  const [vector] = dm2Vectors.bootstrap
  const other = found(
    utf8((vector?.expect.text ?? '').replace('bs.operator', 'bs.attacker').replace('Operator DM 1', 'New')),
  )
  const uriAfter = (source: Source) => {
    const tree: MoTree =
      applyMessage(stateAfter(bytesOf(vector?.id ?? ''), 'factory'), source, other).state.reveal()[0]?.tree ?? new Map()
    return [leafText(tree, 'Name'), leafText(tree, 'Auth', 'Bootstrap', 'ServerURI')]
  }
  expect(uriAfter('smartcard')).toEqual(['New', 'https://bs.operator.example:443'])
  expect(uriAfter('server')).toEqual(['New', 'https://bs.attacker.example:443'])
})

test('an object that proposes no name, or one too long, gets one', () => {
  const named = (root: string) => {
    const objects = message('dm2', account('a', 'A')).objects.reveal()
    return { objects: secret(objects.slice(0, 1).map((object) => ({ ...object, root }))) }
  }
  expect(applyMessage(emptyDevice, 'factory', named('')).operations[0]?.miid).toBe('m1')
  expect(applyMessage(emptyDevice, 'factory', named('x'.repeat(65))).operations[0]?.miid).toBe('m1')
})

test('a DM 1.2 message is applied alike', () => {
  const applied = applyMessage(emptyDevice, 'smartcard', message('dm1', account('a', 'A'), account('b', 'B')))
  expect(applied.operations.map(({ op, key }) => [op, key])).toEqual([
    ['add', 'a'],
    ['add', 'b'],
    ['add', undefined],
  ])
  expect(applied.sessions).toEqual(['https://a/dm', 'https://b/dm'])
  const next = applyMessage(applied.state, 'smartcard', message('dm1', account('b', 'B2')))
  expect(next.operations.map(({ op, key }) => [op, key])).toEqual([
    ['replace', 'b'],
    ['delete', 'a'],
  ])
})

test('a password in an address is not told with the account', () => {
  const device = parseDevice('imei:490154203237518')
  const account: ServerAccount = { id: 'a', url: 'https://user:canary@a.example/', name: 'A', rights: [] }
  const bytes = composeMessage({ format: 'cp', device, accounts: [account], accessPoints: [] })
  expect(accountsIn(stateAfter(bytes, 'smartcard'))).toMatchObject([{ url: 'https://user:•••@a.example/' }])
})
