import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { sheetCommands } from '../../shared/command-sheet'
import { barcodeOf } from '../../shared/identity/command'
import { expect, picture, testsOfOneWindow } from './app'
import { burst, handMs, imei, scan, typeByHand } from './hands'
import { readsPaper } from './paper'

const test = testsOfOneWindow()
const other = '356938035643809'

test('a typed device is asked for a second time before it is one', async ({ station }) => {
  await typeByHand(station, imei)
  await station.keyboard.press('Enter')
  await expect(station.getByText('Typed, not scanned.')).toBeVisible()
  await expect(station.getByRole('button', { name: 'Review' })).toBeDisabled()
  // Its end is read from the label, and not copied from the screen.
  await expect(station.getByTestId('echo')).toHaveText('49 015420 323••• •')
  await picture(station, 'scan-typed')

  await typeByHand(station, '7581')
  await station.keyboard.press('Enter')
  await expect(station.getByText('Character 14 is not the same as before.')).toBeVisible()
  await picture(station, 'scan-typed-wrong')
  await expect(station.getByRole('button', { name: 'Review' })).toBeDisabled()

  await typeByHand(station, '7518')
  await station.keyboard.press('Enter')
  await expect(station.getByText('Typed, not scanned.')).toBeHidden()
  await expect(station.getByRole('button', { name: 'Review' })).toBeEnabled()
})

test('a scan proves what was typed', async ({ station }) => {
  await typeByHand(station, imei)
  await station.keyboard.press('Enter')
  await expect(station.getByText('Typed, not scanned.')).toBeVisible()
  await scan(station, imei)
  await expect(station.getByText('Typed, not scanned.')).toBeHidden()
  await expect(station.getByRole('button', { name: 'Review' })).toBeEnabled()
})

test('an IMEISV, which has no check digit, is scanned twice', async ({ station, app }) => {
  await burst(app, '4901542032375101\n')
  await expect(station.getByText('It has no check digit.')).toBeVisible()
  await expect(station.getByRole('button', { name: 'Review' })).toBeDisabled()
  await burst(app, '4901542032375101\n')
  await expect(station.getByText('It has no check digit.')).toBeHidden()
  await expect(station.getByText('49 015420 323751 8', { exact: true })).toBeVisible()
  await expect(station.getByRole('button', { name: 'Review' })).toBeEnabled()
})

test('the doubtful digit is said, and marked at its place', async ({ station }) => {
  await scan(station, '490154203231518')
  await expect(
    station.getByText('these are misread most often: digit 4 (1 or 7), digit 12 (1 or 7), digit 14 (1 or 7).'),
  ).toBeVisible()
  await expect(station.locator('mark')).toHaveText(['1', '1', '1'])
  await picture(station, 'scan-doubtful')
})

test('of a label with two devices one is chosen by its number', async ({ station, app }) => {
  await burst(app, `IMEI1:${imei}\nIMEI2:${other}\n`)
  await expect(station.getByText('This label has two devices.')).toBeVisible()
  await picture(station, 'scan-several')
  await station.keyboard.press('2')
  await expect(station.getByText('35 693803 564380 9', { exact: true })).toBeVisible()
  await expect(station.getByRole('button', { name: 'Review' })).toBeEnabled()
})

test('a scanner set to another keyboard is told, and nothing is taken', async ({ station }) => {
  const keys = JSON.stringify([...`'çà&('éà"é"è(&_`])
  await station.evaluate(`for (const key of ${keys}) window.dispatchEvent(new KeyboardEvent('keydown', { key }))`)
  await expect(station.getByText(/^The scanner types as on a keyboard in English/)).toBeVisible()
  await expect(station.getByTestId('echo')).toBeHidden()
  await picture(station, 'scan-layout')
  await station.keyboard.press('Escape')
  await expect(station.getByText(/^The scanner types/)).toBeHidden()
})

