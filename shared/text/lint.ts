import type { FindingCode, FindingOf } from '../lint/finding'
import type { Format } from '../message/format'

/** A sentence for each finding of lint. */
export type LintWords = { readonly [Code in FindingCode]: (facts: FindingOf<Code>['facts']) => string }

/** How people call them, in every language. */
export const formats: Readonly<Record<Format, string>> = { dm2: 'DM 2.0', dm1: 'DM 1.2', cp: 'Client Provisioning' }

export const named = (format: string): string =>
  Object.entries(formats).find(([name]) => name === format)?.[1] ?? format

/** A finding as a sentence. */
export const lintOf =
  (sentences: LintWords) =>
  <Code extends FindingCode>({
    code,
    facts,
  }: Pick<FindingOf<Code>, 'code' | 'facts'> & { readonly code: Code }): string =>
    sentences[code](facts)
