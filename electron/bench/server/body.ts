// Reads what was sent: bounded, in a form that is read here, as the API has it. Answers what is not.
import type { z } from 'zod'
import { Failed } from '../../../shared/failure'
import { type ApiOperation, lines } from '../../../shared/registration/operations'
import { mostBytes, mostItems } from '../../../shared/registration/schema'
import { problem, type Reply } from './problem'

/** A request, from whatever connection. */
export type Asked = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Undefined where there is more of it. Fails with `bytes.malformed` where it is not UTF-8. */
  readonly text: (mostBytes: number) => Promise<string | undefined>
}

export type Read<T> = { readonly is: 'read'; readonly value: T; readonly json: unknown }
export type Refused = { readonly is: 'refused'; readonly reply: Reply }
const refused = (reply: Reply): Refused => ({ is: 'refused', reply })

type Body = NonNullable<ApiOperation['body']>

/** The body of a request that is one JSON document. */
export async function readBody(asked: Asked, { schema, media, isOptional }: Body): Promise<Read<unknown> | Refused> {
  const type = mediaIn(asked)
  if (type === '' && isOptional) return { is: 'read', value: {}, json: {} }
  if (!media.includes(type)) return refused(problem('media-unsupported'))
  const text = await textIn(asked, mostBytes.body)
  if (typeof text !== 'string') return text
  const json = jsonOf(text)
  if (json === undefined) return refused(problem('request-malformed'))
  return checked(schema, json)
}

export function checked<T>(schema: z.ZodType<T>, json: unknown): Read<T> | Refused {
  const parsed = schema.safeParse(json)
  if (parsed.success) return { is: 'read', value: parsed.data, json }
  return refused(problem('request-invalid', undefined, { errors: parsed.error.issues.slice(0, 16).flatMap(told) }))
}

/** The items of a batch, a line each; an item is looked at when its turn comes, so that a bad one harms no other. */
export async function readLines(asked: Asked): Promise<Read<string> | Refused> {
  const type = mediaIn(asked)
  if (type !== lines && type !== 'application/json') return refused(problem('media-unsupported'))
  const text = await textIn(asked, mostBytes.batch)
  if (typeof text !== 'string') return text
  const value = type === lines ? text : linesOf(jsonOf(text))
  if (value === undefined) return refused(problem('request-malformed', 'a batch is {"items":[…]}'))
  const count = numbered(value).length
  if (count === 0) return refused(problem('request-invalid', 'a batch has at least one item'))
  if (count > mostItems) return refused(problem('body-too-large', `a batch has at most ${mostItems} items`))
  return { is: 'read', value, json: value }
}

/** Each item's text with its place, from 1; empty lines are none. */
export const numbered = (text: string): readonly { readonly place: number; readonly line: string }[] =>
  text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [{ place: at + 1, line }]))

function linesOf(json: unknown): string | undefined {
  if (json === null || typeof json !== 'object' || Object.keys(json).join() !== 'items') return undefined
  const [items]: unknown[] = Object.values(json)
  return Array.isArray(items) ? items.map((item: unknown) => JSON.stringify(item)).join('\n') : undefined
}

async function textIn(asked: Asked, most: number): Promise<string | Refused> {
  if (!/^(identity)?$/i.test(String(asked.headers['content-encoding'] ?? '')))
    return refused(problem('media-unsupported', 'without Content-Encoding'))
  try {
    return (await asked.text(most)) ?? refused(problem('body-too-large'))
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'bytes.malformed') throw error
    return refused(problem('request-malformed', 'it is not UTF-8'))
  }
}

const mediaIn = ({ headers }: Asked): string =>
  String(headers['content-type'] ?? '')
    .split(';')[0]
    ?.trim()
    .toLowerCase() ?? ''

/** Undefined for what is no JSON, or deeper than any of ours: there is no such value in JSON. */
export function jsonOf(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text)
    return isWithin(deepest, json) ? json : undefined
  } catch {
    return undefined
  }
}

const deepest = 64
const isWithin = (levels: number, json: unknown): boolean =>
  typeof json !== 'object' ||
  json === null ||
  (levels > 0 && Object.values(json).every((value) => isWithin(levels - 1, value)))

type Issue = z.core.$ZodIssue

const told = (issue: Issue): readonly { readonly detail: string; readonly pointer: string }[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ detail: 'there is no such member', pointer: pointerTo([...issue.path, key]) }))
    : [{ detail: issue.message, pointer: pointerTo(issue.path) }]

// RFC 6901, 3 and 6: `~` and `/` are escaped, and in a fragment what no URI has.
const pointerTo = (path: readonly PropertyKey[]): string =>
  `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`
