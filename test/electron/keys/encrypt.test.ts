import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { encryptTable } from '../../../electron/keys/encrypt'

const folder = mkdtempSync(join(tmpdir(), 'bootstation-encrypt-'))
afterAll(() => rmSync(folder, { recursive: true }))

function encrypted(rows: string, outKeys: string, out = join(folder, 'sealed.csv')): Promise<number> {
  const path = join(folder, 'keys.csv')
  writeFileSync(path, rows)
  return encryptTable({
    source: { from: 'table', path, adm: 'ADM1' },
    columns: ['ADM1'],
    out,
    outKeys,
    token: undefined,
  })
}
const iccid = '8988211000000530082'

test('where the keys of the columns cannot be kept there is no file that only they would open', async () => {
  const keys = join(folder, 'keys.csv', 'sealed.keys')
  await expect(encrypted(`iccid,adm1\n${iccid},11223344\n`, keys)).rejects.toMatchObject({
    failure: { code: 'disk.failed' },
  })
  expect(existsSync(join(folder, 'sealed.csv'))).toBe(false)
})

test.for([
  ['a line is not whole', `iccid,adm1\n${iccid}\n`, 'sealed.csv', 'key.unusable'],
  ['the file has no place', `iccid,adm1\n${iccid},11223344\n`, 'keys.csv/sealed.csv', 'disk.failed'],
] as const)('no keys are left of a file that was not made: %s', async ([, rows, name, code]) => {
  const keys = join(folder, 'sealed.keys')
  await expect(encrypted(rows, keys, join(folder, name))).rejects.toMatchObject({ failure: { code } })
  expect([existsSync(keys), existsSync(join(folder, name))]).toEqual([false, false])
})
