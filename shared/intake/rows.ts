// What a folder or a request brings, as numbered things: one bad row is named and spoils no other.
import { malformed } from '../bytes'
import { Failed } from '../failure'
import { readCsv } from './csv'

/** What is there, or why it is nothing. */
export type Row = { readonly line: number; readonly value: unknown } | BadRow
export type BadRow = { readonly line: number; readonly reason: string }
export type ReadRows<T> = {
  readonly good: readonly { readonly line: number; readonly value: T }[]
  readonly bad: readonly BadRow[]
}

export type RowsForm = 'json' | 'ndjson' | 'csv'

const longestRow = 64 * 1024

export const rowsOf = (text: string, form: RowsForm): readonly Row[] => [...eachRow(text, form)]

/**
 * One after the other, so that whoever reads much may rest between them. In JSON the line of a row is its place, from 1.
 * Fails with `bytes.malformed` where the text as a whole is not of its form, which may be found at its end.
 */
export function* eachRow(text: string, form: RowsForm): Generator<Row, void, void> {
  if (form === 'csv') return yield* rowsOfCsv(text)
  if (form === 'ndjson') return yield* rowsOfLines(text)
  let line = 0
  for (const member of membersOf(text)) {
    const row = rowOf(member, ++line)
    if ('reason' in row) throw malformed(row.reason, 0)
    yield row
  }
}

/** Each row as `read` takes it; what it refuses with `request.invalid` is a bad row. */
export function readRows<T>(rows: readonly Row[], read: (value: unknown) => T): ReadRows<T> {
  const good: { line: number; value: T }[] = []
  const bad: BadRow[] = []
  for (const row of rows)
    try {
      if ('reason' in row) bad.push(row)
      else good.push({ line: row.line, value: read(row.value) })
    } catch (error) {
      if (!(error instanceof Failed) || error.failure.code !== 'request.invalid') throw error
      const { path, reason } = error.failure
      bad.push({ line: row.line, reason: path === undefined ? reason : `${path}: ${reason}` })
    }
  return { good, bad }
}

function rowOf(text: string, line: number): Row {
  if (text.length > longestRow) return { line, reason: 'a row is too long' }
  try {
    return { line, value: JSON.parse(text) }
  } catch {
    return { line, reason: 'it is not JSON' }
  }
}

function* rowsOfLines(text: string): Generator<Row, void, void> {
  let line = 0
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const written = text.slice(from, end < 0 ? text.length : end).trim()
    line++
    if (written !== '') yield rowOf(written, line)
    from = end < 0 ? text.length : end + 1
  }
}

/** The members of a JSON array as they are written, or the one thing that is no array. */
function* membersOf(text: string): Generator<string, void, void> {
  const start = text.search(/[^ \t\n\r]/)
  if (text[start] !== '[') return yield text
  let depth = 0
  let from = start + 1
  for (let at = start; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"') at = endOfString(text, at)
    else if (sign === '[' || sign === '{') depth++
    else if (sign === ']' || sign === '}') depth--
    if (depth > 1 || (depth === 1 && sign !== ',')) continue
    const member = text.slice(from, at)
    // An array may be empty, a member may not.
    if (depth === 1 || from > start + 1 || !isBlank(member)) yield member
    from = at + 1
    if (depth === 0 && sign === ']' && isBlank(text.slice(from))) return
    if (depth === 0) break
  }
  throw malformed('it is not JSON', text.length)
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '"') return at
    if (text[at] === '\\') at++
  }
  throw malformed('it is not JSON', from)
}

const isBlank = (text: string): boolean => /^[ \t\n\r]*$/.test(text)

function* rowsOfCsv(text: string): Generator<Row, void, void> {
  const rows = readCsv(text)
  const head = rows.next().value
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase())
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at)
  if (twice !== undefined) throw malformed(`the column ${twice} is there twice`, 0)
  for (const { line, cells } of rows)
    yield {
      line,
      value: Object.fromEntries(names.map((name, at) => [name, cells[at]?.trim()] as const).filter(([, cell]) => cell)),
    }
}
