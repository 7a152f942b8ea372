import { execFileSync } from 'node:child_process'
import { mkdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readList } from '../../../electron/batch/read-list'
import { sha256 } from '../../../electron/hash'
import { Failed } from '../../../shared/failure'
import type { ImportRequest } from '../../../shared/import'
import { batch, iccidOf, imeiOf, jobOf } from '../../support/batches'
import { failureOf } from '../../support/failure'
import { asked, bare, openedList as opened, seal } from '../../support/list'
import { damagedWorkbook, sharedTexts, workbookOf, zipOf } from '../../support/workbook'

const lines = (...of: readonly string[]): string => of.map((line) => `${line}\n`).join('')
const two = lines('IMEI', bare(1), bare(2))
const utf16 = (text: string, order: 'le' | 'be'): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

test.for<[string, string | Uint8Array]>([
  ['one column and no head', lines(bare(1), bare(2))],
  ['commas', lines('No,IMEI,Colour', `1,${bare(1)},red`, `2,${bare(2)},blue`)],
  ['semicolons and German words', lines('Nr;Gerät;Farbe', `1;${bare(1)};rot`, `2;${bare(2)};blau`)],
  ['tabs', lines('No\tIMEI', `1\t${bare(1)}`, `2\t${bare(2)}`)],
  ['a line for Excel', lines('sep=;', 'No;IMEI', `1;${bare(1)}`, `2;${bare(2)}`)],
  ['a mark of UTF-8', `\uFEFF${two}`],
  ['UTF-16 with a mark', utf16(`\uFEFF${two}`, 'le')],
  ['UTF-16 without one', utf16(two, 'le')],
  ['UTF-16, high byte first', utf16(`\uFEFF${two}`, 'be')],
  ['one byte a character', Buffer.from(lines('Gerät', bare(1), bare(2)), 'latin1')],
  ['lines of an old Mac', two.replaceAll('\n', '\r')],
  ['lines of Windows, and none at the end', two.replaceAll('\n', '\r\n').trimEnd()],
  ['quotes over separators and lines', lines('"No, or\nnumber",IMEI', `"1,""a""\nb",${bare(1)}`, `2,"${bare(2)}"`)],
  ['empty lines', `\n\n${two}\n,\n`],
  ['prefixes, blanks and hyphens', lines('device', imeiOf(1), `IMEI: ${bare(2)}`)],
  [
    'a workbook of numbers',
    workbookOf(`<row><c><v>${bare(1)}</v></c></row><row r="7"><c r="A7" t="n"><v>${bare(2)}</v></c></row>`),
  ],
  [
    'a workbook of shared texts',
    workbookOf(
      '<row r="1"><c r="B1" t="s"><v>0</v></c></row><row r="2"><c r="B2" t="s"><v>1</v></c></row><row r="3"><c r="B3" t="s"><v>2</v></c></row>',
      [
        sharedTexts([
          '<t>IMEI</t>',
          `<t>${bare(1)}</t>`,
          `<r><t>${bare(2).slice(0, 5)}</t></r><r><t>${bare(2).slice(5)}</t></r><rPh><t>x</t></rPh>`,
        ]),
      ],
    ),
  ],
  [
    'a workbook of texts in place',
    workbookOf(
      `<row r="2"><c r="A2" t="inlineStr"><is><t>${bare(1)}</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>${bare(2)}</t></is></c></row>`,
    ),
  ],
])('a list with %s is read', async ([, bytes]) => {
  const { content, read, known } = opened()
  content(bytes)
  expect(await read('preview')).toMatchObject({ isTaken: false, report: { rows: 2, good: 2, wrong: {}, findings: [] } })
  expect(known()).toBe(0)
  expect(await read('import')).toMatchObject({ isTaken: true })
  expect(known()).toBe(2)
})

test('everything that is wrong is told with its row and column, and nothing is taken', async () => {
  const { content, read, known, list } = opened([...asked])
  list(9, 9)
  const wrong = `${bare(3).slice(0, -1)}${(Number(bare(3).at(-1)) + 1) % 10}`
  content(
    lines(
      'IMEI,site,note',
      `${bare(1)},1,fine`,
      `${wrong},1,`,
      `${bare(1)},1,`,
      `${bare(9)},1,`,
      `"=""${bare(4)}""",1,`,
      ',1,',
      'no device,1,',
      `${bare(5)},,`,
      `${bare(6)},x,`,
      `${bare(7)},=1+1,`,
      `${bare(8)},${'1'.repeat(2000)},`,
    ),
  )
  const { isTaken, report } = await read('import')
  expect(isTaken).toBe(false)
  expect(report).toMatchObject({
    rows: 11,
    good: 1,
    wrong: { 'check-digit': 1, duplicate: 1, known: 1, formula: 2, missing: 2, malformed: 2, 'too-long': 1 },
    columns: { device: 'IMEI', site: 'site' },
    unused: ['note'],
  })
  expect(report.findings.map(({ row, column, what }) => `${row} ${column} ${what}`)).toEqual([
    '3 IMEI check-digit',
    '4 IMEI duplicate',
    '5 IMEI known',
    '6 IMEI formula',
    '7 IMEI missing',
    '8 IMEI malformed',
    '9 site missing',
    '10 site malformed',
    '11 site formula',
    '12 site too-long',
  ])
  expect(JSON.stringify(report)).not.toContain(wrong)
  expect(known()).toBe(1)
})

