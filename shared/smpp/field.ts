// The kinds of fields in a PDU: SMPP 3.4, 3.1.
import type { ByteReader, ByteWriter } from '../bytes'
import { malformed } from '../bytes'
import type { Codec } from '../codec'

export const u8: Codec<number> = {
  write: (out, value) => void out.put(value & 0xff),
  read: (input) => input.byte(),
}

export const u32: Codec<number> = {
  write: (out, value) => void out.put((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff),
  read: (input) => input.take(4).reduce((number, byte) => number * 256 + byte, 0),
}

/** A C-octet string: ASCII that ends in 00, `most` octets with it. */
export const cString = (most: number): Codec<string> => ({
  write(out, text) {
    const codes = Array.from(text, (character) => character.charCodeAt(0))
    if (codes.length >= most || codes.some((code) => code === 0 || code > 0x7f))
      throw malformed(`a text of at most ${most - 1} ASCII characters`, 0)
    out.put(...codes, 0)
  },
  read(input) {
    let text = ''
    for (let byte = input.byte(); byte !== 0; byte = input.byte()) {
      if (text.length + 1 >= most) input.fail(`a text longer than ${most - 1} characters`)
      text += String.fromCharCode(byte)
    }
    return text
  },
})

/** A length of one octet and as many octets. */
export const shortMessage: Codec<Uint8Array> = {
  write(out: ByteWriter, bytes: Uint8Array) {
    if (bytes.length > 254) throw malformed('a short message has at most 254 octets', 0)
    out.put(bytes.length).append(bytes)
  },
  read: (input: ByteReader) => input.take(input.byte()),
}
