import { concat } from '../../../shared/bytes'
import type { Directory } from './file'

// 3GPP: a USIM (1002), any issuer
export const USIM_AID = Uint8Array.of(0xa0, 0, 0, 0, 0x87, 0x10, 0x02, 0xff, 0xff, 0xff, 0xff, 0x89, 0x07, 0x09, 0, 0)

/** ADF.USIM with the two files that tell a reader whose card it is (3GPP TS 31.102, 4.2.2 and 4.2.18). */
export const usimDirectory = (imsi: string): Directory => ({
  aid: USIM_AID,
  rule: 0x0c,
  directories: [],
  files: [
    { kind: 'transparent', fid: 0x6f07, sfi: 0x07, rule: 0x02, bytes: imsiBytes(imsi) },
    // EF.AD: normal operation, two digits of MNC
    { kind: 'transparent', fid: 0x6fad, sfi: 0x03, rule: 0x01, bytes: Uint8Array.of(0x00, 0x00, 0x00, 0x02) },
  ],
})

/** TS 31.102, 4.2.2: length, then digits low nibble first behind a nibble 9 (odd) or 1 (even). */
export function imsiBytes(imsi: string): Uint8Array {
  const nibbles = `${imsi.length % 2 === 1 ? '9' : '1'}${imsi}`.padEnd(16, 'F')
  const body = Uint8Array.from({ length: 8 }, (_, at) =>
    Number.parseInt(`${nibbles[at * 2 + 1]}${nibbles[at * 2]}`, 16),
  )
  return concat(Uint8Array.of(1 + (imsi.length >> 1)), body)
}
