import { filled, type Reason, reasonIn } from '../reason'

/** Why something was refused, in one language: `{}` is a fact, in the order of the English sentence. */
export type ReasonWords = Readonly<Record<Reason, string>>

/** The words for what a failure carries; undefined for a technical detail, which has none. */
export const reasonOf =
  (words: ReasonWords, apart: (fact: string) => string = (fact) => fact) =>
  (told: string): string | undefined => {
    const found = reasonIn(told)
    return found && filled(words[found.sentence], found.facts.map(apart))
  }

/** What happened, and why, where there are words for it. */
export const stated = (what: string, why: string | undefined): string =>
  why === undefined ? `${what}.` : `${what}: ${why}.`
