/** How many bytes one READ and one UPDATE BINARY carry: short APDUs, or more where card and reader take extended ones. */
export type Lengths = { readonly read: number; readonly update: number }

/** ISO/IEC 7816-3, 12.1.3: Le 00 is 256, Lc is one byte. */
export const shortLengths: Lengths = { read: 256, update: 255 }
