import { expect, picture, test } from './app'
import { imei, scan, verdict } from './hands'

test.use({ readers: 1 })

test('a phone is set up at the counter by scanner and keys', async ({ station, bench }) => {
  await station.keyboard.press('F10')
  await expect(station.getByRole('heading', { name: 'Scan the phone.' })).toBeVisible()
  await picture(station, 'counter-1-device')
  await scan(station, imei)
  await expect(station.getByRole('heading', { name: 'Which number does it have?' })).toBeVisible()
  await picture(station, 'counter-2-number')
  await scan(station, '+4915123456789')
  await expect(station.getByRole('heading', { name: 'Card is in. Set up this phone?' })).toBeVisible()
  await expect(station.getByText('Has room, key not yet used')).toBeVisible()
  await picture(station, 'counter-3-card')
  await bench.card(1, '--delay-ms', '25')
  await scan(station, imei)
  await expect(verdict(station, 'ONE MOMENT')).toBeVisible()
  await picture(station, 'counter-4-working')
  await expect(verdict(station, 'READY')).toBeVisible()
  await expect(station.getByRole('complementary', { name: 'Receipt' })).toBeVisible()
  await picture(station, 'counter-5-ready')
  await station.keyboard.press('F7')
  await expect(station.getByText(/saved as/)).toBeVisible()
  await picture(station, 'counter-6-printed')
})
