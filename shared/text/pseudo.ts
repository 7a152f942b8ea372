import type { Text } from './text'

/** 40 % longer, as translations are, and in brackets, so that a word from elsewhere stands out. */
const bracketed = (words: string): string =>
  words === '' ? '' : `⟦${words}${'·'.repeat(Math.ceil(words.length * 0.4))}⟧`

function longer(words: unknown): unknown {
  if (typeof words === 'string') return bracketed(words)
  if (typeof words === 'function') return (...facts: readonly unknown[]) => longer(words(...facts))
  if (Array.isArray(words)) return words.map(longer)
  if (typeof words !== 'object' || words === null) return words
  return Object.fromEntries(Object.entries(words).map(([name, said]) => [name, longer(said)]))
}

/** A catalogue for tests. Identities and the keys of a keyboard stay as they are. */
export function pseudo({ identity, ...text }: Text): Text {
  const { station, ...rest } = longer(text) as Omit<Text, 'identity'>
  return { ...rest, station: { ...station, keys: text.station.keys }, identity, language: 'en-XA', direction: 'ltr' }
}
