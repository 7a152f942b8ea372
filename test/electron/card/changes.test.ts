import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMMAND_BYTES, changesBetween, type Piece, piecesInOrder } from '../../../electron/card/changes'
import { concat, hex } from '../../../shared/bytes'
import { utf8 } from '../../../shared/utf8'

const blank = (size: number) => new Uint8Array(size).fill(0xff)
const withBytes = (from: Uint8Array, ...places: readonly number[]) =>
  from.map((byte, at) => (places.includes(at) ? byte ^ 0x55 : byte))
const placesOf = (pieces: readonly Piece[]) => pieces.map(({ offset, bytes }) => [offset, bytes.length])

test('equal files need nothing', () => expect(changesBetween(blank(300), blank(300), 255)).toEqual([]))

test('one byte is one piece of one byte', () =>
  expect(placesOf(changesBetween(blank(300), withBytes(blank(300), 17), 255))).toEqual([[17, 1]]))

test('a gap that costs less than a command is sent again, a longer one is not', () => {
  const near = withBytes(blank(300), 10, 10 + COMMAND_BYTES)
  const far = withBytes(blank(300), 10, 11 + COMMAND_BYTES)
  expect(placesOf(changesBetween(blank(300), near, 255))).toEqual([[10, COMMAND_BYTES + 1]])
  expect(placesOf(changesBetween(blank(300), far, 255))).toEqual([
    [10, 1],
    [11 + COMMAND_BYTES, 1],
  ])
})

test('a whole new file takes as few pieces as it can', () =>
  expect(placesOf(changesBetween(blank(600), new Uint8Array(600), 255))).toEqual([
    [0, 255],
    [255, 255],
    [510, 90],
  ]))

const files = fc
  .uint8Array({ minLength: 0, maxLength: 900 })
  .chain((from) =>
    fc.tuple(
      fc.constant(from),
      fc.array(fc.nat({ max: Math.max(from.length - 1, 0) }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 300 }),
    ),
  )
  .map(([from, places, most]) => ({ from, to: withBytes(from, ...places), most }))

test('any file becomes the other, in pieces that fit, and no piece begins or ends with a byte that is there', () =>
  fc.assert(
    fc.property(files, ({ from, to, most }) => {
      const pieces = changesBetween(from, to, most)
      const made = from.slice()
      for (const { offset, bytes } of pieces) made.set(bytes, offset)
      expect(hex(made)).toBe(hex(to))
      for (const { offset, bytes } of pieces) {
        expect(bytes.length).toBeLessThanOrEqual(most)
        const [first, last] = [offset, offset + bytes.length - 1]
        expect([from[first] === to[first], from[last] === to[last]]).toEqual([false, false])
      }
    }),
  ))

const json = (size: number) => utf8(`[{"DDF":"${'x'.repeat(size - 12)}"}]`)
const wbxml = (size: number) => concat(Uint8Array.of(0x02, 0xa4, 0x01, 0x6a), new Uint8Array(size - 4))

test('the first byte of a message goes last and alone', () => {
  expect(placesOf(piecesInOrder(blank(1025), json(1025), 255)).at(-1)).toEqual([0, 9])
  expect(placesOf(piecesInOrder(blank(1025), wbxml(1025), 255)).at(-1)).toEqual([0, 1])
  expect(placesOf(piecesInOrder(blank(1020), json(1020), 255)).at(-1)).toEqual([0, 1])
})

test('what opens JSON goes last and together where that spares a command and it was blank', () => {
  expect(placesOf(piecesInOrder(blank(1024), json(1024), 255))).toEqual([
    [9, 255],
    [264, 255],
    [519, 255],
    [774, 250],
    [0, 9],
  ])
  const torn = concat(Uint8Array.of(0xff), wbxml(1024).subarray(1))
  expect(placesOf(piecesInOrder(torn, json(1024), 255)).at(-1)).toEqual([0, 1])
  expect(placesOf(piecesInOrder(blank(1024), json(1024), 2048))).toEqual([
    [1, 1023],
    [0, 1],
  ])
})

test('of nothing nothing has to be sent', () =>
  expect(piecesInOrder(new Uint8Array(), new Uint8Array(), 255)).toEqual([]))
