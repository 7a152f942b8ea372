import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binomial, logFactorial } from '../../../shared/statistics/chance'
import { pChart, sigmaLimits } from '../../../shared/statistics/p-chart'

// NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.2: defective chips, 50 of each of 30 wafers.
const wafers = [
  ...[12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22],
  ...[8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6],
].map((failed) => ({ tried: 50, failed }))

test('the mean and the limits of the wafers are those of the handbook', () => {
  const { mean } = pChart(wafers)
  expect(mean).toBeCloseTo(0.2313, 4)
  const { lower, upper } = sigmaLimits(mean, 50)
  expect(upper).toBeCloseTo(0.4102, 3)
  expect(lower).toBeCloseTo(0.0524, 3)
})

test('wafers 15 and 23 are worse than chance, as the handbook has it, and no other', () => {
  const { points } = pChart(wafers)
  expect(points.flatMap(({ is }, at) => (is === 'within' ? [] : [[at + 1, is]]))).toEqual([
    [15, 'worse'],
    [23, 'worse'],
  ])
})

test('one failure among few cards is no alarm, and many among many are', () => {
  const usual = Array.from({ length: 40 }, () => ({ tried: 100, failed: 2 }))
  const { points } = pChart([...usual, { tried: 3, failed: 1 }, { tried: 100, failed: 12 }])
  expect(points.slice(-2).map(({ is }) => is)).toEqual(['within', 'worse'])
})

test('chances of a table of the binomial distribution', () => {
  // Abramowitz and Stegun, and any table: n = 10, p = 0.5 and n = 20, p = 0.1.
  expect(binomial(5, 10, 0.5)).toBeCloseTo(0.24609, 5)
  expect(binomial(2, 20, 0.1)).toBeCloseTo(0.28518, 5)
  expect(binomial(0, 7, 0)).toBe(1)
  expect(binomial(7, 7, 1)).toBe(1)
  expect(Math.exp(logFactorial(20))).toBeCloseTo(2432902008176640000, -10)
})

test('the limits hold the mean, and the chances of all counts make one', () => {
  const sample = fc.record({
    tried: fc.integer({ min: 1, max: 400 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 8 }), (drawn) => {
      const samples = drawn.map(({ tried, share }) => ({ tried, failed: Math.round(tried * share) }))
      const { mean, points } = pChart(samples)
      for (const { lower, upper } of points) {
        expect(lower).toBeLessThanOrEqual(mean + 1e-9)
        expect(upper).toBeGreaterThanOrEqual(mean - 1e-9)
        expect(lower).toBeGreaterThanOrEqual(0)
        expect(upper).toBeLessThanOrEqual(1)
      }
      const n = samples[0]?.tried ?? 1
      const all = Array.from({ length: n + 1 }, (_, k) => binomial(k, n, mean)).reduce((sum, one) => sum + one, 0)
      expect(all).toBeCloseTo(1, 8)
    }),
  )
})
