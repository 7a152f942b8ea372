// Texts on cards: names of people, providers and applications.

/** 3GPP TS 23.038, 6.2.1: the default alphabet, one character a byte. */
const ALPHABET =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

/** ETSI TS 102 221, annex A: the default alphabet, or UCS2 whole (80), by half page (81) or from a base (82); FF fills. */
export function alphaOf(bytes: Uint8Array): string {
  const [coding, count = 0, high = 0, low = 0] = bytes
  switch (coding) {
    case 0x80:
      return ucs2(bytes.subarray(1))
    case 0x81:
      return based(bytes.subarray(3, 3 + count), high << 7)
    case 0x82:
      return based(bytes.subarray(4, 4 + count), high * 256 + low)
    default:
      return based(bytes.subarray(0, endOf(bytes)), 0)
  }
}

const endOf = (bytes: Uint8Array): number => {
  const end = bytes.indexOf(0xff)
  return end < 0 ? bytes.length : end
}

const based = (bytes: Uint8Array, base: number): string =>
  [...bytes].map((byte) => (byte < 0x80 ? (ALPHABET[byte] ?? '') : String.fromCharCode(base + (byte & 0x7f)))).join('')

function ucs2(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const unit = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
    if (unit === 0xffff) break
    text += String.fromCharCode(unit)
  }
  return text
}
