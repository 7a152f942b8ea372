import { z } from 'zod'
import { line } from './field'

/** One text, or one a language of the window; the others are asked in English. */
export const Label = z.union(
  [
    line,
    z.strictObject({
      en: line.describe('In English.'),
      de: line.describe('In German.').optional(),
      ar: line.describe('In Arabic.').optional(),
    }),
  ],
  { error: 'must be one line without control characters, or {"en": "…", "de": "…", "ar": "…"}' },
)
type Label = z.infer<typeof Label>

type Labelled = { readonly name: string; readonly variable: { readonly label?: Label | undefined } }

/** What people are asked for, in their language where the template has it; else the name of the variable. */
export function labelIn(language: string, { name, variable: { label } }: Labelled): string {
  if (typeof label !== 'object') return label ?? name
  const own: Readonly<Record<string, string | undefined>> = label
  return own[language] ?? label.en
}
