import { hypergeometric } from './chance'
import type { Sample } from './p-chart'

// Two chances that differ by less than rounding are equal.
const rounding = 1 + 1e-7

/**
 * How likely two shares differ at least so much by chance alone: Fisher's exact test, two-sided, which holds for few
 * cards as well as for many.
 */
export function differenceByChance(one: Sample, other: Sample): number {
  const all = one.tried + other.tried
  const failed = one.failed + other.failed
  const chanceOf = (count: number) => hypergeometric(count, one.tried, failed, all)
  const seen = chanceOf(one.failed) * rounding
  let sum = 0
  for (let count = Math.max(0, failed - other.tried); count <= Math.min(failed, one.tried); count++) {
    const chance = chanceOf(count)
    if (chance <= seen) sum += chance
  }
  return Math.min(1, sum)
}
