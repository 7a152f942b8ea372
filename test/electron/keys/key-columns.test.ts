import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sealCell } from '../../../electron/keys/cell-cipher'
import { openCells, readColumnKeys } from '../../../electron/keys/column-keys'
import { admIn, scp03In } from '../../../electron/keys/key-columns'
import type { KeyForm } from '../../../electron/keys/source'
import type { Row } from '../../../electron/keys/table'
import { fromHex, hex } from '../../../shared/bytes'
import { failureOf } from '../../support/failure'

const dir = mkdtempSync(join(tmpdir(), 'bootstation-columns-'))
afterAll(() => rmSync(dir, { recursive: true }))
const iccid = '8988211000000430010'
const row = (cells: Readonly<Record<string, string>>): Row => ({ iccid, line: 7, cells })
const asItIs = openCells([], { token: undefined, warn: () => undefined })
const admHex = async (cells: Readonly<Record<string, string>>, form?: KeyForm, open = asItIs) => {
  const key = await admIn(row(cells), 'ADM1', form, open)
  return key && hex(key.reveal())
}
const keysFrom = (lines: string, mode = 0o600) => {
  const path = join(dir, `keys-${lines.length}-${mode}`)
  writeFileSync(path, lines, { mode })
  return readColumnKeys(path)
}
const opener = (lines: string, warnings: string[] = []) =>
  openCells(keysFrom(lines), { token: undefined, warn: (line) => warnings.push(line) })

test.for([
  [{ ADM1: '65942330' }, undefined, '3635393432333330'],
  [{ ADM1: '1234' }, undefined, '31323334FFFFFFFF'],
  [{ PIN_ADM: '65942330' }, undefined, '3635393432333330'],
  [{ ADM1_HEX: '00112233445566ff' }, undefined, '00112233445566FF'],
  [{ PIN_ADM_HEX: '00112233445566ff' }, undefined, '00112233445566FF'],
  [{ ADM1: '0011223344556677' }, 'hex', '0011223344556677'],
  [{ ADM1: '65942330' }, 'ascii', '3635393432333330'],
  [{ ADM1: '65942330', ADM1_HEX: '3635393432333330' }, undefined, '3635393432333330'],
  [{ ADM1: '', ADM1_HEX: '' }, undefined, undefined],
] as const)('%j in the form %s is the key %s', async ([cells, form, key]) =>
  expect(await admHex(cells, form)).toBe(key),
)

test.for([
  [{ ADM1: '0011223344556677' }, undefined, 'call it ADM1_HEX'],
  [{ ADM1: '1234567890123456' }, undefined, '--key-form'],
  [{ ADM1: '0011223344556677' }, 'ascii', 'not 16'],
  [{ ADM1: '65942330' }, 'hex', 'not 4'],
  [{ ADM1: '123' }, undefined, 'not 3'],
  [{ ADM1: '0' }, undefined, 'not 1'],
  [{ ADM1_HEX: '00112233445566' }, undefined, 'not 7'],
  [{ ADM1: '65942330', ADM1_HEX: '0011223344556677' }, undefined, 'two different keys'],
] as const)('%j in the form %s is refused before a card is near: %s', async ([cells, form, reason]) => {
  const failure = await failureOf(admIn(row(cells), 'ADM1', form, asItIs))
  expect(failure).toMatchObject({ code: 'key.unusable', reason: expect.stringContaining(reason) })
  for (const cell of Object.values(cells)) if (cell.length > 3) expect(JSON.stringify(failure)).not.toContain(cell)
})

// pySim, tests/unittests/test_card_key_provider.py
const vectors = [
  ['OPC', 'OPC:000102030405065545645645645D0E0F', '0b1e1e56cd62645aeb4c2d72a7c98f27'],
  ['UICC_SCP03_KIC1', 'UICC_SCP03:00040267840507667609045645645E0F', '00248276d2734f108f9761e2f98e2a9d'],
  ['UICC_SCP03_KIK1', 'uicc_scp03:00040267840507667609045645645E0F', '00248276d2734f108f9761e2f98e2a9d'],
] as const
test.for(vectors)('column %s opens with pySim’s key', async ([column, line, text]) => {
  const warnings: string[] = []
  const open = opener(line, warnings)
  expect(await open({ column, iccid, text })).toBe('000102030405060708090A0B0C0D0E0F')
  expect(await open({ column: 'NOCRYPT', iccid, text })).toBe(text)
  expect(warnings).toHaveLength(1)
})

