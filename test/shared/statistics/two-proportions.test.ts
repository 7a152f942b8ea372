import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binomial, hypergeometric } from '../../../shared/statistics/chance'
import { pChart, type Sample, sigmaLimits } from '../../../shared/statistics/p-chart'
import { differenceByChance } from '../../../shared/statistics/two-proportions'

/** Every count that could have been, one after the other. */
function oneByOne(one: Sample, other: Sample): number {
  const [all, failed] = [one.tried + other.tried, one.failed + other.failed]
  const counts = Array.from({ length: one.tried + 1 }, (_, count) => count)
  const chances = counts
    .filter((count) => count <= failed && failed - count <= other.tried)
    .map((count) => hypergeometric(count, one.tried, failed, all))
  const seen = hypergeometric(one.failed, one.tried, failed, all) * (1 + 1e-7)
  return Math.min(
    1,
    chances.filter((chance) => chance <= seen).reduce((sum, chance) => sum + chance, 0),
  )
}

const sample = (most: number) =>
  fc
    .integer({ min: 1, max: most })
    .chain((tried) => fc.integer({ min: 0, max: tried }).map((failed) => ({ tried, failed })))

test('both tails are what every count one by one comes to', () =>
  fc.assert(
    fc.property(sample(60), sample(200), (one, other) => {
      expect(differenceByChance(one, other)).toBeCloseTo(oneByOne(one, other), 9)
    }),
    { numRuns: 400 },
  ))

test('of a million cards as of a few, and a chance that no number can hold is none', () => {
  const one = { tried: 20_000, failed: 440 }
  const other = { tried: 980_000, failed: 19_560 }
  expect(differenceByChance(one, other)).toBeCloseTo(oneByOne(one, other), 9)
  expect(differenceByChance({ tried: 125_000, failed: 5000 }, { tried: 875_000, failed: 0 })).toBe(0)
  expect(differenceByChance({ tried: 500_000, failed: 10_000 }, { tried: 500_000, failed: 10_000 })).toBe(1)
})

test('limits of very many cards leave as few outside as those of few', () => {
  const n = 67_000
  const [{ lower, upper } = { lower: 0, upper: 1 }] = pChart([{ tried: n, failed: 0.02 * n }]).points
  const sigma = sigmaLimits(0.02, n)
  expect(lower).toBeLessThanOrEqual(sigma.lower)
  expect(upper).toBeGreaterThanOrEqual(sigma.upper)
  const below = Array.from({ length: Math.ceil(lower * n) }, (_, count) => binomial(count, n, 0.02))
  expect(below.reduce((sum, chance) => sum + chance, 0)).toBeLessThan(0.00135)
  expect(upper - 0.02).toBeCloseTo(0.02 - lower, 3)
})
