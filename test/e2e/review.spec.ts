import { expect, picture, testsOfOneWindow } from './app'
import { imei, onlyCardIn, scan, typeByHand, verdict } from './hands'

const test = testsOfOneWindow()

test('a card that cannot be written is told on the review, and one that can be prepared is, and then written', async ({
  station,
  bench,
}) => {
  await onlyCardIn(station, 1, 4, (number) => bench.card(number, 'remove'))
  await bench.card(1, 'swap', '--kind', 'blocked')
  await scan(station, imei)
  await expect(station.getByText('IMEI, check digit fits')).toBeVisible()
  await station.keyboard.press('Enter')
  const write = station.getByRole('button', { name: 'Write the card' })
  await expect(station.getByText('The card key is blocked: no tries are left')).toBeVisible()
  await expect(write).toBeDisabled()
  await picture(station, 'review-blocked')

  await bench.card(1, 'swap', '--kind', 'scp03')
  await expect(station.getByText(/read and written in a secure channel only/)).toBeVisible()
  await expect(write).toBeDisabled()

  await bench.card(1, 'swap', '--kind', 'blank')
  await expect(station.getByRole('button', { name: 'Prepare this card' })).toBeEnabled()
  await expect(write).toBeDisabled()
  await picture(station, 'review-blank')
  await station.keyboard.press('F7')
  await expect(station.getByText(/This card has room for 4,096 bytes/)).toBeVisible({ timeout: 30_000 })
  await expect(station.getByRole('heading', { name: 'This will be on the card.' })).toBeVisible()
  await picture(station, 'review-prepared')
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'PASS')).toBeVisible()
})

test('the PIN of a card and the reason for a try are typed on the verdict, and the job goes on', async ({
  station,
  bench,
}) => {
  const write = station.getByRole('button', { name: 'Write the card' })
  await bench.card(1, 'swap', '--kind', 'pin')
  await scan(station, imei)
  await expect(station.getByText('IMEI, check digit fits')).toBeVisible()
  await station.keyboard.press('Enter')
  await expect(station.getByText('Reads only with the PIN of the card')).toBeVisible()
  await expect(write).toBeEnabled()
  await picture(station, 'review-pin')
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'FAIL')).toBeVisible()
  const pin = station.getByLabel('PIN of this card')
  await pin.focus()
  await typeByHand(station, '12')
  await station.keyboard.press('Enter')
  await expect(station.getByText('the PIN of a card has 4 to 8 digits')).toBeVisible()
  await picture(station, 'go-on-pin-refused')
  await typeByHand(station, '12349')
  await station.keyboard.press('Backspace')
  expect(await station.content()).not.toContain('12349')
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'PASS')).toBeVisible()
  await station.keyboard.press('Enter')

  await bench.card(1, 'swap', '--kind', 'two-tries')
  await scan(station, '352099001761481')
  await expect(station.getByText('IMEI, check digit fits')).toBeVisible()
  await station.keyboard.press('Enter')
  await expect(write).toBeEnabled()
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'FAIL')).toBeVisible()
  const why = station.getByLabel('Why may its key be tried all the same?')
  await why.focus()
  await typeByHand(station, 'too few')
  await station.keyboard.press('Enter')
  await expect(station.getByText('must have at least 10 characters')).toBeVisible()
  await expect(why).toHaveValue('too few')
  await why.selectText()
  await typeByHand(station, 'I know this keyy')
  await station.keyboard.press('Backspace')
  await expect(why).toHaveValue('I know this key')
  await picture(station, 'go-on-reason')
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'PASS')).toBeVisible()
})

test('the counter asks for the PIN of a card before anything is written, and writes it behind that', async ({
  station,
  bench,
}) => {
  await bench.card(1, 'swap', '--kind', 'pin')
  await station.keyboard.press('F10')
  await expect(station.getByRole('heading', { name: 'Scan the phone.' })).toBeVisible()
  await scan(station, imei)
  await expect(station.getByRole('heading', { name: 'What is the phone number?' })).toBeVisible()
  await station.keyboard.press('F8')
  const pin = station.getByLabel('PIN of this card')
  await expect(pin).toBeVisible()
  await expect(station.getByRole('button', { name: 'Set up the phone' })).toBeDisabled()
  await picture(station, 'counter-11-pin')
  await pin.focus()
  await typeByHand(station, '12')
  await station.keyboard.press('Enter')
  await expect(station.getByText('the PIN of a card has 4 to 8 digits')).toBeVisible()
  await typeByHand(station, '1234')
  await station.keyboard.press('Enter')
  await expect(verdict(station, 'READY')).toBeVisible()
})
