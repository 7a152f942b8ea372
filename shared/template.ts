// What an operator wants on a card, as a document: parsed strictly, so that a mistake is found before a card is near.
import type { z } from 'zod'
import { Failed } from './failure'
import { isArray, isObject, type Json, parseJson, plainOf } from './json'
import { checkTemplate } from './template/check'
import { Template } from './template/schema'

export { type Composed, type ComposeOrder, composeTemplate } from './template/compose'
export { type Instance, type InstantiateOrder, instantiate } from './template/instantiate'
export { type Destination, formatsOf, limitOf } from './template/limits'
export { Template } from './template/schema'
export { columnsOf, secretsOf } from './template/secrets'

/** Fails with `message.invalid`: the path of the field, and what would be right. */
export function parseTemplate(text: string): Template {
  const document = readDocument(text)
  checkNames(document, [])
  const parsed = Template.safeParse(plainOf(document))
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

/** A plain object has one name that is not its own to give, and a schema would pass over it. */
function checkNames(value: Json, path: readonly string[]): void {
  const members = isObject(value) ? [...value] : isArray(value) ? [...value.entries()] : []
  for (const [name, member] of members) {
    const here = [...path, String(name)]
    if (name === '__proto__') throw notAField(here.join('.'))
    checkNames(member, here)
  }
}

const notAField = (path: string): Failed =>
  new Failed({ code: 'message.invalid', path, reason: 'is not a field of a template' })

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n')
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}

function invalidOf(issue: z.core.$ZodIssue | undefined): Failed {
  if (issue === undefined) throw new Error('zod refused without an issue')
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const path = [...issue.path, ...keys].join('.')
  if (keys.length > 0) return notAField(path)
  const isMissing = issue.code === 'invalid_type' && /received undefined$/.test(issue.message)
  return new Failed({
    code: 'message.invalid',
    path,
    reason: isMissing ? `is missing; ${issue.message}` : issue.message,
  })
}

/** The same text for the same template, whatever its white space or order of fields: for hashing, never for showing. */
export const canonicalTemplate = ({ $schema: _, ...said }: Template): string => canonical(said)

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if ('reveal' in value && typeof value.reveal === 'function') return canonical(value.reveal())
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  const ordered = members.sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${ordered.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}
