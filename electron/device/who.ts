import { en } from '../../shared/text/en'
import type { Access, Operation, Rule } from '../card/access'

const words = en.card.who

/** Who may, in words: anyone, nobody, PIN1, PIN1 or ADM1. */
export function whoMay({ rules, known }: Access, operation: Operation): string {
  const rule = rules[operation]
  if (rule) return wordsOf(rule)
  return known ? words.nobody : words.unknown
}

function wordsOf(rule: Rule): string {
  switch (rule.needs) {
    case 'always':
      return words.anyone
    case 'never':
      return words.nobody
    case 'key':
      return rule.key.name
    case 'any':
      return words.either(rule.of.map(wordsOf))
    case 'all':
      return words.both(rule.of.map(wordsOf))
    case 'other':
      return rule.what
  }
}
