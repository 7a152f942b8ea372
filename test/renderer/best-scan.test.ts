import { expect, test } from 'vitest'
import { bestScan } from '../../renderer/keys/best-scan'

const imei = '490154203237518'

test('a scan that came in two bursts is put together', () => {
  expect(bestScan('490154', '203237518')).toBe(imei)
})

test('leftovers before a scan do not spoil it, and an older scan is replaced', () => {
  expect(bestScan('35', imei)).toBe(imei)
  expect(bestScan('356938035643809', imei)).toBe(imei)
  expect(bestScan('4', '490154203237519')).toBe('490154203237519')
})

test('what is no identity either way is the scan alone', () => {
  expect(bestScan('4901', '203237519')).toBe('203237519')
  expect(bestScan('', '123456')).toBe('123456')
})
