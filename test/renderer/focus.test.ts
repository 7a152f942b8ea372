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

test('what a hand types at a choice is the beginning of one, and goes nowhere else', () => {
  const { press, type, told } = keyboard('choice')
  type('br', 300)
  expect(told()).toEqual(['chosen Bravo'])
  vi.advanceTimersByTime(2000)
  type('bbb', 300)
  expect(told().slice(1)).toEqual(['chosen Berlin', 'chosen Bravo', 'chosen Berlin'])
  vi.advanceTimersByTime(2000)
  type('lima 2', 200)
  type('0', 200)
  expect(told().slice(4)).toEqual(['chosen Lima 2', 'chosen Lima 20'])
  vi.advanceTimersByTime(2000)
  type('x2', 300)
  vi.advanceTimersByTime(2000)
  press('2')
  vi.advanceTimersByTime(2000)
  expect(told()).toHaveLength(6)
})

test.for([8, 30])('a scan with %i ms between its keys changes no choice', (gapMs) => {
  const { type, told } = keyboard('choice')
  type('BRAVO12345678\n', gapMs)
  vi.advanceTimersByTime(2000)
  expect(told()).toEqual(['scan BRAVO12345678'])
})
