import type { FailureOf } from '../text'
import { count, number } from './figures'

type Unfit = FailureOf<'list.unfit'>

const unfit: Readonly<Record<Unfit['why'], (column: string) => string>> = {
  'not-a-list': () => 'it is neither a table as text nor an Excel workbook',
  'old-sheet': () => 'it is an old Excel file, or one with a password; save it as .xlsx or CSV without one',
  'no-sheet': () => 'it has no sheet that is to be seen',
  damaged: () => 'it is damaged',
  bursting: () => 'it unpacks to far more than a list can be',
  'too-large': () => 'it is larger than any list may be',
  empty: () => 'there is nothing in it',
  changed: () => 'it was changed since it was looked at',
  encoding: () => 'a character there is in no encoding that is known here; save it as UTF-8',
  quote: () => 'a quote does not end, or stands where none belongs',
  'too-long': () => 'a row has no end, or more than 256 columns',
  'no-device': () => 'no column of it holds devices',
  'several-devices': (columns) => `several columns hold devices: ${columns}; say which one`,
  rounded: (column) => `a spreadsheet has rounded the numbers in ${column}; make that column text and save it again`,
  'twice-named': (column) => `two columns are named ${column}; say which by its number`,
  'no-column': (column) => `there is no ${column} to be found`,
}

export const list = {
  unfit: ({ path, why, row, column }: Unfit) =>
    `Nothing is taken from ${path}${row === undefined ? '' : `, row ${number(row)}`}${
      why === 'encoding' && column !== undefined ? `, column ${column}` : ''
    }: ${unfit[why](column ?? '')}.`,
  correct: 'Correct the file, or name its columns, and look at it again.',
  notTaken: 'Nothing of it was taken.',
  wrong: {
    'check-digit': 'check digit does not fit',
    malformed: 'is not what belongs there',
    duplicate: 'is in the list twice',
    known: 'is in a batch already',
    registered: 'is registered already',
    rounded: 'was rounded by a spreadsheet',
    missing: 'is missing',
    formula: 'is a formula, not a value',
    'too-long': 'is too long',
  },
  /** One finding: `Row 17, IMEI: check digit does not fit, …7519`. */
  finding: (row: number, column: string | undefined, wrong: string, value: string | undefined) =>
    `Row ${number(row)}${column === undefined ? '' : `, ${column}`}: ${wrong}${value === undefined ? '' : `, ${value}`}`,
  rows: (good: number, rows: number) => `${number(good)} of ${count(rows, 'row is', 'rows are')} right`,
  reading: (rows: number) => `${count(rows, 'row', 'rows')} read`,
}
