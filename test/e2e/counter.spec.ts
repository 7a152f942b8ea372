import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { checkReceipt } from '../../electron/paper/receipt'
import { barcodeOf } from '../../shared/identity/command'
import { identityOf } from '../../shared/identity/device'
import { imeiOf } from '../support/registration-world'
import { expect, picture, test } from './app'
import type { Bench } from './bench'
import { burst, handMs, imei, typeByHand, verdict } from './hands'
import { keptPicture, qrIn, savedPdf } from './paper'

test.use({ readers: 1 })

const phone = '+4915123456789'
/** More of them say more of their time. */
const sales = Number(process.env.COUNTER_SALES ?? 2)
const heading = (station: Page, name: string) => station.getByRole('heading', { name, exact: true })
const receipt = (station: Page) => station.getByRole('complementary', { name: 'Receipt' })
const canStart = (station: Page) =>
  expect(station.getByText('Scanning the phone once more is a yes, too.')).toBeVisible()

/** A word, and the Enter behind it. */
async function typed(station: Page, text: string): Promise<void> {
  await typeByHand(station, text)
  await station.keyboard.press('Enter')
}
const scan = (app: ElectronApplication, code: string) => burst(app, `${code}\n`)

async function toCounter(station: Page): Promise<void> {
  await station.keyboard.press('F10')
  await expect(heading(station, 'Scan the phone.')).toBeVisible()
}

/** From the counter to the confirmation, by scans. */
async function toCard(app: ElectronApplication, station: Page, code = imei, number = phone): Promise<void> {
  await scan(app, code)
  await expect(heading(station, 'What is the phone number?')).toBeVisible()
  await scan(app, number)
  await canStart(station)
}

/** A device with the card of reader 1 comes to its DM Server. */
const switchOn = (bench: Bench) =>
  bench.hand('bench', 'device', '--home', join(bench.home, 'phone'), '--device', `imei:${imei}`, '--reader', '1')

const savedAs = async (station: Page): Promise<string> =>
  (await station.getByText(/saved as/).innerText()).replace(/^.*saved as /, '')

test('a phone is set up by scanner events alone, and the receipt on screen and paper is genuine', async ({
  app,
  station,
  bench,
}) => {
  await toCounter(station)
  await picture(station, 'counter-1-device')
  await scan(app, imei)
  await expect(heading(station, 'What is the phone number?')).toBeVisible()
  await scan(app, '4006381333931')
  await expect(station.getByText('This is the code of a product.')).toBeVisible()
  await picture(station, 'counter-2-number')
  await scan(app, phone)
  await expect(heading(station, 'Card is in. Set up this phone?')).toBeVisible()
  await canStart(station)
  await picture(station, 'counter-3-card')
  await bench.card(1, '--delay-ms', '25')
  await scan(app, imei)
  await expect(verdict(station, 'ONE MOMENT')).toBeVisible()
  await picture(station, 'counter-4-working')

  await expect(verdict(station, 'READY')).toBeVisible()
  for (const light of ['Written', 'Verified', 'Registered'])
    await expect(station.locator('[data-light=on]').filter({ hasText: light })).toBeVisible()
  await expect(receipt(station)).toContainText('Training. This receipt is worth nothing.')
  // A customer reads along.
  await expect(station.locator('main')).not.toContainText(imei)
  await expect(station.locator('main')).not.toContainText('23456789')
  await picture(station, 'counter-5-ready')

  await scan(app, barcodeOf({ act: 'repeat' }))
  const path = await savedAs(station)
  const pem = (await bench.hand('receipt', 'key')).trim()
  const key: string = JSON.parse(pem).key
  const onScreen = await qrIn(app, await station.locator('.qr').screenshot())
  expect(checkReceipt(onScreen ?? '', key).statement).toMatchObject({ station: 'TRAINING1', verdict: 'PASS' })
  const paper = savedPdf(path)
  if (paper) {
    expect(paper.words).toMatch(/Your device is set up[\s\S]*IMEI ends 3237 518[\s\S]*Registered with the DM Server/)
    expect(paper.words).not.toContain('23456789')
    await keptPicture(paper.png, 'counter-paper')
    expect(await qrIn(app, paper.png)).toBe(onScreen)
  }

  await switchOn(bench)
  await expect(station.getByText('The phone has called in and is looked after by Training bench.')).toBeVisible()
  await expect(station.locator('.chain b')).toHaveText('Contacted')
  await picture(station, 'counter-6-called')
  expect(await qrIn(app, await station.locator('.qr').screenshot())).toBe(onScreen)

  await scan(app, barcodeOf({ act: 'next' }))
  await expect(heading(station, 'Scan the phone.')).toBeVisible()

  // Three scans a customer: half of a minute is for the hands that make them.
  const tookMs: number[] = []
  for (let sale = 1; sale <= sales; sale++) {
    await bench.card(1, 'swap')
    await bench.card(1, '--delay-ms', '25')
    const began = performance.now()
    await toCard(app, station, identityOf(imeiOf(sale)).value, `+4915123457${String(sale).padStart(3, '0')}`)
    await scan(app, identityOf(imeiOf(sale)).value)
    await expect(verdict(station, 'READY')).toBeVisible({ timeout: 60_000 })
    tookMs.push(Math.round(performance.now() - began))
    await scan(app, barcodeOf({ act: 'next' }))
    await expect(heading(station, 'Scan the phone.')).toBeVisible()
  }
  const p95 = tookMs.sort((one, other) => one - other)[Math.ceil(tookMs.length * 0.95) - 1]
  process.stdout.write(`counter by scanner: 4 scans a sale, ${tookMs.join(' ')} ms from the first to READY\n`)
  expect(p95).toBeLessThan(30_000)
})

