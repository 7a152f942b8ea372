// Bytes with holes: what is the same in many messages is laid out once, and what is not is filled in.
import { toBase64 } from './base64'
import { joined } from './bytes'
import { encode } from './codec'
import { utf8 } from './utf8'
import { mbUint32 } from './wbxml/integer'

/** Where bytes go, by their number, and how they are written. */
export type Hole = { readonly hole: number; readonly form: 'plain' | 'base64' }
/** A part that says its own length first, as an mb_u_int32. */
export type Sized = { readonly sized: Stencil }
export type Stencil = readonly (Uint8Array | Hole | Sized)[]

/** Bytes that stand where something else goes. */
export type Mark = { readonly bytes: Uint8Array; readonly for: Hole | Sized }

/** Cuts the marks out of a message that was made with them. */
export function cutOut(message: Uint8Array, marks: readonly Mark[]): Stencil {
  const pieces: (Uint8Array | Hole | Sized)[] = []
  const width = marks.reduce((least, { bytes }) => Math.min(least, bytes.length), 4)
  const byStart = new Map<number, Mark[]>()
  for (const mark of marks) {
    const start = startAt(mark.bytes, 0, width)
    const same = byStart.get(start)
    if (same === undefined) byStart.set(start, [mark])
    else same.push(mark)
  }
  let from = 0
  for (let at = 0; at < message.length; at++) {
    const mark = byStart.get(startAt(message, at, width))?.find(({ bytes }) => isAt(message, at, bytes))
    if (mark === undefined) continue
    pieces.push(message.subarray(from, at), mark.for)
    from = at + mark.bytes.length
    at = from - 1
  }
  return [...pieces, message.subarray(from)]
}

/** The first bytes as one number, for looking up what may begin there. */
function startAt(bytes: Uint8Array, at: number, width: number): number {
  let start = 0
  for (let index = at; index < at + width; index++) start = (start << 8) | (bytes[index] ?? 0)
  return start
}

function isAt(message: Uint8Array, at: number, sought: Uint8Array): boolean {
  for (let index = 0; index < sought.length; index++) if (message[at + index] !== sought[index]) return false
  return true
}

/** The message with these bytes in its holes. */
export function fillOut(stencil: Stencil, contents: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = []
  for (const piece of stencil) {
    if (piece instanceof Uint8Array) parts.push(piece)
    else if ('sized' in piece) addSized(parts, fillOut(piece.sized, contents))
    else parts.push(filled(piece, contents))
  }
  return joined(parts)
}

function addSized(parts: Uint8Array[], inner: Uint8Array): void {
  parts.push(encode(mbUint32, inner.length), inner)
}

function filled({ hole, form }: Hole, contents: readonly Uint8Array[]): Uint8Array {
  const bytes = contents[hole]
  if (bytes === undefined) throw new Error(`nothing for hole ${hole}`)
  return form === 'plain' ? bytes : utf8(toBase64(bytes))
}
