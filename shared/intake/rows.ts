// What a folder or a request brings, as numbered things: one bad row is named and spoils no other.
import { Failed } from '../failure'
import { readCsv } from './csv'

export type Row = { readonly line: number; readonly value: unknown }
export type BadRow = { readonly line: number; readonly reason: string }
export type ReadRows<T> = {
  readonly good: readonly { readonly line: number; readonly value: T }[]
  readonly bad: readonly BadRow[]
}

export type RowsForm = 'json' | 'ndjson' | 'csv'

/** In JSON the line of a row is its place, from 1. Fails with `bytes.malformed` where the text as a whole is not of its form. */
export function rowsOf(text: string, form: RowsForm): readonly Row[] {
  if (form === 'csv') return rowsOfCsv(text)
  if (form === 'ndjson')
    return text
      .split('\n')
      .map((line, at) => ({ line: at + 1, value: line.trim() === '' ? undefined : jsonOf(line) }))
      .filter(({ value }) => value !== undefined)
  const value = jsonOf(text)
  if (value === broken) throw new Failed({ code: 'bytes.malformed', reason: 'it is not JSON', offset: 0 })
  return (Array.isArray(value) ? value : [value]).map((one: unknown, at) => ({ line: at + 1, value: one }))
}

/** Each row as `read` takes it; what it refuses with `request.invalid` is a bad row. */
export function readRows<T>(rows: readonly Row[], read: (value: unknown) => T): ReadRows<T> {
  const good: { line: number; value: T }[] = []
  const bad: BadRow[] = []
  for (const { line, value } of rows)
    try {
      if (value === broken) bad.push({ line, reason: 'it is not JSON' })
      else good.push({ line, value: read(value) })
    } catch (error) {
      if (!(error instanceof Failed) || error.failure.code !== 'request.invalid') throw error
      const { path, reason } = error.failure
      bad.push({ line, reason: path === undefined ? reason : `${path}: ${reason}` })
    }
  return { good, bad }
}

const broken = Symbol('not JSON')

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return broken
  }
}

function rowsOfCsv(text: string): readonly Row[] {
  const [head, ...rows] = readCsv(text)
  const names = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase())
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at)
  if (twice !== undefined)
    throw new Failed({ code: 'bytes.malformed', reason: `the column ${twice} is there twice`, offset: 0 })
  return rows.map(({ line, cells }) => ({
    line,
    value: Object.fromEntries(names.map((name, at) => [name, cells[at]?.trim()] as const).filter(([, cell]) => cell)),
  }))
}