test('and by keyboard alone, with what a hand types told twice, and a window that is loaded again at every step', async ({
  station,
  bench,
}) => {
  await toCounter(station)
  await typed(station, imei)
  await expect(heading(station, 'What is the phone number?')).toBeHidden()
  await picture(station, 'counter-1-again')
  await typed(station, imei.slice(-4))
  await expect(heading(station, 'What is the phone number?')).toBeVisible()
  await typed(station, '0151')
  await station.reload()
  await expect(station.getByTestId('number')).toHaveText('0151')
  await station.keyboard.press('Enter')
  await expect(station.getByText('This is no phone number.')).toBeVisible()
  await picture(station, 'counter-2-refused')
  for (const _ of '0151') await station.keyboard.press('Backspace')
  await typed(station, '+49 151 23456789')
  await canStart(station)
  await station.keyboard.press('Escape')
  await expect(station.getByTestId('number')).toHaveText(phone)
  await station.keyboard.press('Enter')
  await canStart(station)
  await station.reload()
  await canStart(station)
  await expect(station.getByText('+49 151 2345 6789')).toBeVisible()
  await bench.card(1, '--delay-ms', '25')
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'ONE MOMENT')).toBeVisible()
  await station.reload()
  await expect(verdict(station, 'READY')).toBeVisible()
  await expect(station.locator('main')).not.toContainText(imei)
  await station.keyboard.press('2')
  await expect(receipt(station)).toContainText('Ihr Gerät ist eingerichtet')
  await station.keyboard.press('3')
  await expect(receipt(station)).toHaveAttribute('dir', 'rtl')
  await station.keyboard.press('F7')
  const path = await savedAs(station)
  const paper = savedPdf(path)
  if (paper) {
    expect(paper.words).toContain('IMEI')
    await keptPicture(paper.png, 'counter-paper-arabic')
  }
  await picture(station, 'counter-7-arabic')
  await station.keyboard.press('Enter')
  await expect(heading(station, 'Scan the phone.')).toBeVisible()

  // A whole sale at the pace of a hand.
  await bench.card(1, 'swap')
  await bench.card(1, '--delay-ms', '25')
  const { value } = identityOf(imeiOf(1))
  const steps = [
    [value, 'Typed, not scanned.'],
    [value.slice(-4), 'What is the phone number?'],
    ['+4915123457001', 'Scanning the phone once more is a yes, too.'],
  ] as const
  const began = performance.now()
  for (const [text, then] of steps) {
    await typed(station, text)
    await expect(station.getByText(then)).toBeVisible()
  }
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'READY')).toBeVisible({ timeout: 60_000 })
  const tookMs = Math.round(performance.now() - began)
  const keys = steps.reduce((sum, [text]) => sum + text.length + 1, 1)
  process.stdout.write(`counter by keyboard: ${keys} keys a sale, ${tookMs} ms from the first to READY\n`)
  expect(tookMs).toBeLessThan(60_000)
})

