/** WBXML 1.3, 5.8.3: a start token stands for a name and for what the value begins with, a value token for a piece of it. */
export type AttributeStart = { readonly name: string; readonly value?: string }
export type AttributePage = {
  readonly starts: ReadonlyMap<number, AttributeStart>
  readonly values: ReadonlyMap<number, string>
  /** Start tokens that mean something else in elements of these tags. */
  readonly startsIn?: Readonly<Record<string, ReadonlyMap<number, AttributeStart>>>
}

/** The tokens of a document type on each code page: of tags by token, and of attributes, if it has any. */
export type Tables = {
  readonly name: string
  readonly tags: readonly ReadonlyMap<number, string>[]
  readonly attributes?: readonly AttributePage[]
  /** What others write since later versions: read, and never written. */
  readonly later?: readonly AttributePage[]
}

type Tokens = ReadonlyMap<string, number>

/** The tables of a document type, both ways. */
export type Dialect = Tables & {
  readonly tokens: {
    readonly tags: readonly Tokens[]
    readonly starts: readonly Tokens[]
    readonly values: readonly Tokens[]
  }
}

export const dialectOf = (tables: Tables): Dialect => ({
  ...tables,
  tokens: {
    tags: tables.tags.map((page) => turned(page, (name) => name)),
    starts: (tables.attributes ?? []).map(({ starts }) => turned(starts, ({ name, value }) => startKey(name, value))),
    values: (tables.attributes ?? []).map(({ values }) => turned(values, (value) => value)),
  },
})

const startKey = (name: string, value: string | undefined): string => (value === undefined ? name : `${name}=${value}`)

const turned = <T>(page: ReadonlyMap<number, T>, keyOf: (entry: T) => string): Tokens =>
  new Map(Array.from(page, ([token, entry]) => [keyOf(entry), token]))

/** A code page from names in the order of their tokens, from 05 on; `-` is a token nobody has. */
export const codePage = (names: string, first = 0x05): ReadonlyMap<number, string> =>
  new Map(
    names
      .trim()
      .split(/\s+/)
      .map((name, at) => [at + first, name] as const)
      .filter(([, name]) => name !== '-'),
  )

export const tokenOf = ({ tokens }: Dialect, page: number, tag: string): number | undefined =>
  tokens.tags[page]?.get(tag)

/** A token and the code page it is on. */
export type Placed = { readonly token: number; readonly page: number }

/** The start token of an attribute, or of it and the beginning of its value, from the first of these pages that has one. */
export const startToken = (
  { tokens }: Dialect,
  pages: readonly number[],
  name: string,
  value?: string,
): Placed | undefined => placed(tokens.starts, pages, startKey(name, value))

export const valueToken = ({ tokens }: Dialect, pages: readonly number[], value: string): Placed | undefined =>
  placed(tokens.values, pages, value)

function placed(tables: readonly Tokens[], pages: readonly number[], key: string): Placed | undefined {
  for (const page of pages) {
    const token = tables[page]?.get(key)
    if (token !== undefined) return { token, page }
  }
  return undefined
}
