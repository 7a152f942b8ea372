import { bytesOf } from '../../shared/bytes'
import { tlv } from './tlv'

/**
 * 3GPP TS 51.011, 9.2.1: the header that a SIM answers SELECT and STATUS with, as the FCP template that a UICC would
 * give. Headers may be shorter than they should or have bytes behind; what is missing is not told. Access nibbles go
 * into 86, behind the CLA whose they are; the state of CHV1 and CHV2 into C6.
 */
export function templateOfHeader(header: Uint8Array): Uint8Array {
  // A UICC in 2G mode that answers with a template all the same.
  if (header[0] === 0x62 && header[1] === header.length - 2) return header
  const fid = tlv(0x83, header.subarray(4, 6))
  const size = header.subarray(2, 4)
  if (header[6] !== EF) return tlv(0x62, tlv(0x82, bytesOf(0x38)), fid, tlv(0xa5, tlv(0x83, size)), pinStatus(header))
  const nibbles = tlv(0x86, bytesOf(0xa0, ...header.subarray(8, 11)))
  return tlv(0x62, tlv(0x82, descriptorOf(header)), fid, lifeCycleOf(header[11]), nibbles, tlv(0x80, size))
}

const EF = 0x04

/** Byte 14 is the structure, byte 15 the length of a record; the number of records follows from the size. */
function descriptorOf(header: Uint8Array): Uint8Array {
  const recordBytes = header[14] ?? 0
  switch (header[13] ?? 0) {
    case 0:
      return bytesOf(0x01)
    case 1:
      return bytesOf(0x02, 0x21, 0, recordBytes)
    case 3:
      return bytesOf(0x06, 0x21, 0, recordBytes)
    default:
      return bytesOf(0x00)
  }
}

/** Byte 12, bit 1: not invalidated. */
const lifeCycleOf = (status: number | undefined): Uint8Array =>
  status === undefined ? bytesOf() : tlv(0x8a, bytesOf(status & 0x01 ? 0x05 : 0x04))

/** Byte 14, bit 8: CHV1 is switched off. CHV2 always asks. */
function pinStatus(header: Uint8Array): Uint8Array {
  const characteristics = header[13]
  if (characteristics === undefined) return bytesOf()
  const enabled = characteristics & 0x80 ? 0x40 : 0xc0
  return tlv(0xc6, tlv(0x90, bytesOf(enabled)), tlv(0x83, bytesOf(0x01)), tlv(0x83, bytesOf(0x81)))
}

/** Byte 19 for CHV1, byte 21 for CHV2: bit 8 says that there is one, the low nibble how many tries are left. */
export function chvTriesIn(header: Uint8Array, chv: 1 | 2): number | undefined {
  const status = header[chv === 1 ? 18 : 20]
  return status === undefined || (status & 0x80) === 0 ? undefined : status & 0x0f
}
