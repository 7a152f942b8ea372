import { hypergeometric } from './chance'
import type { Sample } from './p-chart'

// Two chances that differ by less than rounding are equal.
const rounding = 1 + 1e-7
/** What adds less to a sum than a number can hold. */
const nothing = 1e-17

/**
 * How likely two shares differ at least so much by chance alone: Fisher's exact test, two-sided, which holds for few
 * cards as well as for many. Both tails are added from where they begin, so that a million cards take as long as some hundred.
 */
export function differenceByChance(one: Sample, other: Sample): number {
  const all = one.tried + other.tried
  const failed = one.failed + other.failed
  const chanceOf = (count: number) => hypergeometric(count, one.tried, failed, all)
  const seen = chanceOf(one.failed) * rounding
  const [least, most] = [Math.max(0, failed - other.tried), Math.min(failed, one.tried)]
  const likeliest = Math.floor(((one.tried + 1) * (failed + 1)) / (all + 2))
  if (chanceOf(likeliest) <= seen) return 1
  const isRare = (count: number) => chanceOf(count) <= seen
  const below = one.failed < likeliest ? one.failed : lastRare(least - 1, likeliest, isRare)
  const above = one.failed > likeliest ? one.failed : lastRare(most + 1, likeliest, isRare)
  /** How much likelier one more is. */
  const growth = (count: number) =>
    ((failed - count) * (one.tried - count)) / ((count + 1) * (other.tried - failed + count + 1))
  const down = tail(below, least, -1, chanceOf, (count) => 1 / growth(count - 1))
  return Math.min(1, down + tail(above, most, 1, chanceOf, growth))
}

/** The one nearest to the likeliest that is rare, where all beyond it are; `outside` all of them where there is none. */
function lastRare(outside: number, likeliest: number, isRare: (count: number) => boolean): number {
  let [rare, common] = [outside, likeliest]
  while (Math.abs(common - rare) > 1) {
    const middle = Math.trunc((rare + common) / 2)
    if (isRare(middle)) rare = middle
    else common = middle
  }
  return rare
}

function tail(
  from: number,
  end: number,
  step: 1 | -1,
  chanceOf: (count: number) => number,
  growth: (count: number) => number,
): number {
  let sum = 0
  for (let [count, chance] = [from, chanceOf(from)]; step * count <= step * end; count += step) {
    sum += chance
    if (chance <= sum * nothing) break
    chance *= growth(count)
  }
  return sum
}
