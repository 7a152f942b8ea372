import type { ByteReader } from '../bytes'
import { excessAfter, type Spent } from '../limits'
import type { Dialect } from './dialect'
import { mbUint32 } from './integer'
import { inlineString, type StringTable, stringAt } from './strings'
import { STR_I, STR_T } from './tokens'
import type { Opaque } from './tree'

/** A body being read: where we are, on which code pages, and how much there was. */
export type Reading = {
  readonly input: ByteReader
  readonly dialect: Dialect
  readonly table: StringTable
  readonly spent: Spent
  page: number
  attributePage: number
}

export function countOne({ input, spent }: Reading): void {
  const excess = excessAfter(spent, 1, 0)
  if (excess !== undefined) input.fail(excess)
}

export function countText({ input, spent }: Reading, value: string): string {
  const excess = excessAfter(spent, 0, value.length)
  return excess === undefined ? value : input.fail(excess)
}

export function readOpaque({ input }: Reading): Opaque {
  const length = mbUint32.read(input)
  return { kind: 'opaque', at: input.base + input.offset, bytes: input.take(length) }
}

/** A text by its token: inline, from the string table, or one character. */
export function readText({ input, table }: Reading, token: number): string {
  if (token === STR_I) return inlineString(input, table)
  const number = mbUint32.read(input)
  return token === STR_T ? stringAt(table, number, input) : characterOf(number, input)
}

/** The name of a tag or an attribute that has no token: as long as the table lets it be. */
export const readLiteral = (reading: Reading): string =>
  countText(reading, stringAt(reading.table, mbUint32.read(reading.input), reading.input))

/** 5.8.4.3: a character by its UCS-4 number. */
function characterOf(code: number, input: ByteReader): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    return input.fail(`${code} is not a character`)
  return String.fromCodePoint(code)
}
