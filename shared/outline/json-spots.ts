import { ByteReader } from '../bytes'
import type { Spot } from './span'

const quote = 0x22
const backslash = 0x5c
const blanks = [0x20, 0x09, 0x0a, 0x0d]
/** What ends a number or a word: blanks, a comma, a bracket or a brace. */
const ends = [...blanks, 0x2c, 0x5d, 0x7d]

/** Where every value of a JSON document stands. The document has been read before: here its shape alone is followed. */
export function jsonSpots(bytes: Uint8Array): Spot {
  const input = new ByteReader(bytes)
  if (bytes[0] === 0xef) input.take(3)
  skipBlanks(input)
  return readValue(input, input.offset)
}

/** `from` is where its name begins, if it has one. */
function readValue(input: ByteReader, from: number): Spot {
  const start = input.offset
  const first = input.peek()
  if (first === 0x7b) return spot(from, start, readMembers(input, 0x7d, readMember), input)
  if (first === 0x5b) return spot(from, start, readMembers(input, 0x5d, readItem), input)
  if (first === quote) {
    skipString(input)
    return { from, to: input.offset, value: { from: start + 1, to: input.offset - 1 }, parts: [] }
  }
  while (input.left > 0 && !ends.includes(input.peek() ?? 0)) input.byte()
  return spot(from, start, [], input)
}

const spot = (from: number, start: number, parts: readonly Spot[], { offset }: ByteReader): Spot => ({
  from,
  to: offset,
  value: { from: start, to: offset },
  parts,
})

function readMembers(input: ByteReader, closing: number, read: (input: ByteReader) => Spot): readonly Spot[] {
  const members: Spot[] = []
  input.byte()
  skipBlanks(input)
  while (input.peek() !== closing) {
    members.push(read(input))
    skipBlanks(input)
    if (input.peek() === 0x2c) input.byte()
    skipBlanks(input)
  }
  input.byte()
  return members
}

const readItem = (input: ByteReader): Spot => readValue(input, input.offset)

function readMember(input: ByteReader): Spot {
  const from = input.offset
  skipString(input)
  skipBlanks(input)
  input.byte()
  skipBlanks(input)
  return readValue(input, from)
}

function skipString(input: ByteReader): void {
  input.byte()
  for (;;) {
    const byte = input.byte()
    if (byte === quote) return
    if (byte === backslash) input.byte()
  }
}

function skipBlanks(input: ByteReader): void {
  while (blanks.includes(input.peek() ?? 0)) input.byte()
}
