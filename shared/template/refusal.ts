// What the schema refuses, in words for who writes templates: a predicate of the field it is about.
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

const kinds: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
  record: 'an object in { }',
}

/** `is missing; it must be a list in [ ]`. The value is not in it: it may be a secret. */
export function refusalOf(issue: Issue, document: unknown): string {
  const value = valueAt(document, issue.path)
  const rule = ruleOf(issue)
  return value === undefined ? `is missing; it ${rule}` : rule + butIs(issue, value)
}

function ruleOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`
    case 'too_small':
      return isMeasured(issue.origin)
        ? leastOf(issue.origin, Number(issue.minimum))
        : `must be ${issue.minimum} or more`
    case 'too_big':
      return isMeasured(issue.origin)
        ? `must have no more than ${issue.maximum} ${partsOf(issue.origin)}`
        : `must be ${issue.maximum} or less`
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is no name for it'
    case 'unrecognized_keys':
      return `must not have ${issue.keys.join(', ')} beside what it has`
    case 'invalid_format':
    case 'invalid_union':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return issue.message
  }
}

const oneOf = (values: readonly unknown[]): string => {
  const spelt = values.map((value) => JSON.stringify(value)).join(', ')
  return values.length === 1 ? spelt : `one of ${spelt}`
}

const isMeasured = (origin: string): boolean => origin === 'string' || origin === 'array'
const partsOf = (origin: string): string => (origin === 'string' ? 'characters' : 'entries')

const leastOf = (origin: string, least: number): string =>
  least === 1 ? 'must not be empty' : `must have at least ${least} ${partsOf(origin)}`

const butIs = (issue: Issue, value: unknown): string =>
  issue.code === 'invalid_type' && typeof value !== 'number' ? `, not ${kindOf(value)}` : ''

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return { string: 'a text', boolean: 'true or false' }[String(typeof value)] ?? 'an object'
}

const valueAt = (document: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, name) => (isObject(value) ? Reflect.get(value, name) : undefined), document)

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
