import { z } from 'zod'
import { line } from './field'
import { patternFault } from './pattern'
import { isVariableName } from './text'

const pattern = z.string().superRefine((text, context) => {
  const fault = patternFault(text)
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
})

export const Variable = z
  .strictObject({
    type: z.enum(['text', 'digits', 'hex', 'phone', 'url', 'choice', 'secret']),
    label: line.optional(),
    default: line.optional(),
    pattern: pattern.optional(),
    choices: z.array(line).min(1).max(1000).optional(),
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