test('variables come by the names at the head, and go with the device to its card', async () => {
  const { content, read, batches } = opened([...asked])
  content(lines('SITE;IMEI;apn', `7;${bare(1)};iot`, `8;${bare(2)};`))
  expect(await read('import')).toMatchObject({ isTaken: true })
  batches.start(batch)
  const claim = (number: number) => batches.claim({ batch, iccid: iccidOf(number), job: jobOf(number) })
  expect(claim(1)).toMatchObject({ unit: { device: imeiOf(1), variables: { site: '7', apn: 'iot' } } })
  expect(claim(2)).toMatchObject({ unit: { device: imeiOf(2), variables: { site: '8' } } })
})

test('of two columns of devices the one that says so is taken, or the one that is named', async () => {
  const { content, read } = opened()
  content(lines('first,second', `${bare(1)},${bare(2)}`))
  expect(await failureOf(read('preview'))).toMatchObject({ why: 'several-devices', column: 'first, second' })
  expect(await read('preview', { columns: { device: 'second' } })).toMatchObject({
    report: { columns: { device: 'second' } },
  })
  expect(await read('preview', { columns: { device: '1' } })).toMatchObject({
    report: { columns: { device: 'first' } },
  })
  expect(await failureOf(read('preview', { columns: { device: 'third' } }))).toMatchObject({ why: 'no-column' })
  expect(await failureOf(read('preview', { columns: { pin: 'first' } }))).toMatchObject({
    why: 'no-column',
    column: 'pin',
  })
  content(lines('IMEI2,IMEI1', `${bare(1)},${bare(2)}`))
  expect(await read('preview')).toMatchObject({ report: { columns: { device: 'IMEI1' } } })
})

test('a pipe is no list, and nobody waits for it', { timeout: 5000 }, async () => {
  const { path, read } = opened()
  execFileSync('mkfifo', [path])
  expect(await failureOf(read('preview'))).toMatchObject({ code: 'list.unfit', why: 'not-a-list' })
})

test('only the file that was looked at is taken', async () => {
  const { content, read } = opened()
  content(two)
  const { report } = await read('preview')
  content(lines('IMEI', bare(1)))
  expect(await failureOf(read('import', { sha256: report.sha256 }))).toMatchObject({ why: 'changed' })
})

const workbookParts = [
  { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>' },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
  },
]
const big = '0'.repeat(30 << 20)
test.for<[string, string | Uint8Array, object]>([
  ['nothing', '', { why: 'empty' }],
  ['only lines', '\n\n', { why: 'empty' }],
  ['only a head', 'IMEI\n', { why: 'no-device' }],
  ['no device', lines('a,b', '1,2'), { why: 'no-device' }],
  ['a control character', `${two}12\u000034\n`, { why: 'encoding', row: 4, column: '3' }],
  ['half a character in UTF-16', Buffer.from([0xff, 0xfe, 0x31, 0, 0x0a, 0, 0, 0xd8, 0x31, 0]), { why: 'encoding' }],
  ['a quote without end', `${two}"${bare(3)}\n${'x'.repeat(100)}`, { why: 'quote', row: 4 }],
  ['a quote in a cell', `${two}"a"b,c\n`, { why: 'quote', row: 4 }],
  ['a row without end', `${two}${'9'.repeat(300_000)}`, { why: 'too-long', row: 4 }],
  [
    'UTF-8 and one byte a character',
    Buffer.concat([Buffer.from('Gerät;x\n'), Buffer.from(`${bare(1)};Müller\n`, 'latin1')]),
    { why: 'encoding', row: 2, column: '18' },
  ],
  [
    'the mark of UTF-8 and something else',
    Buffer.concat([Buffer.from('\uFEFFIMEI\n'), Buffer.from('\xfc', 'latin1')]),
    { why: 'encoding', row: 2, column: '1' },
  ],
  [
    'a workbook whose sheet is a zip',
    zipOf([...workbookParts, { name: 'xl/worksheets/sheet1.xml', content: workbookOf('') }]),
    { why: 'damaged' },
  ],
  ['too many cells', `${two}${','.repeat(300)}\n`, { why: 'too-long', row: 4 }],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), { why: 'encoding' }],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), { why: 'old-sheet' }],
  ['half a zip', workbookOf('').subarray(0, 200), { why: 'damaged' }],
  ['a workbook with bytes that were packed otherwise', damagedWorkbook(bare(1)), { why: 'damaged' }],
  ['a workbook with one digit that is another', damagedWorkbook(bare(1), bare(2)), { why: 'damaged' }],
  ['a zip of something else', zipOf([{ name: 'a.txt', content: two }]), { why: 'not-a-list' }],
  ['a zip bomb', workbookOf(`<row><c><v>${big}</v></c></row>`), { why: 'bursting' }],
  ['a bomb of texts', workbookOf('', [{ name: 'xl/sharedStrings.xml', content: big }]), { why: 'bursting' }],
  [
    'XML with a document type',
    workbookOf('', [{ name: 'xl/sharedStrings.xml', content: '<!DOCTYPE x [<!ENTITY a "b">]><sst/>' }]),
    { why: 'damaged' },
  ],
  ['XML that is none', workbookOf('<row><c>'), { why: 'damaged' }],
  ['rows that run back', workbookOf(`<row r="5"/><row r="4"/>`), { why: 'damaged' }],
  [
    'no sheet that is to be seen',
    zipOf([
      { name: 'xl/workbook.xml', content: '<workbook><sheets/></workbook>' },
      { name: 'xl/_rels/workbook.xml.rels', content: '<R/>' },
    ]),
    { why: 'no-sheet' },
  ],
])('%s is refused as no list, and nothing stays of it', async ([, bytes, why]) => {
  const { content, read, path, db } = opened()
  content(bytes)
  expect(await failureOf(read('import'))).toMatchObject({ code: 'list.unfit', path, ...why })
  expect(db.all('SELECT * FROM unit')).toEqual([])
  expect(db.all('SELECT * FROM import')).toEqual([])
})

