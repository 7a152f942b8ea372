/** A value and how often it was seen. */
export type Seen = { readonly value: number; readonly count: number }
export type Bar = { readonly from: number; readonly to: number; readonly count: number }

/** The smallest value that so great a share of all does not exceed (nearest rank). Undefined of nothing. */
export function quantile(seen: readonly Seen[], share: number): number | undefined {
  const rank = Math.max(1, Math.ceil(share * countOf(seen)))
  let passed = 0
  for (const { value, count } of sorted(seen)) {
    passed += count
    if (passed >= rank) return value
  }
  return undefined
}

/**
 * Bars of one width that a person would choose, at most `most`, without a gap. The slowest hundredth is in the last
 * bar, so that a coffee break does not flatten the rest.
 */
export function histogram(seen: readonly Seen[], widths: readonly number[], most: number): readonly Bar[] {
  const least = quantile(seen, 0)
  const greatest = quantile(seen, 0.99)
  if (least === undefined || greatest === undefined) return []
  const fits = (width: number) => Math.floor(greatest / width) - Math.floor(least / width) < most
  const width = widths.find(fits) ?? widths.at(-1) ?? 1
  const first = Math.floor(least / width)
  const bars = Math.min(most, Math.floor(greatest / width) - first + 1)
  return Array.from({ length: bars }, (_, at) => {
    const isOf = ({ value }: Seen) => Math.min(Math.floor(value / width) - first, bars - 1) === at
    return { from: (first + at) * width, to: (first + at + 1) * width, count: countOf(seen.filter(isOf)) }
  })
}

const sorted = (seen: readonly Seen[]) => [...seen].sort((one, other) => one.value - other.value)
const countOf = (seen: readonly Seen[]): number => seen.reduce((sum, { count }) => sum + count, 0)
