/** What a device finds wrong with a message, by code. */
export type Clauses<Code extends string> = Readonly<Record<Code, string>>

/** A reason in words: a code is looked up, anything else is words already. */
export function readingOf(clauses: Clauses<string>): (reason: string) => string {
  return (reason) => (Object.hasOwn(clauses, reason) ? clauses[reason] : undefined) ?? reason
}
