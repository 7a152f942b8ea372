import { concat } from '../../../shared/bytes'
import { utf8 } from '../../../shared/utf8'
import type { Traits } from './traits'

/** Answer to reset: what a terminal knows of a card before its first command (ISO/IEC 7816-3, 8.2). */
export function atrOf(traits: Traits): Uint8Array {
  const { mode, protocol } = traits
  if (mode === 'sim') return concat(Uint8Array.of(0x3b, 0x15, 0x94), utf8('Bench'))
  const historical = historicalOf(traits)
  const interfaces = protocol === 'T=0' ? offersT0 : offersT1
  const checked = concat(Uint8Array.of(0x90 | historical.length), interfaces, historical)
  return concat(Uint8Array.of(0x3b), checked, Uint8Array.of(checked.reduce((sum, byte) => sum ^ byte, 0)))
}

// TA1 96; TD1 80 offers T=0; TD2 1F announces T=15 with TA3 C7 (classes A, B and C)
const offersT0 = Uint8Array.of(0x96, 0x80, 0x1f, 0xc7)
// TA1 95; TD1 81 and TD2 B1 offer T=1 alone with TA3 IFSC FE and TB3 45; TD3 1F announces T=15 with TA4 C7
const offersT1 = Uint8Array.of(0x95, 0x81, 0xb1, 0xfe, 0x45, 0x1f, 0xc7)

/**
 * ISO/IEC 7816-4, 8.1.1: 80 compact TLV; 31 E0 card service data (applications by full and partial DF name);
 * 73 FE 21 and a third byte, card capabilities (FID, SFI, path); 65 pre-issuing data.
 */
const historicalOf = (traits: Traits): Uint8Array =>
  concat(Uint8Array.of(0x80, 0x31, 0xe0, 0x73, 0xfe, 0x21, thirdFunctionByte(traits), 0x65), utf8('Bench'))

// 8.1.1.2.7: 40 extended Lc and Le, 20 how long in EF.ATR; 18 channels given by card or terminal, and how many, less one
function thirdFunctionByte({ lengths, lastChannel, extendedBytes }: Traits): number {
  const extended = lengths === 'extended' ? 0x40 | (extendedBytes === undefined ? 0x00 : 0x20) : 0x00
  return extended | (lastChannel === 0 ? 0x00 : 0x18 | Math.min(lastChannel, 0x07))
}
