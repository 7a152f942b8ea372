import { expect, test } from 'vitest'
import { bestScan } from '../../renderer/keys/best-scan'

const imei = '490154203237518'

test('a whole line that is an identity is taken, even if it came in several bursts', () => {
  expect(bestScan(imei, '203237518')).toBe(imei)
})

test('leftovers before a scan do not spoil it', () => {
  expect(bestScan(`35${imei}`, imei)).toBe(imei)
})

test('what is no identity either way is the line as it stands', () => {
  expect(bestScan('490154203237519', '203237519')).toBe('490154203237519')
  expect(bestScan('', '123456')).toBe('123456')
})
