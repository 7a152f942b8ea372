/** The tokens of a document type: for each tag code page, name by token (WBXML 1.3, 5.8.2). */
export type Dialect = {
  readonly name: string
  readonly tags: readonly ReadonlyMap<number, string>[]
}

/** A code page from names in the order of their tokens, from 05 on; `-` is a token nobody has. */
export const codePage = (names: string): ReadonlyMap<number, string> =>
  new Map(
    names
      .trim()
      .split(/\s+/)
      .map((name, at) => [at + 0x05, name] as const)
      .filter(([, name]) => name !== '-'),
  )

export function tokenOf({ tags }: Dialect, page: number, tag: string): number | undefined {
  for (const [token, name] of tags[page] ?? []) if (name === tag) return token
  return undefined
}
