import { concat } from '../../../shared/bytes'
import { utf8 } from '../../../shared/utf8'

// ISO/IEC 7816-4, 8.1.1: 80 compact TLV; 31 E0 card service data (applications by full and partial DF name);
// 73 FE 21 5B card capabilities (FID, SFI, path; extended Lc and Le; channels 1 to 3); 65 pre-issuing data
const historical = concat(Uint8Array.of(0x80, 0x31, 0xe0, 0x73, 0xfe, 0x21, 0x5b, 0x65), utf8('Bench'))

/**
 * ISO/IEC 7816-3, 8.2: TA1 95; TD1 81 and TD2 B1 offer T=1 alone with TA3 IFSC FE and TB3 45; TD3 1F announces T=15
 * with TA4 C7 (classes A, B and C). The last byte makes the XOR of all from T0 zero.
 */
export function atrT1(): Uint8Array {
  const head = Uint8Array.of(0x90 | historical.length, 0x95, 0x81, 0xb1, 0xfe, 0x45, 0x1f, 0xc7)
  const checked = concat(head, historical)
  return concat(Uint8Array.of(0x3b), checked, Uint8Array.of(checked.reduce((sum, byte) => sum ^ byte, 0)))
}
