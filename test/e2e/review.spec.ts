import { expect, picture, test } from './app'
import { imei, onlyCardIn, scan, verdict } from './hands'

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
