/** Keeps the order of what is there; an item of the same key is replaced in its place, new ones follow. */
export function mergeBy<T>(
  kept: readonly T[],
  added: readonly T[],
  keyOf: (item: T) => string | undefined,
): readonly T[] {
  const keys = kept.map(keyOf)
  const replacement = (at: number): T | undefined => {
    const key = keys[at]
    return key === undefined ? undefined : added.find((item) => keyOf(item) === key)
  }
  const isNew = (item: T): boolean => {
    const key = keyOf(item)
    return key === undefined || !keys.includes(key)
  }
  return [...kept.map((item, at) => replacement(at) ?? item), ...added.filter(isNew)]
}
