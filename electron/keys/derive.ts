import { concat } from '../../shared/bytes'
import { utf8 } from '../../shared/utf8'

/** A pseudo-random function under a key that nobody sees. */
export type KeyedPrf = (data: Uint8Array) => Promise<Uint8Array>

/**
 * NIST SP 800-108r1, 4.1: key derivation in counter mode. The counter and the length in bits have 32 bits each, the
 * label is what the key is for, the context whose it is: `ADM1` and the ICCID, both in ASCII.
 */
export async function derive(prf: KeyedPrf, label: string, context: string, sizeBytes: number): Promise<Uint8Array> {
  let derived = new Uint8Array()
  for (let counter = 1; derived.length < sizeBytes; counter++) {
    const data = concat(word(counter), utf8(label), Uint8Array.of(0), utf8(context), word(sizeBytes * 8))
    derived = Uint8Array.from([...derived, ...(await prf(data))])
  }
  return derived.slice(0, sizeBytes)
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}
