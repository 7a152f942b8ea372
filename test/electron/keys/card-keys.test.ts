import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createStationKeys } from '../../../electron/keys/card-keys'
import type { CardKeySource } from '../../../electron/keys/source'
import { createTypedKeys } from '../../../electron/keys/typed'
import { hex } from '../../../shared/bytes'
import { failureOf } from '../../support/failure'

const dir = mkdtempSync(join(tmpdir(), 'bootstation-card-keys-'))
afterAll(() => rmSync(dir, { recursive: true }))
const card = { reader: 'R1', iccid: '8988211000000430010', atrHex: '3B00' }
const put = (name: string, content: string) => {
  writeFileSync(join(dir, name), content, { mode: 0o600 })
  return join(dir, name)
}

const keysOf = (source: CardKeySource) =>
  createStationKeys(source, {
    guard: { check: () => undefined, once: () => (attempt) => attempt() },
    typed: createTypedKeys(),
    openToken: () => ({
      prf: async (label, prf, data) => createHmac('sha256', `${label} ${prf}`).update(data).digest(),
      decrypt: async () => new Uint8Array(),
      close: () => undefined,
    }),
    warn: () => undefined,
  })
const told = async (source: CardKeySource, wanted?: readonly number[]) => {
  const { reference, value } = await keysOf(source).admOf(card, wanted)
  return `${reference.toString(16)} ${hex(value.reveal())}`
}

const one = { from: 'file', path: put('adm.txt', '12345678\n'), adm: 'ADM1' } as const
const table = {
  from: 'table',
  path: put(
    'keys.csv',
    `ICCID,ADM1,ADM2,ADM6_HEX\n${card.iccid},11111111,22222222,6666666666666666\n8988211000000430028,,22222222,\n`,
  ),
  adm: 'ADM1',
} as const

test.for([
  [one, undefined, 'a 3132333435363738'],
  [one, [0x0a, 0x0b], 'a 3132333435363738'],
  [{ ...one, adm: 'ADM2' }, undefined, 'b 3132333435363738'],
  [table, undefined, 'a 3131313131313131'],
  [table, [0x0b], 'b 3232323232323232'],
  [table, [0x0c, 0x8a], '8a 6666666666666666'],
  [table, [0x0b, 0x0a], 'a 3131313131313131'],
  [{ ...table, adm: 'ADM6' }, undefined, '8a 6666666666666666'],
] as const)('of %j, a card that wants %j gets %s', async ([source, wanted, key]) =>
  expect(await told(source, wanted)).toBe(key),
)

test.for([
  [one, [0x0b]],
  [table, [0x0c, 0x0d]],
  [table, [0x01]],
  [{ ...table, adm: 'ADM3' }, undefined],
] as const)('%j is not tried on a card that wants %j', async ([source, wanted]) =>
  expect(await failureOf(keysOf(source).admOf(card, wanted))).toMatchObject({ code: 'key.unusable' }),
)

test('a card that is not in the key file, or has an empty cell there, has no key', async () => {
  for (const iccid of ['8988211000000430036', '8988211000000430028'])
    expect(await failureOf(keysOf(table).admOf({ ...card, iccid }))).toEqual({
      code: 'key.missing',
      iccid,
      key: 'ADM1',
    })
})

test('keys derived from a master differ by card, by name and by master', async () => {
  const token = { module: '', label: '', pin: 'asked' } as const
  const source = { from: 'token', token, master: 'batch 17', prf: 'cmac', adm: 'ADM1' } as const
  const other = await keysOf(source).admOf({ ...card, iccid: '8988211000000430028' })
  const scp03 = await keysOf(source).scp03Of(card.iccid)
  const all = [
    await told(source),
    await told(source, [0x0b]),
    await told({ ...source, master: 'batch 18' }),
    hex(other.value.reveal()),
    ...[scp03?.enc, scp03?.mac, scp03?.dek].map((key) => hex(key?.reveal() ?? new Uint8Array())),
  ]
  expect(new Set(all.map((key) => key.replace(/^. /, ''))).size).toBe(7)
  expect(await told(source)).toBe(await told(source))
})

test('a card may be tried with too few tries left once, and no other card', async () => {
  const keys = keysOf(one)
  keys.allowLastTries(card.iccid)
  expect((await keys.admOf({ ...card, iccid: '8988211000000430028' })).isAllowed).toBe(false)
  const allowed = await keys.admOf(card)
  expect(allowed.isAllowed).toBe(true)
  await allowed.once(async () => ({ result: 'verified' }))
  expect((await keys.admOf(card)).isAllowed).toBe(false)
})
