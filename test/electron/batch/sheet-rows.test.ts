import { expect, test } from 'vitest'
import { bare, openedList } from '../../support/list'
import { workbookOf } from '../../support/workbook'

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
