import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { workbookOf, zipOf } from '../support/workbook'
import { appOf, expect, picture, test } from './app'
import { typeByHand } from './hands'
import { watchFrames } from './in-page.mjs'

test.use({ readers: 1 })

const imei = '490154203237518'
const rows = `IMEI\n${imei}\n`
const cell = (content: string): string =>
  `<row r="1"><c r="A1" t="str"><v>IMEI</v></c></row><row r="2">${content}</row>`

/** What somebody may have called a list, and what is said of it. */
const lists: readonly (readonly [name: string, content: string | Uint8Array, says: RegExp])[] = [
  ['utf-16.csv', Buffer.from(`${rows}356938035643809\n`, 'utf16le'), /Nothing is wrong\./],
  ['torn.csv', `IMEI\n${imei}\n"356938035643809\n`, /row 3: a quote does not end/],
  ['digit.csv', `No;IMEI\n1;${imei}\n2;490154203237519\n`, /Row 3, IMEIThe check digit does not fit/],
  ['rounded.csv', 'IMEI\n4.90154E+14\n3.56938E+14\n', /a spreadsheet has rounded the numbers in/],
  ['one-row.csv', `IMEI${';x'.repeat(300)}\n${imei}\n`, /row 1: a row has no end, or more than 256 columns/],
  [
    'picture.csv',
    Uint8Array.from({ length: 60_000 }, (_, at) => (at * 131) % 256),
    /Nothing is taken from .*picture\.csv/,
  ],
  ['formula.xlsx', workbookOf(cell(`<c r="A2"><f>A3+1</f><v>${imei}</v></c>`)), /Row 2, IMEI.*formula/i],
  [
    'bomb.xlsx',
    workbookOf('', [{ name: 'xl/sharedStrings.xml', content: Buffer.alloc(300_000_000, 0x20) }]),
    /it unpacks to far more than a list can be/,
  ],
  ['archive.xlsx', zipOf([{ name: 'a.txt', content: rows }]), /it is neither a table as text nor an Excel workbook/],
  ['old.xls', Buffer.from('d0cf11e0a1b11ae1'.padEnd(4096, '0'), 'hex'), /it is an old Excel file/],
]

test('the worst files that somebody can choose are told by row and column, and the window goes on', async ({
  station,
  bench,
}) => {
  await station.keyboard.press('F6')
  await station.keyboard.press('Enter')
  await station.keyboard.press('Enter')
  await typeByHand(station, 'b1')
  await station.getByLabel('How many cards').fill('2')
  await station.getByRole('button', { name: 'Make this batch' }).click()
  await expect(station.getByLabel('File of identities')).toBeFocused()

  const frames = await station.evaluateHandle(watchFrames)
  const choose = async (path: string): Promise<void> => {
    await appOf(station).evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] })
    }, path)
    await station.keyboard.press('F7')
    await expect(station.getByLabel('File of identities')).toHaveValue(path)
    await station.keyboard.press('Enter')
  }
  const main = station.getByRole('main')
  for (const [name, content, says] of lists) {
    const path = join(bench.home, name)
    writeFileSync(path, content)
    await choose(path)
    await expect(main, name).toContainText(says)
    await picture(station, `list-${name.replace('.', '-')}`)
  }

  const large = join(bench.home, 'large.csv')
  const file = openSync(large, 'w')
  ftruncateSync(file, 2 ** 31)
  closeSync(file)
  await choose(large)
  await expect(main).toContainText('it is larger than any list may be')
  mkdirSync(join(bench.home, 'folder.csv'))
  await choose(join(bench.home, 'folder.csv'))
  await expect(main).toContainText(/folder\.csv/)

  const { gapMs } = await frames.jsonValue()
  process.stdout.write(`hostile lists: the longest time without a frame was ${Math.round(gapMs)} ms\n`)
  expect(gapMs).toBeLessThan(5000)
  // Out of the line, then back to the batches.
  await station.keyboard.press('Escape')
  await station.keyboard.press('Escape')
  await expect(station.getByRole('region', { name: 'One batch' })).toContainText('0 imported')
})
