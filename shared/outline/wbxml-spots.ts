// Where the elements of a WBXML document stand (WBXML 1.3, 5.3 and 5.8). No names are needed to follow its shape.
import { ByteReader } from '../bytes'
import { mbUint32 } from '../wbxml/integer'
import {
  END,
  ENTITY,
  EXTENSIONS,
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
  input.take(base + 1)
  if (mbUint32.read(input) === 0) mbUint32.read(input)
  mbUint32.read(input)
  input.take(mbUint32.read(input))
  return readElement(input)
}

/** A change of code page before a tag is a part of its element. */
function readElement(input: ByteReader): Spot {
  const from = input.offset
  skipPages(input)
  const token = input.byte()
  if ((token & 0x3f) === LITERAL) mbUint32.read(input)
  const start = input.offset
  if ((token & HAS_ATTRIBUTES) !== 0) skipAttributes(input)
  const attributes = { from: start, to: input.offset }
  const parts = (token & HAS_CONTENT) === 0 ? [] : readParts(input)
  const own =
    parts.length === 0 ? attributes : { from: parts[0]?.value.from ?? start, to: parts.at(-1)?.value.to ?? start }
  return { from, to: input.offset, value: own, parts }
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

/** 5.8.2: attribute starts and values up to an END; all are single bytes but these. */
function skipAttributes(input: ByteReader): void {
  for (let token = input.byte(); token !== END; token = input.byte()) {
    if (token === SWITCH_PAGE) input.byte()
    else if (token === STR_I || isInlineExtension(token)) takeString(input)
    else if (token === OPAQUE) input.take(mbUint32.read(input))
    else if ([STR_T, ENTITY, LITERAL].includes(token) || isTableExtension(token)) mbUint32.read(input)
  }
}

/** 5.8.4.2: EXT_I has a string, EXT_T a number, EXT neither. */
const isInlineExtension = (token: number): boolean => EXTENSIONS.includes(token) && token >> 6 === 1
const isTableExtension = (token: number): boolean => EXTENSIONS.includes(token) && token >> 6 === 2

function skipPages(input: ByteReader): void {
  while (input.peek() === SWITCH_PAGE) input.take(2)
}
