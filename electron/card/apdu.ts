import { bytesOf, concat, malformed } from '../../shared/bytes'

/** ISO/IEC 7816-4, 5.1: one command APDU. `le` counts bytes, 256 is written as 00; more than 255 bytes of data or 256 of `le` makes it extended. */
export type Apdu = {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data?: Uint8Array
  readonly le?: number
  /** Extended even where short would do. */
  readonly form?: 'extended'
}

export function encodeApdu({ cla, ins, p1, p2, data, le, form }: Apdu): Uint8Array {
  const head = bytesOf(cla, ins, p1, p2)
  const isExtended = form === 'extended' || (data?.length ?? 0) > 255 || (le ?? 0) > 256
  const lc = data === undefined ? bytesOf() : lengthField(data.length, isExtended, true)
  const tail = le === undefined ? bytesOf() : lengthField(le, isExtended, data === undefined)
  return concat(head, lc, data ?? bytesOf(), tail)
}

const lengthField = (length: number, isExtended: boolean, isFirst: boolean): Uint8Array => {
  if (!isExtended) return bytesOf(length & 0xff)
  return isFirst ? bytesOf(0, (length >> 8) & 0xff, length & 0xff) : bytesOf((length >> 8) & 0xff, length & 0xff)
}

/** The command that was encoded. Fails with `bytes.malformed` on lengths that do not agree. */
export function decodeApdu(bytes: Uint8Array): Apdu {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, first, second, third] = bytes
  const head = { cla, ins, p1, p2 }
  if (bytes.length < 4) throw malformed('a command has four bytes at least', bytes.length)
  if (first === undefined) return head
  const isExtended = first === 0 && second !== undefined && third !== undefined
  const number = isExtended ? second * 256 + third : first
  const at = isExtended ? 7 : 5
  const most = isExtended ? 65_536 : 256
  if (bytes.length === at) return { ...head, le: number || most }
  const tail = bytes.subarray(at + number)
  const data = bytes.subarray(at, at + number)
  if (number === 0 || data.length < number || ![0, isExtended ? 2 : 1].includes(tail.length))
    throw malformed('the lengths of the command do not agree', at)
  if (tail.length === 0) return { ...head, data }
  return { ...head, data, le: tail.reduce((sum, byte) => sum * 256 + byte, 0) || most }
}
