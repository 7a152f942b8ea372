import fc from 'fast-check'
import { expect, test } from 'vitest'
import { histogram, quantile } from '../../../shared/statistics/histogram'
import { pareto } from '../../../shared/statistics/pareto'

const once = (...values: readonly number[]) => values.map((value) => ({ value, count: 1 }))

test('quantiles by nearest rank, as in its usual example', () => {
  const seen = once(50, 15, 35, 20, 40)
  expect([0.05, 0.3, 0.4, 0.5, 1].map((share) => quantile(seen, share))).toEqual([15, 20, 20, 35, 50])
  expect(quantile([], 0.5)).toBeUndefined()
})

test('bars have a width that a person would choose, and the slowest hundredth does not flatten the rest', () => {
  const seen = [{ value: 8000, count: 50 }, { value: 9500, count: 149 }, ...once(600_000)]
  const bars = histogram(seen, [100, 200, 500, 1000, 2000], 12)
  expect(bars).toEqual([
    { from: 8000, to: 8200, count: 50 },
    ...[8200, 8400, 8600, 8800, 9000, 9200].map((from) => ({ from, to: from + 200, count: 0 })),
    { from: 9400, to: 9600, count: 150 },
  ])
  expect(histogram([], [100], 12)).toEqual([])
})

test('every value is in one bar', () => {
  const seen = fc.array(fc.record({ value: fc.nat(1e6), count: fc.integer({ min: 1, max: 9 }) }), { minLength: 1 })
  fc.assert(
    fc.property(seen, (drawn) => {
      const bars = histogram(drawn, [100, 1000, 10_000], 12)
      expect(bars.length).toBeLessThanOrEqual(12)
      const sum = (list: readonly { count: number }[]) => list.reduce((all, { count }) => all + count, 0)
      expect(sum(bars)).toBe(sum(drawn))
    }),
  )
})

test('causes stand by their number, the rare ones together, and their shares add up to all', () => {
  const causes = [
    ...[
      { name: 'mute', count: 6 } as const,
      { name: 'too-small', count: 9 } as const,
      { name: 'none', count: 0 } as const,
    ],
    ...[
      { name: 'refused', count: 4 } as const,
      { name: 'differs', count: 2 } as const,
      { name: 'torn', count: 1 } as const,
    ],
  ]
  const lines = pareto(causes, 4).map(({ name, count, upToHere }) => [name, count, Math.round(upToHere * 100)])
  expect(lines).toEqual([
    ['too-small', 9, 41],
    ['mute', 6, 68],
    ['refused', 4, 86],
    ['other', 3, 100],
  ])
  expect(pareto(causes, 5).at(-1)).toMatchObject({ name: 'torn', upToHere: 1 })
  expect(pareto([], 4)).toEqual([])
})
