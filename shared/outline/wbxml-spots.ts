// Where the elements of a WBXML document stand (WBXML 1.3, 5.3 and 5.8). No names are needed to follow its shape.
import { ByteReader } from '../bytes'
import { mbUint32 } from '../wbxml/integer'
import {
  END,
  ENTITY,
  EXTENSIONS,
  GLOBAL_VALUES,
  HAS_ATTRIBUTES,
  HAS_CONTENT,
  LITERAL,
  OPAQUE,
  STR_I,
  STR_T,
  SWITCH_PAGE,
} from '../wbxml/tokens'
import type { Span, Spot } from './span'

type Piece = Spot & { readonly isText: boolean }

/** The root of a document that begins at `base`. It has been read before: unknown tags are followed as any other. */
export function wbxmlSpots(bytes: Uint8Array, base = 0): Spot {
  const input = new ByteReader(bytes)
  skipHeader(input, base)
  return readElement(input)
}

/** The string table of a document that begins at `base`. */
export const tableIn = (bytes: Uint8Array, base = 0): Span => skipHeader(new ByteReader(bytes), base)

function skipHeader(input: ByteReader, base: number): Span {
  input.take(base + 1)
  if (mbUint32.read(input) === 0) mbUint32.read(input)
  mbUint32.read(input)
  return take(input, mbUint32.read(input))
}

/** A change of code page before a tag is a part of its element. */
function readElement(input: ByteReader): Spot {
  const from = input.offset
  skipPages(input)
  const token = input.byte()
  if ((token & 0x3f) === LITERAL) mbUint32.read(input)
  const start = input.offset
  const attributes = (token & HAS_ATTRIBUTES) === 0 ? [] : readAttributes(input)
  const end = input.offset
  const parts = (token & HAS_CONTENT) === 0 ? [] : readParts(input)
  const own = { from: parts[0]?.value.from ?? start, to: parts.at(-1)?.value.to ?? end }
  return { from, to: input.offset, value: own, parts, attributes }
}

/** Neighbouring pieces of text are one, as in the elements that were read. */
function readParts(input: ByteReader): readonly Spot[] {
  const parts: Piece[] = []
  for (;;) {
    const from = input.offset
    skipPages(input)
    if (input.peek() === END) break
    input.offset = from
    const part = readPart(input)
    const last = parts.at(-1)
    if (part.isText && last?.isText) parts[parts.length - 1] = joined(last, part)
    else parts.push(part)
  }
  input.byte()
  return parts
}

const joined = (left: Piece, right: Piece): Piece => ({
  ...left,
  to: right.to,
  value: { from: left.value.from, to: right.value.to },
})

function readPart(input: ByteReader): Piece {
  const start = input.offset
  skipPages(input)
  const from = input.offset
  const token = input.byte()
  if (token === OPAQUE) return piece(from, take(input, mbUint32.read(input)), false, input)
  if (token === STR_I) return piece(from, takeString(input), true, input)
  if (token === STR_T || token === ENTITY) {
    mbUint32.read(input)
    return piece(from, { from, to: input.offset }, true, input)
  }
  input.offset = start
  return { ...readElement(input), isText: false }
}

const piece = (from: number, value: Span, isText: boolean, { offset }: ByteReader): Piece => ({
  from,
  to: offset,
  value,
  parts: [],
  isText,
})

function take(input: ByteReader, length: number): Span {
  const from = input.offset
  input.take(length)
  return { from, to: input.offset }
}

/** The value is without the NUL that ends it. */
function takeString(input: ByteReader): Span {
  const from = input.offset
  while (input.byte() !== 0x00);
  return { from, to: input.offset - 1 }
}

/** 5.8.2: attribute starts and the pieces of their values up to an END. A value reaches to the next start. */
function readAttributes(input: ByteReader): readonly Span[] {
  const values: Span[] = []
  for (;;) {
    const at = input.offset
    skipPages(input)
    const token = input.byte()
    if (token === END) return values
    const last = values.at(-1)
    if (isStart(token)) {
      if (token === LITERAL) mbUint32.read(input)
      values.push({ from: input.offset, to: input.offset })
    } else {
      skipPiece(input, token)
      values[values.length - 1] = { from: last?.from ?? at, to: input.offset }
    }
  }
}

const isStart = (token: number): boolean => token < 0x80 && !GLOBAL_VALUES.includes(token)

/** Values are single bytes but these. */
function skipPiece(input: ByteReader, token: number): void {
  if (token === STR_I || isInlineExtension(token)) takeString(input)
  if (token === OPAQUE) input.take(mbUint32.read(input))
  if (token === STR_T || token === ENTITY || isTableExtension(token)) mbUint32.read(input)
}

/** 5.8.4.2: EXT_I has a string, EXT_T a number, EXT neither. */
const isInlineExtension = (token: number): boolean => EXTENSIONS.includes(token) && token >> 6 === 1
const isTableExtension = (token: number): boolean => EXTENSIONS.includes(token) && token >> 6 === 2

function skipPages(input: ByteReader): void {
  while (input.peek() === SWITCH_PAGE) input.take(2)
}
