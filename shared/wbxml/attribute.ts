// WBXML 1.3, 5.8.3: how an attribute is put into tokens.
import { Failed } from '../failure'
import { type Dialect, type Placed, startToken, valueToken } from './dialect'

/** The start token, and what of the value it leaves to be written; undefined where nothing is left. */
export type Started = { readonly start: Placed; readonly left?: string | undefined }

/** A name that came as a literal has no token, and is not written again. */
export function attributeToken(
  dialect: Dialect,
  pages: readonly number[],
  name: string,
  value: string | undefined,
): Started {
  const whole = value === undefined ? undefined : startToken(dialect, pages, name, value)
  if (whole !== undefined) return { start: whole }
  const start = startToken(dialect, pages, name)
  if (start === undefined)
    throw new Failed({ code: 'message.invalid', path: name, reason: `an attribute ${dialect.name} has no token for` })
  return { start, left: value }
}

/** A value as a token or a list of tokens with commas, else as it is: a name that happens to hold one is left whole. */
export function valuePieces(dialect: Dialect, pages: readonly number[], value: string): readonly (Placed | string)[] {
  if (value === '') return []
  const whole = valueToken(dialect, pages, value)
  if (whole !== undefined) return [whole]
  const comma = value.includes(',') ? valueToken(dialect, pages, ',') : undefined
  if (comma === undefined) return [value]
  const items = value.split(',').map((item) => valueToken(dialect, pages, item))
  if (items.includes(undefined)) return [value]
  return items.flatMap((item, at) => (item === undefined ? [] : at === 0 ? [item] : [comma, item]))
}
