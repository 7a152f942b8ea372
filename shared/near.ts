/** The known word that was most likely meant: one letter or two apart, and fewer than half of them. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((name) => ({ name, apart: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, apart }) => apart <= 2 && apart * 2 < Math.max(name.length, word.length))
    .sort((left, right) => left.apart - right.apart)
  return best?.name
}

/** How many letters to change, add, leave out or swap with their neighbour (optimal string alignment). */
function distance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, at) => at)]
  const cost = (row: number, at: number): number => rows[row]?.[at] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= from.length; row++) {
    rows.push([row])
    for (let at = 1; at <= to.length; at++) {
      const isSwapped = from[row - 1] === to[at - 2] && from[row - 2] === to[at - 1]
      const changed = cost(row - 1, at - 1) + (from[row - 1] === to[at - 1] ? 0 : 1)
      const swapped = isSwapped ? cost(row - 2, at - 2) + 1 : Number.POSITIVE_INFINITY
      rows[row]?.push(Math.min(cost(row, at - 1) + 1, cost(row - 1, at) + 1, changed, swapped))
    }
  }
  return cost(from.length, to.length)
}
