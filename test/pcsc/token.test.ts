import { createCipheriv } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealCell } from '../../electron/keys/cell-cipher'
import { openCells } from '../../electron/keys/column-keys'
import { derive } from '../../electron/keys/derive'
import type { TokenPlace } from '../../electron/keys/source'
import { createToken, hasSpentTry, type Token, type TokenDeps } from '../../electron/keys/token'
import { fromHex, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { secret } from '../../shared/secret'
import { utf8 } from '../../shared/utf8'
import { failureOf } from '../support/failure'
import { createSoftHsm, type SoftHsm } from '../support/softhsm'

const script = join(import.meta.dirname, '..', '..', 'out', 'token.mjs')
const pin = '13579246'
const master = Uint8Array.from({ length: 32 }, (_, at) => at)
const columnKey = fromHex('000102030405065545645645645D0E0F')
const folder = mkdtempSync(join(tmpdir(), 'bootstation-token-'))
const opened: Token[] = []
let hsm: SoftHsm

beforeAll(() => {
  hsm = createSoftHsm({ label: 'batch 17', pin })
  hsm.import('master', 'AES', master)
  hsm.import('hmac master', 'GENERIC', master)
  hsm.import('column', 'AES', columnKey)
})
afterAll(() => {
  for (const token of opened) token.close()
  hsm.close()
  rmSync(folder, { recursive: true })
})

type Told = { pins: number; refused: number }

function open(deps: Partial<TokenDeps> & { typed?: string } = {}, place: Partial<TokenPlace> = {}): Token & Told {
  const told: Told = { pins: 0, refused: 0 }
  const token = createToken(
    { ...hsm.place, ...place },
    {
      node: process.execPath,
      script,
      env: hsm.env,
      pin: async () => {
        told.pins++
        return secret(utf8(deps.typed ?? pin))
      },
      pins: {
        check: () => {
          if (told.refused > 0) throw new Failed({ code: 'token.pin', state: 'refused' })
        },
        once: async (login) => {
          const said = await login()
          if (hasSpentTry(said)) told.refused++
          return said
        },
      },
      ...deps,
    },
  )
  opened.push(token)
  return Object.assign(told, token)
}

const cell = { column: 'OPC', iccid: '8988211000000430010' }

test.for([
  // pySim, tests/unittests/test_card_key_provider.py: column OPC.
  ['cbc', '0b1e1e56cd62645aeb4c2d72a7c98f27', '000102030405060708090A0B0C0D0E0F'],
  // FIPS 197, one block under the same key: OpenSSL, aes-128-ecb.
  ['ecb', '', '000102030405060708090A0B0C0D0E0F'],
  ['gcm', sealCell(columnKey, { ...cell, text: 'hex text' }), 'hex text'],
] as const)('a cell in %s is opened inside the token, as it is outside', async ([mode, sealed, text]) => {
  const ecb = () =>
    createCipheriv('aes-128-ecb', columnKey, null).setAutoPadding(false).update(fromHex(text), undefined, 'hex')
  const inside = openCells([{ column: 'OPC', mode, key: { label: 'column' } }], {
    token: open(),
    warn: () => undefined,
  })
  const outside = openCells([{ column: 'OPC', mode, key: { bytes: secret(columnKey) } }], {
    token: undefined,
    warn: () => undefined,
  })
  const there = { ...cell, text: sealed || ecb() }
  expect(await inside(there)).toBe(text)
  expect(await outside(there)).toBe(text)
})

test.for([
  // OpenSSL 3.0, openssl kdf KBKDF, mode COUNTER, salt ADM1, info 8988211000000430010.
  [
    'cmac',
    'master',
    'C4EF66C9E8F57D72',
    '0AB99E0CFEF56106C64CC4DB1A6AD24646C83C6BCA61C277FE5EB46110A05FE5D82704FB10A70687',
  ],
  [
    'hmac-sha256',
    'hmac master',
    '374CDA3065F37749',
    '0726871AE52E7D2BFA8AAD900F8DD60685F96696CC1A89D9A81E12BAB46646AD14E6E8A30D7E7057',
  ],
] as const)(
  'keys are derived with %s in the token as another implementation derives them',
  async ([prf, label, short, long]) => {
    const token = open()
    const keyed = (data: Uint8Array) => token.prf(label, prf, data)
    expect(hex(await derive(keyed, 'ADM1', cell.iccid, 8))).toBe(short)
    expect(hex(await derive(keyed, 'ADM1', cell.iccid, 40))).toBe(long)
    expect(token.pins).toBe(1)
  },
)

test('a wrong PIN is given once, by no later process either, until somebody logged in', async () => {
  const wrong = open({ typed: '00000000' })
  for (let again = 0; again < 3; again++)
    expect(await failureOf(wrong.prf('master', 'cmac', utf8('x')))).toEqual({ code: 'token.pin', state: 'refused' })
  expect(wrong).toMatchObject({ pins: 1, refused: 1 })
  expect(await failureOf(open().prf('master', 'cmac', utf8('x')))).toEqual({ code: 'token.pin', state: 'few-tries' })
  hsm.login()
  expect(await open().prf('master', 'cmac', utf8('x'))).toHaveLength(16)
})

test('a PIN that was refused before is not given to a token that does not tell', async () => {
  const check = () => {
    throw new Failed({ code: 'token.pin', state: 'refused', keySet: 'pin-0' })
  }
  const token = open({ pins: { check, once: (login) => login() } })
  expect(await failureOf(token.prf('master', 'cmac', utf8('x')))).toMatchObject({ code: 'token.pin' })
  expect(token.pins).toBe(0)
})

test.for([
  ['another token', { label: 'batch 18' }, 'token.absent'],
  ['no library', { module: '/nowhere/libpkcs11.so' }, 'token.absent'],
  ['a library of another kind', { module: '/lib/x86_64-linux-gnu/libc.so.6' }, 'token.absent'],
] as const)('%s is said in words', async ([, place, code]) => {
  expect(await failureOf(open({}, place).prf('master', 'cmac', utf8('x')))).toMatchObject({ code })
})

test('a key that is not there, and one that a cell was not made with', async () => {
  const token = open()
  expect(await failureOf(token.prf('nobody', 'cmac', utf8('x')))).toMatchObject({ code: 'token.absent' })
  const text = sealCell(columnKey, { ...cell, text: '12345678' })
  const other = openCells([{ column: 'OPC', mode: 'gcm', key: { label: 'master' } }], { token, warn: () => undefined })
  expect(await failureOf(other({ ...cell, text }))).toMatchObject({ code: 'key.unusable' })
  const right = openCells([{ column: 'OPC', mode: 'gcm', key: { label: 'column' } }], { token, warn: () => undefined })
  expect(await failureOf(right({ ...cell, iccid: '8988211000000430028', text }))).toMatchObject({
    code: 'key.unusable',
  })
  expect(await right({ ...cell, text })).toBe('12345678')
  expect(token.pins).toBe(2)
})

test('a token that is silent or dies is absent, and is opened anew the next time', async () => {
  const program = join(folder, 'silent.mjs')
  writeFileSync(program, 'process.on("message", () => undefined)')
  const token = open({ script: program, answerMs: 200 })
  expect(await failureOf(token.prf('master', 'cmac', utf8('x')))).toEqual({
    code: 'token.absent',
    reason: 'it does not answer',
  })
  writeFileSync(program, 'process.on("message", () => process.exit(139))')
  expect(await failureOf(token.prf('master', 'cmac', utf8('x')))).toMatchObject({ code: 'token.absent' })
  writeFileSync(program, `await import(${JSON.stringify(script)})`)
  const again = open({ script: program })
  expect(await again.prf('master', 'cmac', utf8('x'))).toHaveLength(16)
  expect(token.pins).toBe(0)
})

test('a PIN whose answer never came counts as refused', async () => {
  const program = join(folder, 'half.mjs')
  writeFileSync(
    program,
    'process.on("message", ({ ask }) => ask === "open" && process.send({ bytes: new Uint8Array() }))',
  )
  const token = open({ script: program, answerMs: 3000 })
  expect(await failureOf(token.prf('master', 'cmac', utf8('x')))).toMatchObject({ code: 'token.absent' })
  expect(await failureOf(token.prf('master', 'cmac', utf8('x')))).toMatchObject({ code: 'token.pin' })
  expect(token.pins).toBe(1)
})

test('a token that is taken away is absent, and works again when it is back', async () => {
  const token = open()
  const ask = () => token.prf('master', 'cmac', utf8('x'))
  const before = await ask()
  hsm.take()
  expect(await failureOf(ask())).toMatchObject({ code: 'token.absent' })
  expect(await failureOf(ask())).toMatchObject({ code: 'token.absent' })
  hsm.bring()
  expect(await ask()).toEqual(before)
})
