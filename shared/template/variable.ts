import { z } from 'zod'
import { line } from './field'
import { Label } from './label'
import { patternFault } from './pattern'
import { isVariableName } from './text'

const pattern = z.string().superRefine((text, context) => {
  const fault = patternFault(text)
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
})

export const Variable = z
  .strictObject({
    type: z
      .enum(['text', 'digits', 'hex', 'phone', 'url', 'choice', 'secret'])
      .describe('What values it takes; a secret is never shown nor kept.'),
    label: Label.describe('What people are asked for: one text, or one a language.').optional(),
    default: line.describe('Its value where none is given.').optional(),
    pattern: pattern.describe('What the whole value must match, a regular expression.').optional(),
    choices: z.array(line).min(1).max(1000).describe('The values of a choice.').optional(),
  })
  .refine(({ type, choices }) => (type === 'choice') === (choices !== undefined), {
    path: ['choices'],
    message: 'must be there for the type "choice", and only there',
  })
export type Variable = z.infer<typeof Variable>

export const Variables = z.record(
  z.string().refine(isVariableName, 'must be a letter, then letters or digits, and not a built-in name'),
  Variable,
)
