// Strict JSON (RFC 8259). JSON.parse hides a member given twice and reorders names that look like numbers; this does not.
import { malformed } from './bytes'
import { Failed } from './failure'
import { isWellFormed } from './utf8'

/** An object is a map: it keeps its order and takes any name. */
export type Json = null | boolean | number | Spelt | string | readonly Json[] | JsonObject
export type JsonObject = ReadonlyMap<string, Json>

/** A number that we would write in another way, or not at all: 1.0, -0, 12345678901234567890. */
export type Spelt = { readonly spelt: string }

export const isObject = (value: Json | undefined): value is JsonObject => value instanceof Map
export const isSpelt = (value: Json | undefined): value is Spelt =>
  typeof value === 'object' && value !== null && 'spelt' in value
export const isArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

const deepest = 64
const longest = 1 << 20
const escapes = new Map(Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }))

type Cursor = { readonly text: string; at: number }

/**
 * Reads one document. Fails with `bytes.malformed` and the offset in characters,
 * or, for a member given twice, with `message.invalid`, its path and the reason `duplicate-member`.
 */
export function parseJson(text: string): Json {
  if (text.length > longest) throw malformed(`a document is at most ${longest} characters`, longest)
  const cursor: Cursor = { text, at: 0 }
  const value = readValue(cursor, [])
  skipBlanks(cursor)
  if (cursor.at < text.length) throw malformed('something follows the document', cursor.at)
  return value
}

function readValue(cursor: Cursor, path: readonly string[]): Json {
  skipBlanks(cursor)
  const first = cursor.text[cursor.at]
  if (path.length > deepest) throw malformed(`nested more than ${deepest} deep`, cursor.at)
  if (first === '{') return readObject(cursor, path)
  if (first === '[') return readArray(cursor, path)
  if (first === '"') return readString(cursor)
  return readLiteral(cursor)
}

function readObject(cursor: Cursor, path: readonly string[]): JsonObject {
  const members = new Map<string, Json>()
  cursor.at++
  if (takes(cursor, '}')) return members
  do {
    skipBlanks(cursor)
    if (cursor.text[cursor.at] !== '"') throw malformed('there should be a name in quotes', cursor.at)
    const name = readString(cursor)
    const memberPath = [...path, name]
    if (members.has(name))
      throw new Failed({ code: 'message.invalid', path: memberPath.join('.'), reason: 'duplicate-member' })
    if (!takes(cursor, ':')) throw malformed('there should be a colon', cursor.at)
    members.set(name, readValue(cursor, memberPath))
  } while (takes(cursor, ','))
  if (!takes(cursor, '}')) throw malformed('there should be a comma or }', cursor.at)
  return members
}

function readArray(cursor: Cursor, path: readonly string[]): readonly Json[] {
  const items: Json[] = []
  cursor.at++
  if (takes(cursor, ']')) return items
  do items.push(readValue(cursor, [...path, String(items.length)]))
  while (takes(cursor, ','))
  if (!takes(cursor, ']')) throw malformed('there should be a comma or ]', cursor.at)
  return items
}

function readString(cursor: Cursor): string {
  const start = cursor.at++
  let value = ''
  for (;;) {
    const character = cursor.text[cursor.at]
    if (character === undefined) throw malformed('a text does not end', start)
    if (character < ' ') throw malformed('a control character must be escaped', cursor.at)
    cursor.at++
    if (character === '"') break
    value += character === '\\' ? readEscape(cursor) : character
  }
  if (!isWellFormed(value)) throw malformed('half a surrogate pair', start)
  return value
}

function readEscape(cursor: Cursor): string {
  const letter = cursor.text[cursor.at] ?? ''
  const plain = escapes.get(letter)
  const digits = cursor.text.slice(cursor.at + 1, cursor.at + 5)
  if (plain === undefined && !(letter === 'u' && /^[0-9a-fA-F]{4}$/.test(digits)))
    throw malformed('not an escape', cursor.at)
  cursor.at += plain === undefined ? 5 : 1
  return plain ?? String.fromCharCode(Number.parseInt(digits, 16))
}

function readLiteral(cursor: Cursor): Json {
  const word = /[a-z]+|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y
  word.lastIndex = cursor.at
  const found = word.exec(cursor.text)?.[0] ?? ''
  const value = found === 'true' ? true : found === 'false' ? false : found === 'null' ? null : Number(found || 'x')
  if (typeof value === 'number' && !Number.isFinite(value)) throw malformed('there should be a value', cursor.at)
  cursor.at += found.length
  return typeof value === 'number' && JSON.stringify(value) !== found ? { spelt: found } : value
}

function takes(cursor: Cursor, sign: string): boolean {
  skipBlanks(cursor)
  if (cursor.text[cursor.at] !== sign) return false
  cursor.at++
  return true
}

function skipBlanks(cursor: Cursor): void {
  while (' \t\n\r'.includes(cursor.text[cursor.at] ?? 'x')) cursor.at++
}

/** Writes it without white space; characters beyond ASCII stay as they are. */
export function writeJson(value: Json): string {
  if (isArray(value)) return `[${value.map(writeJson).join()}]`
  if (!isObject(value)) return isSpelt(value) ? value.spelt : JSON.stringify(value)
  return `{${Array.from(value, ([name, member]) => `${JSON.stringify(name)}:${writeJson(member)}`).join()}}`
}

/** Writes it for people. */
export function showJson(value: Json, indent = ''): string {
  const inner = `${indent}  `
  if (isArray(value) && value.length > 0)
    return `[\n${value.map((item) => inner + showJson(item, inner)).join(',\n')}\n${indent}]`
  if (!isObject(value) || value.size === 0) return writeJson(value)
  const members = Array.from(value, ([name, member]) => `${inner}${JSON.stringify(name)}: ${showJson(member, inner)}`)
  return `{\n${members.join(',\n')}\n${indent}}`
}

/** A text, number or word as it is read; undefined for what has parts. */
export function textOfLeaf(value: Json): string | undefined {
  if (isSpelt(value)) return value.spelt
  return isArray(value) || isObject(value) ? undefined : String(value)
}

/** As plain objects and arrays, for a schema to check. */
export function plainOf(value: Json): unknown {
  if (isArray(value)) return value.map(plainOf)
  if (isSpelt(value)) return Number(value.spelt)
  return isObject(value) ? Object.fromEntries(Array.from(value, ([name, member]) => [name, plainOf(member)])) : value
}