test.for([
  ['hex', '0011223344556677FFFFFFFFFFFFFFFF', '0011223344556677'],
  ['hex', '00112233445566770000000000000000', '0011223344556677'],
  ['hex', '00112233445566770808080808080808', '0011223344556677'],
  ['hex', '00112233445566778000000000000000', '0011223344556677'],
  ['ascii', '65942330FFFFFFFFFFFFFFFFFFFFFFFF', '3635393432333330'],
] as const)('a card key that filled a block as %s %s is %s', async ([form, block, key]) =>
  expect(await admHex({ ADM1: block }, form)).toBe(key),
)

test.for(['hex', 'ascii', undefined] as const)(
  'a column key of another batch, in the form %s, never gives a key',
  async (form) => {
    const open = opener('ADM1:000102030405065545645645645D0E0F')
    for (let at = 0; at < 200; at++) {
      const text = Buffer.from(Array.from({ length: 16 }, (_, byte) => (at * 37 + byte * 11) % 256)).toString('hex')
      expect(await failureOf(admIn(row({ ADM1: text }), 'ADM1', form, open))).toMatchObject({ code: 'key.unusable' })
    }
  },
)

const gcmKey = '00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF'
test('a cell in AES-GCM opens in its own column and row only, and only whole', async () => {
  const warnings: string[] = []
  const open = opener(`ADM1:gcm:${gcmKey}\nADM2:gcm:${gcmKey}`, warnings)
  const text = sealCell(fromHex(gcmKey), { column: 'ADM1', iccid, text: '65942330' })
  expect(await admHex({ ADM1: text }, undefined, open)).toBe('3635393432333330')
  expect(warnings).toEqual([])
  const refused = async (cell: { column?: string; iccid?: string; text?: string }) =>
    expect(await failureOf(open({ column: 'ADM1', iccid, text, ...cell }))).toMatchObject({ code: 'key.unusable' })
  await refused({ column: 'ADM2' })
  await refused({ iccid: '8988211000000430028' })
  for (let at = 0; at < text.length; at += 2)
    await refused({
      text: `${text.slice(0, at)}${hex(fromHex(text.slice(at, at + 2)).map((byte) => byte ^ 1))}${text.slice(at + 2)}`,
    })
  for (let end = 2; end < text.length; end += 2) await refused({ text: text.slice(0, end) })
  await refused({ text: '65942330' })
})

test.for(['ADM1', 'ADM1:xyz', 'ADM1:0011', 'ADM1:ofb:00112233445566778899AABBCCDDEEFF'])(
  'a column key that is %j is refused, with its line and without its value',
  async (line) => {
    const failure = await failureOf(Promise.resolve().then(() => keysFrom(`# keys\n${line}\n`)))
    expect(failure).toMatchObject({ code: 'key.unusable', reason: expect.stringContaining('line 2') })
    expect(JSON.stringify(failure)).not.toContain(line.split(':').at(-1) ?? line)
  },
)

test('column keys that others can read are not taken', async () => {
  const failure = await failureOf(Promise.resolve().then(() => keysFrom(`ADM1:gcm:${gcmKey}`, 0o644)))
  expect(failure).toMatchObject({ code: 'request.invalid', reason: expect.stringContaining('chmod 600') })
})

const enc = '0123456789ABCDEF0123456789ABCDEF'
const mac = 'FEDCBA9876543210FEDCBA9876543210'
test.for([
  [{ SCP03_ENC_1: enc, SCP03_MAC_1: mac, SCP03_DEK_1: enc, SCP03_KVN_1: '30' }, undefined, 0x30],
  [{ SCP03_ENC_1: enc, SCP03_MAC_1: mac }, undefined, 0],
  [{ SCP03_ENC_1: '', SCP03_MAC_1: '', SCP03_ENC_ISDR: enc, SCP03_MAC_ISDR: mac }, 'isdr', 0],
  [{ UICC_SCP03_KIC1: enc, UICC_SCP03_KID1: mac, UICC_SCP03_KIK1: enc }, undefined, 0],
] as const)('the SCP03 keys of %j are found', async ([cells, suffix, version]) => {
  const keys = await scp03In(row(cells), suffix, asItIs)
  expect(keys && [hex(keys.enc.reveal()), hex(keys.mac.reveal()), keys.version]).toEqual([enc, mac, version])
})

test('SCP03 keys that are two sets, too short or absent are not chosen among', async () => {
  const two = { SCP03_ENC_1: enc, SCP03_MAC_1: mac, SCP03_ENC_2: enc, SCP03_MAC_2: mac }
  expect(await failureOf(scp03In(row(two), undefined, asItIs))).toMatchObject({ code: 'key.unusable' })
  const short = { SCP03_ENC_1: enc.slice(2), SCP03_MAC_1: mac }
  expect(await failureOf(scp03In(row(short), undefined, asItIs))).toMatchObject({ code: 'key.unusable' })
  expect(await scp03In(row({ ADM1: '1234' }), undefined, asItIs)).toBeUndefined()
})
