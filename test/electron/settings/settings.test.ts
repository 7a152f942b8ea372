import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCardKey } from '../../../electron/keys/key-file'
import { readSettings } from '../../../electron/settings/settings'
import { hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'

const dir = mkdtempSync(join(tmpdir(), 'bootstation-settings-'))
afterAll(() => rmSync(dir, { recursive: true }))

const keyFile = (content: string | Uint8Array): string => {
  const path = join(dir, 'adm.txt')
  writeFileSync(path, content, { mode: 0o600 })
  return path
}

test.for(['12345678', 'ascii:12345678', 'hex:3132333435363738', 'HEX:3132333435363738\r\n', '\ufeff12345678 \n'])(
  'a card key file that holds %j is read',
  (content) => expect(hex(readCardKey(keyFile(content)).reveal())).toBe('3132333435363738'),
)

test('a short key of characters is filled up with FF', () =>
  expect(hex(readCardKey(keyFile('ascii:1234')).reveal())).toBe('31323334FFFFFFFF'))

test.for([
  '',
  'abc',
  'hex:00',
  'hex:31323334353637',
  'hex:3132333435363738zz',
  '1234\n5678',
  '1234\n567',
  'äbcdefg',
  '123456789',
  new Uint8Array([0xff, 0xfe, 1, 2, 3, 4, 5, 6]),
])('a card key file that holds %j is refused before any card is near, and its content is not told', (content) => {
  try {
    readCardKey(keyFile(content))
    throw new Error('it was read')
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'request.invalid') throw error
    if (typeof content === 'string' && content.length > 3) expect(error.failure.reason).not.toContain(content)
  }
})

test.for([
  'not json',
  '{"server":{"url":"not a url","ca":"a","cert":"b","key":"c"}}',
  '{"server":{"url":"http://x","ca":"a","cert":"b","key":"c"}}',
  '{"colour":1}',
  '{"admFile":"a","cardKeys":{"from":"person"}}',
  '{"cardKeys":{"from":"file"}}',
  '{"cardKeys":{"from":"file","path":"a","key":"12345678"}}',
  '{"cardKeys":{"from":"token","token":{"module":"a","label":"b","pin":"1234"},"master":"m"}}',
])('a station.json that says %s is trouble in words', (text) => {
  writeFileSync(join(dir, 'station.json'), text)
  expect(() => readSettings(dir)).toThrow(Failed)
})

test.for([
  [{ admFile: 'adm.txt' }, { from: 'file', path: 'adm.txt', adm: 'ADM1' }],
  [{ cardKeys: { from: 'table', path: 'k.csv', adm: 'ADM2' } }, { from: 'table', path: 'k.csv', adm: 'ADM2' }],
  [
    { cardKeys: { from: 'token', token: { module: 'm.so', label: 'b', pin: 'asked' }, master: 'k' } },
    { from: 'token', token: { module: 'm.so', label: 'b', pin: 'asked' }, master: 'k', prf: 'cmac', adm: 'ADM1' },
  ],
] as const)('a station.json that says %j has its card keys from %j', ([said, source]) => {
  writeFileSync(join(dir, 'station.json'), JSON.stringify(said))
  expect(readSettings(dir).cardKeys).toEqual(source)
})
