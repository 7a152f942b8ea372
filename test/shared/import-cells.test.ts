import { expect, test } from 'vitest'
import { columnsOf, type ListRow, readRow } from '../../shared/import-cells'
import { failureIn } from '../support/failure'

const asked = [{ name: 'site', variable: { type: 'digits' } }] as const
const rowsOf = (...rows: string[][]): readonly ListRow[] => rows.map((cells, at) => ({ row: at + 1, cells }))
const [one, two] = ['490154203237518', '352099001761481'] as const

test('a column of numbers that a spreadsheet has rounded is told as what it is, and so is a single one', () => {
  const rounded = rowsOf(['IMEI', 'site'], ['3,56938E+14', '1'], ['3.57E+14', '2'])
  expect(failureIn(() => columnsOf('x', rounded, asked))).toMatchObject({
    code: 'list.unfit',
    why: 'rounded',
    column: 'IMEI',
  })
  const rows = rowsOf(['IMEI', 'site'], [one, '1'], [two, '1'], ['3.56938E+14', '1'])
  const columns = columnsOf('x', rows, asked)
  const [, , , last] = rows
  expect(last && readRow(last, columns)).toMatchObject({ row: 4, column: 'IMEI', what: 'rounded' })
})

test('of heads that are there twice one is named by its number', () => {
  const rows = rowsOf(['IMEI', 'site', 'Site'], [one, '1', '2'])
  const twice = { why: 'twice-named', column: 'site' }
  expect(failureIn(() => columnsOf('x', rows, asked))).toMatchObject(twice)
  expect(failureIn(() => columnsOf('x', rows, asked, { site: 'site' }))).toMatchObject(twice)
  expect(columnsOf('x', rows, asked, { site: '3' }).variables).toMatchObject([{ at: 2 }])
})
