// What stands on a command line, by the names of its options.
import type { ParseArgsConfig } from 'node:util'
import { Failed } from '../../shared/failure'

export type Options = NonNullable<ParseArgsConfig['options']>
export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

export const usage = (reason: string, path?: string): Failed =>
  new Failed({ code: 'request.invalid', reason, ...(path && { path }) })

export function text(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

export function needed(values: Values, name: string): string {
  const value = text(values, name)
  if (value === undefined || value === '') throw usage(`--${name} is missing`, name)
  return value
}

export function list(values: Values, name: string): readonly string[] {
  const value = values[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
