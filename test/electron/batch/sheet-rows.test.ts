import { expect, test } from 'vitest'
import { bare, openedList } from '../../support/list'
import { sheetXml, workbookOf, zipOf } from '../../support/workbook'

test('a workbook’s formula, its error and a number that a spreadsheet has cut off are not taken', async () => {
  const { content, read } = openedList()
  content(
    workbookOf(
      `<row r="1"><c r="A1"><v>${bare(1)}</v></c></row>` +
        `<row r="2"><c r="A2"><f>A1</f><v>${bare(2)}</v></c></row>` +
        '<row r="4"><c r="A4" t="e"><v>#REF!</v></c></row>' +
        '<row r="5"><c r="A5"><v>3.5693803000017E+17</v></c></row>' +
        `<row r="6"><c r="A6"><v>${(Number(bare(3)) / 1e14).toFixed(14)}E+14</v></c></row>` +
        '<row r="7"><c r="A7"><v>3.5693803E+14</v></c></row>',
    ),
  )
  const { report } = await read('import', { columns: { device: 'A' } })
  expect(report.findings.map(({ row, what }) => `${row} ${what}`)).toEqual([
    '2 formula',
    '4 malformed',
    '5 rounded',
    '7 rounded',
  ])
  expect(report.good).toBe(2)
})

const cell = (value: string) => `<row><c><v>${value}</v></c></row>`
const workbookWith = (...sheets: readonly string[]) =>
  zipOf([
    {
      name: 'xl/workbook.xml',
      content: `<workbook><sheets>${sheets.map((_, at) => `<sheet name="S${at}" r:id="r${at}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<R>${sheets.map((_, at) => `<Relationship Id="r${at}" Target="worksheets/s${at}.xml"/>`).join('')}</R>`,
    },
    ...sheets.map((rows, at) => ({ name: `xl/worksheets/s${at}.xml`, content: sheetXml(rows) })),
  ])

test('of several sheets the first with something in it is read, and the others are told', async () => {
  const { content, read } = openedList()
  content(workbookWith('', cell(bare(1)), cell(bare(2))))
  const { report } = await read('preview')
  expect(report).toMatchObject({ rows: 1, good: 1, sheets: { read: 'S1', unread: ['S0', 'S2'] } })
  content(workbookWith(cell(bare(1))))
  expect((await read('preview')).report.sheets).toBeUndefined()
})
