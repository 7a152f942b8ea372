/** Texts by what they hold: which of many have a word in them, without asking each. */
export function holdersOf<T extends { readonly text: string }>(texts: readonly T[]): (word: string) => readonly T[] {
  const byPart = new Map<string, T[]>()
  for (const one of texts) for (const part of partsOf(one.text)) push(byPart, part, one)
  return (word) => {
    const [first = [], ...more] = Array.from(partsOf(word), (part) => byPart.get(part) ?? [])
    const fewest = more.reduce((least, some) => (some.length < least.length ? some : least), first)
    return fewest.filter(({ text }) => text.includes(word))
  }
}

/** Words that are asked for have at least as many letters. */
const width = 3

function partsOf(text: string): ReadonlySet<string> {
  const parts = new Set<string>()
  for (let at = 0; at + width <= text.length; at++) parts.add(text.slice(at, at + width))
  return parts
}

function push<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name)
  if (list === undefined) lists.set(name, [item])
  else list.push(item)
}
