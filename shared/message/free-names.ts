/**
 * Gives names that nobody has yet: the one that is asked for or, if it is taken, that with `-2` and so on behind it, as a
 * device would (DM 2.0, 5.3.1).
 */
export function freeNames(taken: readonly string[]): (name: string) => string {
  const used = new Set(taken)
  const counts = new Map<string, number>()
  return (name) => {
    const free = used.has(name) ? counted(name) : name
    used.add(free)
    return free
  }

  function counted(name: string): string {
    let count = counts.get(name) ?? 2
    while (used.has(`${name}-${count}`)) count++
    counts.set(name, count + 1)
    return `${name}-${count}`
  }
}