test('where few rows are devices the head says which column it is, and every other row is told', async () => {
  const { content, read } = opened()
  content(lines('No;IMEI', `1;${bare(1)}`, '2;2026-11-22', `3;'${bare(2)}`, '4;=1+1', '5;3.56E14', '6;356938030000000'))
  const { report } = await read('import')
  expect(report.findings.map(({ row, column, what }) => `${row} ${column} ${what}`)).toEqual([
    '3 IMEI malformed',
    '4 IMEI malformed',
    '5 IMEI formula',
    '6 IMEI rounded',
    '7 IMEI rounded',
  ])
})

test('a text in one byte a character may have letters that look like UTF-8', async () => {
  const { content, read } = opened()
  content(Buffer.from(lines('Gerät;für', `${bare(1)};Spaß\x93 é`, `${bare(2)};Müßig`), 'latin1'))
  expect(await read('preview')).toMatchObject({ report: { good: 2, unused: ['für'] } })
})

test('two gigabytes are refused without being read; a folder and no file say so', async () => {
  const { content, read, path, dir } = opened()
  content('')
  truncateSync(path, 2 ** 31)
  expect(await failureOf(read('import'))).toMatchObject({ why: 'too-large' })
  expect(await failureOf(read('import', { source: { from: 'file', path: join(dir, 'none') } }))).toMatchObject({
    code: 'disk.failed',
  })
  mkdirSync(join(dir, 'folder'))
  expect(await failureOf(read('import', { source: { from: 'file', path: join(dir, 'folder') } }))).toMatchObject({
    why: 'not-a-list',
  })
})

test('a list that is left off in the middle leaves nothing', async () => {
  const { content, batches, db, path } = opened()
  content(lines(...Array.from({ length: 60_000 }, (_, number) => bare(number))))
  const request: ImportRequest = { batch, source: { from: 'file', path } }
  for await (const { at } of readList(request, 'import', { batches, asked: [], seal, sha256 }))
    if (at === 'reading') break
  expect(db.all('SELECT * FROM unit')).toEqual([])
})

test('a range has its check digits computed, and is a list like any other', async () => {
  const { read, known } = opened()
  const source = { from: 'range', first: bare(1).slice(0, 14), last: bare(12) } as const
  expect(await read('import', { source })).toMatchObject({ isTaken: true, report: { rows: 12, good: 12 } })
  expect(await read('import', { source })).toMatchObject({ isTaken: false, report: { wrong: { known: 12 } } })
  expect(known()).toBe(12)
  const backwards = { from: 'range', first: bare(12), last: bare(1) } as const
  expect(await failureOf(read('import', { source: backwards }))).toMatchObject({
    code: 'request.invalid',
    path: 'last',
  })
})

test('any bytes are a list with a report, or refused in words', { timeout: 120_000 }, async () => {
  const { content, read } = opened()
  const text = fc
    .array(fc.constantFrom(...['"', ',', ';', '\n', '\r', '=', 'A', 'ä', bare(1), bare(2), ' ']))
    .map((parts) => Buffer.from(parts.join('')))
  const noise = fc.oneof(
    text,
    fc.uint8Array({ maxLength: 64 }),
    fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  )
  await fc.assert(
    fc.asyncProperty(noise, async (bytes) => {
      content(bytes)
      await read('preview').catch((error: unknown) => {
        if (!(error instanceof Failed)) throw error
      })
    }),
    { numRuns: 300 },
  )
})
