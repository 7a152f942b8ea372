import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keyboard } from './keyboard'

const imei = '490154203237518'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test.for(['button', 'fold'] as const)('Enter is for a %s that a hand has walked to', (focus) => {
  const { press, told } = keyboard(focus)
  expect(press('Enter')).toBe(false)
  expect(told()).toEqual([])
})

test('the arrows are for the choice that has the focus, and a scan is taken all the same', () => {
  const { press, type, told } = keyboard('choice')
  expect(press('ArrowDown')).toBe(false)
  expect(press('PageDown')).toBe(true)
  type(`${imei}\n`, 8)
  vi.advanceTimersByTime(200)
  expect(told()).toEqual(['PageDown', `scan ${imei}`])
})
