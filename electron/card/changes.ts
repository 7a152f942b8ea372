// Which bytes of a file have to be sent so that it becomes another.
import { bytesOf } from '../../shared/bytes'
import { openingBytes } from '../../shared/message/format'

/** A run of bytes and where it belongs, in bytes from the start of the file. */
export type Piece = { readonly offset: number; readonly bytes: Uint8Array }

/** What one more command costs, in bytes on the wire: about 5 ms, and five bytes of header and two of status, at 0.1 ms a byte. */
export const COMMAND_BYTES = 57

/**
 * The pieces in the order in which they make a message another: first byte FF, then what differs, and what makes a
 * message of it last. That is the first byte alone, or all of the opening where it was blank and a piece is spared so.
 */
export function piecesInOrder(from: Uint8Array, to: Uint8Array, most: number): readonly Piece[] {
  const opening = openingBytes(to)
  const alone = withLast(1, from, to, most)
  if (from.subarray(1, opening).some((byte) => byte !== 0xff)) return alone
  const together = withLast(opening, from, to, most)
  return together.length < alone.length ? together : alone
}

function withLast(count: number, from: Uint8Array, to: Uint8Array, most: number): readonly Piece[] {
  if (to.length === 0) return []
  const behind = changesBetween(from.subarray(count), to.subarray(count), most)
  return [
    ...(from[0] === 0xff ? [] : [{ offset: 0, bytes: bytesOf(0xff) }]),
    ...behind.map(({ offset, bytes }) => ({ offset: offset + count, bytes })),
    ...(to[0] === 0xff ? [] : [{ offset: 0, bytes: to.subarray(0, count) }]),
  ]
}

/**
 * The pieces of `to` that differ from `from`, in order, none longer than `most`. Equal bytes between two differences
 * are sent again where that costs less than another command.
 */
export function changesBetween(from: Uint8Array, to: Uint8Array, most: number): readonly Piece[] {
  const pieces: Piece[] = []
  for (let start = differenceFrom(0, from, to); start < to.length; ) {
    const end = endOfPiece(start, from, to, most)
    pieces.push({ offset: start, bytes: to.subarray(start, end) })
    start = differenceFrom(end, from, to)
  }
  return pieces
}

function endOfPiece(start: number, from: Uint8Array, to: Uint8Array, most: number): number {
  const limit = Math.min(to.length, start + most)
  let end = start + 1
  for (let at = end; at < limit && at - end < COMMAND_BYTES; at++) if (from[at] !== to[at]) end = at + 1
  return end
}

function differenceFrom(at: number, from: Uint8Array, to: Uint8Array): number {
  let next = at
  while (next < to.length && from[next] === to[next]) next++
  return next
}
