import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Sample } from '../../../shared/statistics/p-chart'
import { type Group, suspectIn } from '../../../shared/statistics/suspect'
import { differenceByChance } from '../../../shared/statistics/two-proportions'

const of = (failed: number, tried: number): Sample => ({ failed, tried })

test('chances of published tables', () => {
  // Fisher 1935, the lady tasting tea: 3 of 4 and 1 of 4.
  expect(differenceByChance(of(3, 4), of(1, 4))).toBeCloseTo(0.4857, 4)
  // Fisher 1970, convictions of twins: 2 of 17 and 10 of 13.
  expect(differenceByChance(of(2, 17), of(10, 13))).toBeCloseTo(0.0005367, 6)
  expect(differenceByChance(of(0, 10), of(0, 20))).toBe(1)
})

test('a difference is the same from either side, of either word, and a chance', () => {
  const sample = fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([tried, share]) => of(Math.round(tried * share), tried))
  fc.assert(
    fc.property(sample, sample, (one, other) => {
      const p = differenceByChance(one, other)
      const turned = (s: Sample) => of(s.tried - s.failed, s.tried)
      expect(p).toBeGreaterThan(0)
      expect(p).toBeLessThanOrEqual(1)
      expect(differenceByChance(other, one)).toBeCloseTo(p, 9)
      expect(differenceByChance(turned(one), turned(other))).toBeCloseTo(p, 9)
    }),
  )
})

const group = (by: Group['by'], name: string, failed: number, tried: number): Group => ({ by, name, failed, tried })

test('a reader that fails more often than the others is told, with its chance', () => {
  const groups = [
    ...[1, 2, 3, 4, 6, 7, 8].map((number) => group('reader', `${number}`, 2, 175)),
    group('reader', '5', 14, 175),
    group('template', 'nordwind', 28, 1400),
    group('lot', '89490200001235', 15, 700),
    group('lot', '89490200001236', 13, 700),
  ]
  const suspect = suspectIn(groups)
  expect(suspect).toMatchObject({ by: 'reader', name: '5', others: { failed: 14, tried: 1225 } })
  expect(suspect?.p).toBeLessThan(0.001)
})

test('every comparison is paid for, so that one of many readers is not suspected of what one of a few would be', () => {
  const readers = (failed: number) => [0, 1, 2, 3].map((at) => group('reader', `${at}`, at === 0 ? failed : 2, 100))
  expect(differenceByChance(of(9, 100), of(6, 300))).toBeLessThan(0.01)
  expect(suspectIn(readers(9))).toBeUndefined()
  expect(suspectIn(readers(12))?.p).toBeCloseTo(4 * differenceByChance(of(12, 100), of(6, 300)), 9)
})

test('a lot of cards is told where it, and no reader, makes the difference', () => {
  const groups = [
    ...[1, 2, 3, 4].map((number) => group('reader', `${number}`, 5, 100)),
    group('lot', 'good', 2, 300),
    group('lot', 'bad', 18, 100),
  ]
  expect(suspectIn(groups)).toMatchObject({ by: 'lot', name: 'bad' })
})

test('nobody is suspected of what chance does, of too few cards, or where there is nobody to compare with', () => {
  expect(suspectIn([])).toBeUndefined()
  expect(suspectIn([group('reader', '1', 50, 100)])).toBeUndefined()
  expect(suspectIn([group('reader', '1', 1, 2), group('reader', '2', 0, 3)])).toBeUndefined()
  expect(suspectIn([1, 2, 3, 4].map((number) => group('reader', `${number}`, number, 100)))).toBeUndefined()
  // Better than the others is no suspicion, though they are worse together.
  const better = suspectIn([group('reader', '1', 0, 300), group('reader', '2', 30, 300)])
  expect(better?.name).toBe('2')
})
