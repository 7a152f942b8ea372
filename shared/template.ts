// What an operator wants on a card, as a document: parsed strictly, so that a mistake is found before a card is near.
import { Failed } from './failure'
import { isArray, isObject, type Json, parseJson, plainOf } from './json'
import { checkTemplate } from './template/check'
import { refusalOf } from './template/refusal'
import { Template } from './template/schema'
import { unknownField } from './template/unknown-field'

export { type Composed, type ComposeOrder, composeTemplate } from './template/compose'
export { type Instance, type InstantiateOrder, instantiate } from './template/instantiate'
export { type Destination, formatsOf, limitOf } from './template/limits'
export { Template } from './template/schema'
export { columnsOf, secretsOf } from './template/secrets'

/** Fails with `template.invalid`: the path of the field, and what would be right. */
export function parseTemplate(text: string): Template {
  const document = readDocument(text)
  checkNames(document, [])
  const plain = plainOf(document)
  const parsed = Template.safeParse(plain)
  if (parsed.success) {
    checkTemplate(parsed.data)
    return parsed.data
  }
  const unknown = unknownField(document)
  if (unknown !== undefined) throw notAField(unknown.path, unknown.near)
  const [issue] = parsed.error.issues
  if (issue === undefined) throw new Error('zod refused without an issue')
  throw invalid(issue.path.join('.'), refusalOf(issue, plain))
}

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'template.invalid', path, reason })

const notAField = (path: string, near?: string): Failed =>
  invalid(path, near === undefined ? 'is not a field of a template' : `is not known; did you mean ${near}`)

function readDocument(text: string): Json {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    const { failure } = error
    if (failure.code === 'message.invalid') throw invalid(failure.path, 'is there twice')
    if (failure.code !== 'bytes.malformed') throw error
    throw invalid('', `${placeOf(text, failure.offset)}: ${failure.reason}`)
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

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n')
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
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
