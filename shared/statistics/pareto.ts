export type Cause<Name extends string> = { readonly name: Name; readonly count: number }
/** A cause, or all those that are too rare for a line of their own, and the share of it and those before it. */
export type ParetoLine<Name extends string> = Cause<Name | 'other'> & { readonly upToHere: number }

/** The most frequent first; from `most` lines on, the rest is one. */
export function pareto<Name extends string>(causes: readonly Cause<Name>[], most: number): readonly ParetoLine<Name>[] {
  const sorted = causes.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count)
  const isShort = sorted.length <= most
  const named = isShort ? sorted : sorted.slice(0, most - 1)
  const rest = isShort ? [] : [{ name: 'other' as const, count: sumOf(sorted.slice(most - 1)) }]
  const all = sumOf(sorted)
  const lines: readonly Cause<Name | 'other'>[] = [...named, ...rest]
  return lines.map((line, at) => ({ ...line, upToHere: sumOf(lines.slice(0, at + 1)) / all }))
}

const sumOf = (causes: readonly { readonly count: number }[]): number =>
  causes.reduce((sum, { count }) => sum + count, 0)
