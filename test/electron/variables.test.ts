import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { variablesOf as valuesFor } from '../../electron/cli/variables'
import { fromHex } from '../../shared/bytes'
import { parseTemplate } from '../../shared/template'
import { failureOf } from '../support/outcomes'

const template = parseTemplate(
  JSON.stringify({
    bootstation: 1,
    name: 'with-a-pin',
    title: 'With a PIN',
    variables: { pin: { type: 'secret' } },
    servers: [{ id: 'dm.example.com', url: 'https://dm.example.com/', name: 'DM', rights: ['*'] }],
  }),
)
const variablesOf = (values: Parameters<typeof valuesFor>[0]) => valuesFor(values, template)
const folder = mkdtempSync(join(tmpdir(), 'variables-'))
const fileOf = (contentHex: string): string => {
  const path = join(folder, `${contentHex}.txt`)
  writeFileSync(path, fromHex(contentHex))
  return path
}
const fromFile = (contentHex: string) => variablesOf({ 'var-file': [`pin=${fileOf(contentHex)}`] })
const fromPlace = (value: string) => {
  vi.stubEnv('PIN_OF_A_TEST', value)
  return variablesOf({ 'var-env': ['pin=PIN_OF_A_TEST'] })
}
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => void vi.unstubAllEnvs())

test('a secret in a file is its text without the end of its line', () => {
  expect(fromFile('3132')).toEqual({ pin: '12' })
  expect(fromFile('31320D0A')).toEqual({ pin: '12' })
  expect(fromFile('C3BC0A')).toEqual({ pin: 'ü' })
})

test.for([
  ['706173730A73E9637265740A', /\.txt is not UTF-8, from byte 6$/],
  ['FFFE3100', /is not UTF-8, from byte 0$/],
  ['EFBBBF3132', /begins with a byte order mark/],
] as const)('a file whose text would change is refused, and nothing of it is said (%s)', ([content, words]) => {
  const failure = failureOf(() => fromFile(content))
  expect(failure).toMatchObject({ code: 'request.invalid', path: 'var-file', reason: expect.stringMatching(words) })
})

test('a secret in the environment that is not UTF-8 is refused', () => {
  expect(fromPlace('ü')).toEqual({ pin: 'ü' })
  // what Node makes of a byte that is none
  expect(failureOf(() => fromPlace('s\ufffdcret'))).toEqual({
    code: 'request.invalid',
    path: 'var-env',
    reason: 'PIN_OF_A_TEST in the environment is not UTF-8',
  })
})

test('a file that is not there is refused', () =>
  expect(failureOf(() => variablesOf({ 'var-file': ['pin=/nowhere'] }))).toMatchObject({
    reason: 'there is no file /nowhere',
  }))
