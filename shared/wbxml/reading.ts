import type { ByteReader } from '../bytes'
import type { Dialect } from './dialect'
import { mbUint32 } from './integer'
import { inlineString, type StringTable, stringAt } from './strings'
import { STR_I, STR_T } from './tokens'
import type { Opaque } from './tree'

const most = 20_000
/** Text in all: a short document may name one long string many times. */
const longest = 1 << 20

/** A body being read: where we are, on which code pages, and how much there was. */
export type Reading = {
  readonly input: ByteReader
  readonly dialect: Dialect
  readonly table: StringTable
  page: number
  attributePage: number
  count: number
  length: number
}

export function countOne(reading: Reading): void {
  if (++reading.count > most) reading.input.fail(`more than ${most} nodes`)
}

export function countText(reading: Reading, value: string): string {
  reading.length += value.length
  return reading.length > longest ? reading.input.fail(`more than ${longest} characters of text`) : value
}

export function readOpaque({ input }: Reading): Opaque {
  const length = mbUint32.read(input)
  return { kind: 'opaque', at: input.base + input.offset, bytes: input.take(length) }
}

/** A text by its token: inline, from the string table, or one character. */
export function readText({ input, table }: Reading, token: number): string {
  if (token === STR_I) return inlineString(input)
  const number = mbUint32.read(input)
  return token === STR_T ? stringAt(table, number, input) : characterOf(number, input)
}

/** 5.8.4.3: a character by its UCS-4 number. */
function characterOf(code: number, input: ByteReader): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    return input.fail(`${code} is not a character`)
  return String.fromCodePoint(code)
}
