import { reasonIn } from '../reason'
import { isReading } from './en/reading'
import { isFault } from './fault'
import type { Text } from './text'

/** A sentence comes from a catalogue, and one that is a fact of another one does not. */
const isForeign = (fact: string): boolean => / [a-z]+ /.test(fact) && !fact.includes('⟦')

/** 40 % longer, as translations are, and in brackets, so that a word from elsewhere stands out. */
const bracketed = (words: string, foreign: readonly string[] = []): string =>
  words === ''
    ? ''
    : `⟦${foreign.reduce((said, fact) => said.replaceAll(fact, `⟧${fact}⟦`), words)}${'·'.repeat(Math.ceil(words.length * 0.4))}⟧`

const foreignIn = (facts: unknown): readonly string[] => {
  if (typeof facts === 'string') return isForeign(facts) ? [facts] : []
  return typeof facts === 'object' && facts !== null ? Object.values(facts).flatMap(foreignIn) : []
}

function longer(words: unknown, foreign: readonly string[] = []): unknown {
  if (typeof words === 'string') return bracketed(words, foreign)
  if (typeof words === 'function') return (...facts: readonly unknown[]) => longer(words(...facts), foreignIn(facts))
  if (Array.isArray(words)) return words.map((word) => longer(word, foreign))
  if (typeof words !== 'object' || words === null) return words
  return Object.fromEntries(Object.entries(words).map(([name, said]) => [name, longer(said, foreign)]))
}

/** A catalogue for tests. Identities and the keys of a keyboard stay as they are, and so does a reason that has no words. */
export function pseudo({ identity, reason, ...text }: Text): Text {
  const { station, ...rest } = longer(text) as Omit<Text, 'identity' | 'reason'>
  return {
    ...rest,
    station: { ...station, keys: text.station.keys },
    reason: (told) => (isReading(told) || isFault(told) || reasonIn(told) ? bracketed(reason(told) ?? '') : undefined),
    identity,
    language: 'en-XA',
    direction: 'ltr',
  }
}
