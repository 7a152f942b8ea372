// Patterns of variables: the part of regular expressions that can be matched in time linear in the text, whoever wrote
// the pattern. No look-around and no references back.
import { Failed } from '../failure'

/** A pattern taken apart. `one` takes one character. */
export type Pattern =
  | { readonly kind: 'one'; readonly is: RegExp }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly of: Pattern; readonly least: number; readonly most: number }

const longest = 256
const tooMany = 512
const atom =
  /\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^bB1-9k])|[^\\]/suy
const quantifier = /([*+?]|\{(\d+)(,)?(\d+)?\})\??/y

type Cursor = { readonly text: string; at: number }

const unfit = (reason: string): Failed => new Failed({ code: 'message.invalid', path: '', reason })

/** What is wrong with a pattern, or undefined. */
export function patternFault(text: string): string | undefined {
  try {
    parsePattern(text)
    return undefined
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'message.invalid') throw error
    return error.failure.reason
  }
}

/** Fails with `message.invalid` and what would be right. */
export function parsePattern(text: string): Pattern {
  if (text.length > longest) throw unfit(`must be a pattern of at most ${longest} characters`)
  if (!isRegExp(text)) throw unfit('must be a regular expression')
  const cursor = { text: text.replace(/^\^/, '').replace(/(?<=^(?:\\.|[^\\])*)\$$/su, ''), at: 0 }
  const pattern = readAny(cursor)
  if (sizeOf(pattern) > tooMany) throw unfit(`must not stand for more than ${tooMany} characters in a row`)
  return pattern
}

function isRegExp(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

function readAny(cursor: Cursor): Pattern {
  const of = [readAll(cursor)]
  while (takes(cursor, '|')) of.push(readAll(cursor))
  return { kind: 'any', of }
}

function readAll(cursor: Cursor): Pattern {
  const of: Pattern[] = []
  while (cursor.at < cursor.text.length && !/[|)]/.test(cursor.text.charAt(cursor.at)))
    of.push(readRepeat(cursor, readOne(cursor)))
  return { kind: 'all', of }
}

function readRepeat(cursor: Cursor, of: Pattern): Pattern {
  quantifier.lastIndex = cursor.at
  const found = quantifier.exec(cursor.text)
  if (found === null) return of
  cursor.at += found[0].length
  const [, sign = '', from, comma, to] = found
  if (from === undefined) return { kind: 'repeat', of, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity }
  const most = to === undefined ? (comma === undefined ? Number(from) : Infinity) : Number(to)
  return { kind: 'repeat', of, least: Number(from), most }
}

function readOne(cursor: Cursor): Pattern {
  if (takes(cursor, '(')) return readGroup(cursor)
  atom.lastIndex = cursor.at
  const found = atom.exec(cursor.text)?.[0]
  if (found === undefined || found === '^' || found === '$')
    throw unfit('must be a pattern without \\b, references back, or ^ and $ inside')
  cursor.at += found.length
  return { kind: 'one', is: new RegExp(`^${found}$`, 'u') }
}

function readGroup(cursor: Cursor): Pattern {
  if (takes(cursor, '?') && !takes(cursor, ':')) throw unfit('must be a pattern with plain groups, (…) or (?:…)')
  const group = readAny(cursor)
  cursor.at++
  return group
}

function takes(cursor: Cursor, sign: string): boolean {
  if (cursor.text.charAt(cursor.at) !== sign) return false
  cursor.at++
  return true
}

/** How many states it takes to match it. */
function sizeOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'one':
      return 1
    case 'all':
    case 'any':
      return pattern.of.reduce((size, part) => size + sizeOf(part), 1)
    case 'repeat':
      return (Number.isFinite(pattern.most) ? pattern.most : pattern.least + 1) * (sizeOf(pattern.of) + 1)
  }
}