test('with the DM Server away the customer has a card and a receipt that says so, and READY comes by itself', async ({
  app,
  station,
  bench,
}) => {
  await bench.server('down')
  await toCounter(station)
  await toCard(app, station)
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'WAIT')).toBeVisible()
  await expect(station.getByText(/^Waiting for \d+ s/)).toBeVisible()
  await expect(receipt(station)).toContainText('Your device is being set up')
  await picture(station, 'counter-8-wait')
  await station.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await picture(station, 'counter-8-wait-dark')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 768))
  await expect.poll(() => station.evaluate('innerWidth')).toBe(1024)
  expect(await station.evaluate('document.documentElement.scrollWidth')).toBe(1024)
  await picture(station, 'counter-8-wait-small')
  await bench.server('up')
  await expect(verdict(station, 'READY')).toBeVisible({ timeout: 60_000 })
  await expect(receipt(station)).toContainText('Your device is set up')
  await picture(station, 'counter-5-ready-small-dark')
})

test('a phone without a card is registered with its number, and has no receipt before the DM Server answered', async ({
  app,
  station,
  bench,
}) => {
  await bench.card(1, 'remove')
  await bench.server('down')
  await toCounter(station)
  await scan(app, imei)
  await expect(heading(station, 'What is the phone number?')).toBeVisible()
  await station.waitForTimeout(handMs)
  // One more Enter of a scanner leaves nothing out.
  await station.keyboard.press('Enter')
  await expect(heading(station, 'What is the phone number?')).toBeVisible()
  await expect(station.getByRole('button', { name: 'Next', exact: true })).toBeDisabled()
  await station.keyboard.press('F8')
  await expect(heading(station, 'Put the card in.')).toBeVisible()
  await expect(station.getByRole('button', { name: 'Set up the phone' })).toBeDisabled()
  await picture(station, 'counter-3-missing')
  await station.keyboard.press('Escape')
  await scan(app, phone)
  await expect(heading(station, 'No card is in. Set it up without one?')).toBeVisible()
  await canStart(station)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 768))
  await expect.poll(() => station.evaluate('innerWidth')).toBe(1024)
  await picture(station, 'counter-3-none-small')
  await station.evaluate("document.documentElement.dataset.density = 'glove'")
  expect(await station.evaluate('document.documentElement.scrollWidth')).toBe(1024)
  await picture(station, 'counter-3-none-glove')
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'WAIT')).toBeVisible()
  await expect(receipt(station)).toContainText('There is a receipt once the phone is set up.')
  await bench.server('up')
  await expect(verdict(station, 'READY')).toBeVisible({ timeout: 60_000 })
  await expect(receipt(station)).toContainText('Your device is set up')
  expect(await station.evaluate('document.documentElement.scrollWidth')).toBe(1024)
  await picture(station, 'counter-9-without')
  expect(await bench.hand('intake', 'list')).toContain('counter')
})

test('a card that fails is said with the way on, and the same customer goes on with another', async ({
  app,
  station,
  bench,
}) => {
  await bench.card(1, 'swap', '--kind', 'other-key')
  await toCounter(station)
  await toCard(app, station)
  await station.keyboard.press('Enter')
  await expect(station.locator('.verdict')).toHaveAttribute('data-outcome', 'FAIL')
  await expect(receipt(station)).toContainText('There is a receipt once the phone is set up.')
  await picture(station, 'counter-10-fail')
  await bench.card(1, 'remove')
  await station.keyboard.press('F8')
  await expect(heading(station, 'No card is in. Set it up without one?')).toBeVisible()
  await bench.card(1, 'swap', '--kind', 'usim')
  await bench.card(1, '--delay-ms', '40')
  // A yes while the other card is still being looked at is kept until it has been.
  await expect(heading(station, 'Card is in. Set up this phone?')).toBeVisible()
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'READY')).toBeVisible()
  await expect(station.locator('[data-light=on]').filter({ hasText: 'Written' })).toBeVisible()
})
