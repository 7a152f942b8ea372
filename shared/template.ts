// What an operator wants on a card, as a document: parsed strictly, so that a mistake is found before a card is near.
import type { z } from 'zod'
import { Failed } from './failure'
import { type Json, parseJson, plainOf } from './json'
import { checkTemplate } from './template/check'
import { Template } from './template/schema'

export { type Composed, composeTemplate } from './template/compose'
export { type Instance, type InstantiateOrder, instantiate } from './template/instantiate'
export { Template } from './template/schema'

/** Fails with `message.invalid`: the path of the field, and what would be right. */
export function parseTemplate(text: string): Template {
  const parsed = Template.safeParse(plainOf(readDocument(text)))
  if (!parsed.success) throw invalidOf(parsed.error.issues[0])
  checkTemplate(parsed.data)
  return parsed.data
}

function readDocument(text: string): Json {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'bytes.malformed') throw error
    const { reason, offset } = error.failure
    throw new Failed({ code: 'message.invalid', path: '', reason: `${placeOf(text, offset)}: ${reason}` })
  }
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n')
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}

function invalidOf(issue: z.core.$ZodIssue | undefined): Failed {
  if (issue === undefined) throw new Error('zod refused without an issue')
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const path = [...issue.path, ...keys].join('.')
  if (keys.length > 0) return new Failed({ code: 'message.invalid', path, reason: 'is not a field of a template' })
  const isMissing = issue.code === 'invalid_type' && /received undefined$/.test(issue.message)
  return new Failed({
    code: 'message.invalid',
    path,
    reason: isMissing ? `is missing; ${issue.message}` : issue.message,
  })
}

/** The same text for the same template, whatever its white space or order of fields: for hashing, never for showing. */
export const canonicalTemplate = (template: Template): string => canonical(template)

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if ('reveal' in value && typeof value.reveal === 'function') return canonical(value.reveal())
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  const ordered = members.sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${ordered.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}
