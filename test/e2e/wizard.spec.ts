import { expect, picture, test, testsOfOneWindow } from './app'
import { imei, reader, scan, toReview, verdict } from './hands'

const shared = testsOfOneWindow()

test('a card is written from scan to verdict with a scanner and a keyboard alone', async ({ station, bench }) => {
  await expect(station.getByText('Training bench.')).toBeVisible()
  await expect(reader(station, 1)).toContainText('Card in')

  await scan(station, imei)
  await expect(station.getByText('49 015420 323751 8', { exact: true })).toBeVisible()
  await expect(station.getByText('IMEI, check digit fits')).toBeVisible()
  await picture(station, 'wizard-1-scan')

  await station.keyboard.press('Enter')
  await expect(station.getByRole('heading', { name: 'This will be on the card.' })).toBeVisible()
  await expect(station.getByText('Choose the reader: press its tile, or its number key.')).toBeVisible()
  await expect(station.getByRole('button', { name: 'Write the card' })).toBeDisabled()
  await expect(station.getByRole('row', { name: /Secret of the device/ })).toContainText('••••••••••••')
  await expect(station.getByRole('row', { name: /Secret of the device/ })).toContainText('Check value')

  await bench.card(2, '--delay-ms', '25')
  await station.keyboard.press('2')
  await expect(station.getByText(/^Goes to card .* in reader 2/)).toBeVisible()
  await picture(station, 'wizard-2-review')

  await station.keyboard.press('Enter')
  await expect(station.getByRole('heading', { name: 'Leave the card in.' })).toBeVisible()
  await picture(station, 'wizard-3-job')

  await expect(verdict(station, 'PASS')).toBeVisible()
  await expect(station.getByText('A device would now start with')).toBeVisible()
  for (const light of ['Written', 'Verified', 'Registered'])
    await expect(station.locator('[data-light=on]').filter({ hasText: light })).toBeVisible()
  await picture(station, 'wizard-4-result')

  await station.keyboard.press('Enter')
  await expect(station.getByRole('heading', { name: 'Scan the device.' })).toBeVisible()
})

test('a card is written by a press on the button as well', async ({ station }) => {
  await toReview(station, imei, 1)
  await station.getByRole('button', { name: 'Write the card' }).click()
  await expect(verdict(station, 'PASS')).toBeVisible()
})

shared(
  'a scan lands in the scan whatever has the focus, and a scan on the verdict begins the next device',
  async ({ station }) => {
    await station.keyboard.press('Tab')
    await station.keyboard.press('Tab')
    await scan(station, imei)
    await expect(station.getByText('IMEI, check digit fits')).toBeVisible()

    await station.keyboard.press('F3')
    await expect(station.getByRole('heading', { name: 'Readers' })).toBeVisible()
    await scan(station, '352099001761481')
    await expect(station.getByText('35 209900 176148 1', { exact: true })).toBeVisible()
  },
)

shared('Esc goes back from the review, and nothing is written', async ({ station, bench }) => {
  await scan(station, imei)
  await station.keyboard.press('Enter')
  await expect(station.getByRole('heading', { name: 'This will be on the card.' })).toBeVisible()
  await station.keyboard.press('Escape')
  await expect(station.getByRole('heading', { name: 'Scan the device.' })).toBeVisible()
  expect(await bench.hand('job', 'list')).toBe('')
})

shared('a wrong check digit is refused in words, and the review is not reached', async ({ station }) => {
  await scan(station, '490154203237519')
  await expect(station.getByText('The check digit does not fit.')).toBeVisible()
  await expect(station.getByText(/Scan it again, or compare/)).toBeVisible()
  await picture(station, 'wizard-1-wrong-check-digit')
  await station.keyboard.press('Enter')
  await expect(station.getByRole('heading', { name: 'Scan the device.' })).toBeVisible()
  await expect(station.getByRole('button', { name: 'Review' })).toBeDisabled()
})

test('a window that is loaded again returns to the job that runs', async ({ station, bench }) => {
  await bench.card(1, '--delay-ms', '60')
  await scan(station, imei)
  await station.keyboard.press('Enter')
  await expect(station.getByRole('heading', { name: 'This will be on the card.' })).toBeVisible()
  await station.keyboard.press('1')
  await expect(station.getByRole('button', { name: 'Write the card' })).toBeEnabled()
  await station.keyboard.press('Enter')
  await expect(station.getByRole('heading', { name: 'Leave the card in.' })).toBeVisible()
  await station.reload()
  await expect(station.getByRole('heading', { name: 'Leave the card in.' })).toBeVisible()
  await expect(verdict(station, 'PASS')).toBeVisible()
})

shared('every key is told on F1', async ({ station }) => {
  await station.keyboard.press('F1')
  await expect(station.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await picture(station, 'keys')
  await station.keyboard.press('Escape')
  await expect(station.getByRole('dialog', { name: 'Keys' })).toBeHidden()
})
