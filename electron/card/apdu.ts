import { bytesOf, concat } from '../../shared/bytes'

/** ISO/IEC 7816-4, 5.1: one command APDU. `le` counts bytes, 256 is written as 00; more than 255 bytes of data or 256 of `le` makes it extended. */
export type Apdu = {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data?: Uint8Array
  readonly le?: number
}

export function encodeApdu({ cla, ins, p1, p2, data, le }: Apdu): Uint8Array {
  const head = bytesOf(cla, ins, p1, p2)
  const isExtended = (data?.length ?? 0) > 255 || (le ?? 0) > 256
  const lc = data === undefined ? bytesOf() : lengthField(data.length, isExtended, true)
  const tail = le === undefined ? bytesOf() : lengthField(le, isExtended, data === undefined)
  return concat(head, lc, data ?? bytesOf(), tail)
}

const lengthField = (length: number, isExtended: boolean, isFirst: boolean): Uint8Array => {
  if (!isExtended) return bytesOf(length & 0xff)
  return isFirst ? bytesOf(0, (length >> 8) & 0xff, length & 0xff) : bytesOf((length >> 8) & 0xff, length & 0xff)
}