test('a command is done, or it is said that it means nothing here', async ({ station, app }) => {
  await burst(app, `${barcodeOf({ act: 'help' })}\n`)
  await expect(station.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await burst(app, `${barcodeOf({ act: 'back' })}\n`)
  await expect(station.getByRole('dialog', { name: 'Keys' })).toBeHidden()
  await burst(app, `${barcodeOf({ act: 'reject', number: 3 })}\n`)
  await expect(station.getByText('This command means nothing here.')).toBeVisible()
  await burst(app, 'BST/PAUSE/00\n')
  await expect(station.getByText('This command was misread.')).toBeVisible()
  await burst(app, `${imei}\n`)
  await expect(station.getByText('IMEI, check digit fits')).toBeVisible()
  await burst(app, `${barcodeOf({ act: 'next' })}\n`)
  await expect(station.getByRole('heading', { name: 'This will be on the card.' })).toBeVisible()
})

/** The codes on the pages of a PDF, as another program reads them. */
function readOffPaper(path: string): readonly string[] {
  const out = mkdtempSync(join(tmpdir(), 'bootstation-sheet-'))
  try {
    execFileSync('pdftoppm', ['-png', '-r', '200', path, join(out, 'page')])
    const pages = readdirSync(out).map((page) => join(out, page))
    const [first = ''] = pages
    copyFileSync(first, join('test-results', 'scanner-sheet.png'))
    return execFileSync('zbarimg', ['--quiet', '--raw', ...pages], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split('\n')
      .sort()
  } finally {
    rmSync(out, { recursive: true })
  }
}

test('the set-up page says how the scanner types, and has a sheet of commands to print', async ({ station, app }) => {
  await station.keyboard.press('F1')
  await station.getByRole('button', { name: 'Set up the scanner' }).press('Enter')
  await expect(station.getByRole('heading', { name: 'Set up the scanner' })).toBeVisible()
  await station.keyboard.press('F12')
  await station.getByRole('button', { name: 'Set up the scanner' }).press('Enter')
  await expect(station.getByRole('heading', { name: 'Set up the scanner' })).toBeVisible()
  await expect(station.getByRole('img', { name: 'Reject 1: Unfit card' })).toBeVisible()
  await picture(station, 'scanner')

  await burst(app, 'yZ-aQ;m:/0189\n')
  await expect(station.getByRole('listitem').filter({ hasText: 'Letters, digits' })).toContainText(
    'Arrives as it should.',
  )
  await burst(app, '010950600013435221TEST8002490154203237518')
  await expect(station.getByText('The separators get lost.')).toBeVisible()
  await expect(station.getByText('Ends with nothing')).toBeVisible()
  await burst(app, `IMEI1:${imei}\nIMEI2:${other}\nS/N:TEST\n`)
  await expect(station.getByText('Read as: This label has two devices.')).toBeVisible()
  await expect(station.getByText('Arrives as it should.')).toHaveCount(2)
  await picture(station, 'scanner-heard')

  // Nothing is done here: not even a command.
  await burst(app, `${barcodeOf({ act: 'next' })}\n`)
  await expect(station.getByText('Read as: Go on')).toBeVisible()
  await station.setViewportSize({ width: 1024, height: 768 })
  await station.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await picture(station, 'scanner-small-dark')

  await station.keyboard.press('F7')
  const saved = await station.getByText(/^Saved: .*\.pdf$/).innerText()
  const paper = saved.replace('Saved: ', '')
  expect(readFileSync(paper, 'latin1').slice(0, 5)).toBe('%PDF-')
  if (readsPaper('pdftoppm', 'zbarimg')) expect(readOffPaper(paper)).toEqual(sheetCommands.map(barcodeOf).sort())
  await station.keyboard.press('F8')
  await expect(station.getByText(/^(Saved: .*\.pdf|Sent to .*)$/)).toBeVisible()
  await station.keyboard.press('Escape')
  await expect(station.getByRole('heading', { name: 'Scan the device.' })).toBeVisible()
})

test('nothing a scanner types lands in a text field, wherever the focus is, and what a hand types there stays', async ({
  station,
  app,
}) => {
  await station.evaluate(
    "window.landed = 0; window.addEventListener('input', () => window.landed++, { capture: true })",
  )
  const places = ['F2', 'F4', 'F5', 'F9', 'F11', 'F12']
  for (const place of places) await noiseIntoEveryField(station, app, place)

  // Line and counter have no menu, and a dialog lies over whatever is shown.
  await station.keyboard.press('F6')
  for (const code of noise) await burst(app, code)
  await station.keyboard.press('F10')
  for (const code of [...noise, '+4915123456789\n', 'QX-77/ZZ:0815\n']) await burst(app, code)
  await expect(station.getByRole('heading', { name: 'What is the phone number?' })).toBeVisible()
  for (const code of noise) {
    await station.keyboard.press('F1')
    await expect(station.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await burst(app, code)
    await station.waitForTimeout(3 * handMs)
    await expect(station.getByRole('dialog', { name: 'Keys' })).toBeHidden()
  }
  expect(await station.evaluate('window.landed')).toBe(0)
})

const pause = `${barcodeOf({ act: 'pause' })}\n\n`
const noise = [`${imei}\n`, 'QX-77/ZZ:0815\t', `IMEI:${other}`, '01095060001343 52', pause]

/** Codes that are an identity and that are none, with every ending, into each field of a place with a menu. A scan may lead away from it. */
async function noiseIntoEveryField(station: Page, app: ElectronApplication, place: string): Promise<void> {
  const fields = station.locator('input:not([type=checkbox], [type=range]), textarea, select')
  const here = station.locator(`[aria-current=page][aria-keyshortcuts=${place}]`)
  const goThere = async () => {
    if (!(await here.isVisible())) await station.keyboard.press(place)
    await expect(here).toBeVisible()
  }
  await goThere()
  for (let at = 0; at < (await fields.count()); at++)
    for (const code of noise) {
      await goThere()
      await fields.nth(at).focus({ timeout: 5000 })
      await burst(app, code)
      // What is held back is over by then, and so is what would follow it.
      await station.waitForTimeout(3 * handMs)
    }
  expect(await station.evaluate('window.landed')).toBe(0)
  await goThere()
  const typed = station.locator('input:not([type]):read-write, input[type=text]:read-write, textarea')
  for (let at = 0; at < (await typed.count()); at++) {
    await typed.nth(at).fill('')
    await typed.nth(at).focus()
    await typeByHand(station, 'ab')
    await scan(station, pause)
    await typeByHand(station, 'cd')
    await expect(typed.nth(at)).toHaveValue('abcd')
  }
  await station.evaluate('window.landed = 0')
}
