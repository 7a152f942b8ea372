/** The known word that was most likely meant: one letter or two apart, and fewer than half of them. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((name) => ({ name, apart: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, apart }) => apart <= 2 && apart * 2 < Math.max(name.length, word.length))
    .sort((left, right) => left.apart - right.apart)
  return best?.name
}

/** How many letters to change, add or leave out (Levenshtein). */
function distance(from: string, to: string): number {
  let before = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [row, letter] of Array.from(from).entries()) {
    const now = [row + 1]
    for (let at = 0; at < to.length; at++) {
      const [left = 0, above = 0, diagonal = 0] = [now[at], before[at + 1], before[at]]
      now.push(Math.min(left + 1, above + 1, diagonal + (to[at] === letter ? 0 : 1)))
    }
    before = now
  }
  return before[to.length] ?? 0
}
