/** An item of a merge, and the one that was in its place: itself if it stays, none if it is new. */
export type Merged<T> = { readonly item: T; readonly was: T | undefined }

/** Keeps the order of what is there; an item of the same key is replaced in its place, new ones follow. */
export function mergeBy<T>(
  kept: readonly T[],
  added: readonly T[],
  keyOf: (item: T) => string | undefined,
): readonly Merged<T>[] {
  const next = new Map<string, T>()
  for (const item of added) {
    const key = keyOf(item)
    if (key !== undefined && !next.has(key)) next.set(key, item)
  }
  const known = new Set(kept.map(keyOf))
  const replacement = (key: string | undefined): T | undefined => (key === undefined ? undefined : next.get(key))
  const isNew = (item: T): boolean => {
    const key = keyOf(item)
    return key === undefined || !known.has(key)
  }
  return [
    ...kept.map((was) => ({ was, item: replacement(keyOf(was)) ?? was })),
    ...added.filter(isNew).map((item) => ({ item, was: undefined })),
  ]
}
