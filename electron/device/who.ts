import type { Text } from '../../shared/text/text'
import type { Access, Operation, Rule } from '../card/access'

type Who = Text['card']['who']

/** Who may, in words: anyone, nobody, PIN1, PIN1 or ADM1. */
export function whoMay({ rules, known }: Access, operation: Operation, words: Who): string {
  const rule = rules[operation]
  if (rule) return wordsOf(rule, words)
  return known ? words.nobody : words.unknown
}

function wordsOf(rule: Rule, words: Who): string {
  switch (rule.needs) {
    case 'always':
      return words.anyone
    case 'never':
      return words.nobody
    case 'key':
      return rule.key.name
    case 'any':
      return words.either(rule.of.map((one) => wordsOf(one, words)))
    case 'all':
      return words.both(rule.of.map((one) => wordsOf(one, words)))
    case 'other':
      return rule.what
  }
}
