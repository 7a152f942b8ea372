import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import { afterAll, expect, test } from 'vitest'
import { checkTable } from '../../../electron/keys/check'
import { createKeyTable, withFile } from '../../../electron/keys/table'
import { luhnDigit } from '../../../shared/identity/luhn'
import { failureOf } from '../../support/failure'

const dir = mkdtempSync(join(tmpdir(), 'bootstation-keys-'))
afterAll(() => rmSync(dir, { recursive: true }))
const path = join(dir, 'keys.csv')
const file = (content: string | Uint8Array) => {
  writeFileSync(path, content)
  return createKeyTable(path)
}

const iccid = '8988211000000530108'
const other = '8988211000000530116'

// pySim, docs/legacy.rst: the form that its tools write.
const pySim = `"imsi","iccid","acc","ki","opc","adm1"
"999700000053010","8988211000000530108","0001","51ACE8BD6313C230F0BFE1A458928DF0","E5A00E8DE427E21B206526B5D1B902DF","65942330"
"999700000053011","8988211000000530116","0002","746AAFD7F13CFED3AE626B770E53E860","38F7CE8322D2A7417E0BBD1D7B1190EC","13445792"
`

test.for([
  ['as pySim writes it', pySim],
  ['with a byte order mark and CRLF', `\ufeff${pySim.replaceAll('\n', '\r\n')}`],
  ['with semicolons', `ICCID;ADM1\n${iccid};65942330\n${other};13445792`],
  ['with tabs and blanks', `Iccid \t Adm1\r\n ${iccid}\t 65942330 \r\n${other}\t13445792\r\n`],
  [
    'with blank lines and a quoted line break',
    `note,iccid,adm1\n\n"two\nlines",${iccid},65942330\n\nx,${other},13445792\n`,
  ],
  ['in groups of digits', `iccid,adm1\n8988 2110 0000 0530 108,65942330\n8988-2110-0000-0530-116F,13445792\n`],
  ['without check digits', `iccid,adm1\n${iccid.slice(0, -1)},65942330\n${other.slice(0, -1)},13445792\n`],
  ['with an umlaut before it', `Größe,iccid,adm1\nä,${iccid},65942330\nöü,${other},13445792\n`],
] as const)('a key file %s is read', async ([, content]) => {
  const table = file(content)
  expect((await table.rowOf(iccid))?.cells.ADM1).toBe('65942330')
  expect((await table.rowOf(other))?.cells.ADM1).toBe('13445792')
  expect(await table.rowOf('8988211000000530124')).toBeUndefined()
})

test('a card without a check digit finds its row with one', async () => {
  const table = file(pySim)
  expect((await table.rowOf(iccid.slice(0, -1)))?.cells.ADM1).toBe('65942330')
})

test.for([
  ['twice', `iccid,adm1\n${iccid},1111\n${other},2222\n${iccid},3333\n`, 'lines 2 and 4'],
  ['with and without its check digit', `iccid,adm1\n${iccid.slice(0, -1)},1111\n\n${iccid},3333\n`, 'lines 4 and 2'],
  ['in a row with too many cells', `iccid,adm1\n${iccid},1111,2222\n`, 'line 2'],
  ['in a row with too few', `iccid,imsi,adm1\n${iccid},1111\n`, 'line 2'],
  ['under two columns of one name', `iccid,adm1,ADM1\n${iccid},1111,2222\n`, 'two columns ADM1'],
  ['without a column for it', `imsi,adm1\n${iccid},1111\n`, 'no column ICCID'],
  ['in nothing', '', 'empty'],
] as const)('a card that is there %s is refused, and no key is told', async ([, content, reason]) => {
  const failure = await failureOf(file(content).rowOf(iccid))
  expect(failure).toMatchObject({ code: 'key.unusable', reason: expect.stringContaining(reason) })
  expect(JSON.stringify(failure)).not.toMatch(/1111|2222|3333/)
})

test('a file that is not there is said in words', async () => {
  expect(await failureOf(createKeyTable(join(dir, 'none.csv')).rowOf(iccid))).toMatchObject({ code: 'key.unusable' })
})

test('a file that was changed is read anew, one that only grew too', async () => {
  const table = file(`iccid,adm1\n${iccid},1111\n`)
  expect((await table.rowOf(iccid))?.cells.ADM1).toBe('1111')
  writeFileSync(path, `name,iccid,adm1\nx,${iccid},4444\ny,${other},5555\n`)
  expect((await table.rowOf(iccid))?.cells.ADM1).toBe('4444')
  expect((await table.rowOf(other))?.cells.ADM1).toBe('5555')
  expect((await table.columns()).join()).toBe('NAME,ICCID,ADM1')
})

const digits = fc.stringMatching(/^89[0-9]{16}$/).map((base) => base + luhnDigit(base))
const cell = fc.stringMatching(/^[a-zA-Z0-9 ;,"\n]{0,12}$/)

test('whatever else stands in a file, each card finds its own row', () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(digits, { minLength: 1, maxLength: 20 }),
      fc.array(cell, { minLength: 20, maxLength: 20 }),
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      async (iccids, notes, delimiter, newline) => {
        const rows = iccids.map((number, at) => ({
          note: notes[at],
          iccid: number,
          adm1: `K${at}`,
          end: notes.at(-at),
        }))
        const table = file(Papa.unparse(rows, { delimiter, newline, quotes: true }))
        for (const [at, number] of iccids.entries()) expect((await table.rowOf(number))?.cells.ADM1).toBe(`K${at}`)
      },
    ),
    { numRuns: 60 },
  ))

test('any bytes give a row, none, or a failure', () =>
  fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, isHeaded) => {
      const head = isHeaded ? Buffer.from('iccid,adm1\n') : Buffer.alloc(0)
      await file(Buffer.concat([head, bytes]))
        .rowOf(iccid)
        .catch((error: { failure?: { code: string } }) => expect(error.failure?.code).toBe('key.unusable'))
    }),
  ))

test('a disk that fails in the middle of a key file makes the file unusable, and ends nothing else', async () => {
  file(pySim)
  const failing = withFile(path, async () => {
    throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', errno: -5 })
  })
  expect(await failureOf(failing)).toMatchObject({
    code: 'key.unusable',
    reason: expect.stringContaining('cannot be read (EIO)'),
  })
  const bug = withFile(path, async () => {
    throw new TypeError('a bug')
  })
  await expect(bug).rejects.toThrow('a bug')
})

test('UTF-16 is told as what it is, and a quote that does not end is a problem of its row', async () => {
  const table = file(Buffer.from(`\ufeff${pySim}`, 'utf16le'))
  expect(await failureOf(table.rowOf(iccid))).toMatchObject({
    code: 'key.unusable',
    reason: expect.stringContaining('UTF-16'),
  })
  file(`iccid,adm1\n${iccid},65942330\n${other},"13445792\n`)
  const source = { from: 'table', path, adm: 'ADM1' } as const
  const report = await checkTable(source, { token: undefined, warn: () => undefined })
  expect(report).toMatchObject({ problemCount: 1, problems: [expect.stringContaining('line 3')] })
})
