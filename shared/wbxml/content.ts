import type { ByteReader } from '../bytes'
import type { Dialect } from './dialect'
import { mbUint32 } from './integer'
import { inlineString, type StringTable, stringAt } from './strings'
import {
  END,
  ENTITY,
  EXTENSIONS,
  HAS_ATTRIBUTES,
  HAS_CONTENT,
  LITERAL,
  OPAQUE,
  PI,
  STR_I,
  STR_T,
  SWITCH_PAGE,
} from './tokens'
import { type Content, type Element, type Opaque, text } from './tree'

const deepest = 64
const most = 20_000
/** Text in all: a short document may name one long string many times. */
const longest = 1 << 20

type Reading = {
  readonly input: ByteReader
  readonly dialect: Dialect
  readonly table: StringTable
  page: number
  count: number
  length: number
}

/** Reads the one element of a body, and all in it. Nesting and number are bounded: the bytes are a stranger's. */
export function readContents(input: ByteReader, dialect: Dialect, table: StringTable): Content {
  const reading: Reading = { input, dialect, table, page: 0, count: 0, length: 0 }
  skipPages(reading)
  return readContent(reading, 1)
}

function skipPages(reading: Reading): void {
  while (reading.input.peek() === SWITCH_PAGE) {
    reading.input.byte()
    reading.page = reading.input.byte()
  }
}

function readContent(reading: Reading, depth: number): Content {
  const { input, table } = reading
  if (++reading.count > most) return input.fail(`more than ${most} nodes`)
  const token = input.peek() ?? input.fail('ends too early')
  if (token === PI || EXTENSIONS.includes(token)) return input.fail(`token ${token} has no meaning here`)
  if (token !== STR_I && token !== STR_T && token !== ENTITY && token !== OPAQUE) return readElement(reading, depth)
  input.byte()
  if (token === OPAQUE) return readOpaque(input)
  const value = readText(token, input, table)
  reading.length += value.length
  return reading.length > longest ? input.fail(`more than ${longest} characters of text`) : text(value)
}

function readOpaque(input: ByteReader): Opaque {
  const length = mbUint32.read(input)
  return { kind: 'opaque', at: input.base + input.offset, bytes: input.take(length) }
}

function readText(token: number, input: ByteReader, table: StringTable): string {
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

function readElement(reading: Reading, depth: number): Element {
  const { input } = reading
  if (depth > deepest) return input.fail(`nested more than ${deepest} deep`)
  const token = input.byte()
  if ((token & HAS_ATTRIBUTES) !== 0) return input.fail(`attributes have no meaning in ${reading.dialect.name}`)
  const page = reading.page
  const tag = tagOf(reading, token & 0x3f)
  return { kind: 'element', page, tag, children: (token & HAS_CONTENT) === 0 ? [] : readChildren(reading, depth + 1) }
}

function tagOf({ input, dialect, table, page }: Reading, token: number): string {
  if (token === LITERAL) return stringAt(table, mbUint32.read(input), input)
  return dialect.tags[page]?.get(token) ?? input.fail(`tag ${token} of page ${page} is not of ${dialect.name}`)
}

/** Neighbouring pieces of text are one: writers with a string table split them. */
function readChildren(reading: Reading, depth: number): readonly Content[] {
  const children: Content[] = []
  for (;;) {
    skipPages(reading)
    if (reading.input.peek() === END) break
    const child = readContent(reading, depth)
    const last = children.at(-1)
    if (child.kind === 'text' && last?.kind === 'text') children[children.length - 1] = text(last.text + child.text)
    if (child.kind !== 'text' || last?.kind !== 'text') children.push(child)
  }
  reading.input.byte()
  return children
}
