import { ByteReader } from '../../shared/bytes'
import { readable } from './tlv'

/** ISO/IEC 7816-3, 8.2: what the answer to reset tells. */
export type Atr = {
  /** T=0, T=1 … in the order in which they are offered. */
  readonly protocols: readonly number[]
  readonly historical: Uint8Array
  /** ISO/IEC 7816-4, 8.1.1.2.7, third byte: extended Lc and Le; whether EF.ATR tells how long they may be. */
  readonly lengths: 'short' | 'extended' | 'extended, told in EF.ATR'
  /** How many logical channels there are, the basic one among them; undefined where it does not tell. */
  readonly channels?: number
}

const none: Atr = { protocols: [], historical: new Uint8Array(), lengths: 'short' }

/** An ATR that does not read tells nothing: no card is judged by it. */
export const readAtr = (bytes: Uint8Array): Atr => readable(() => atrIn(new ByteReader(bytes))) ?? none

function atrIn(input: ByteReader): Atr {
  input.byte()
  const format = input.byte()
  const protocols: number[] = []
  for (let following = format >> 4; following !== 0; ) {
    for (const bit of [0x01, 0x02, 0x04]) if ((following & bit) !== 0) input.byte()
    if ((following & 0x08) === 0) break
    const next = input.byte()
    const protocol = next & 0x0f
    // T=15 is no protocol but says what follows.
    if (protocol !== 15 && !protocols.includes(protocol)) protocols.push(protocol)
    following = next >> 4
  }
  const historical = input.take(format & 0x0f)
  return { protocols: protocols.length === 0 ? [0] : protocols, historical, ...capabilitiesIn(historical) }
}

/**
 * ISO/IEC 7816-4, 8.1.1: category 80 is compact TLV to the end, category 00 up to three bytes of status; 73 are card
 * capabilities, whose third byte tells lengths and channels.
 */
function capabilitiesIn(historical: Uint8Array): Pick<Atr, 'lengths' | 'channels'> {
  const category = historical[0]
  if (category !== 0x00 && category !== 0x80) return { lengths: 'short' }
  const fields = category === 0x00 ? historical.subarray(1, -3) : historical.subarray(1)
  for (let at = 0; at < fields.length; at += 1 + ((fields[at] ?? 0) & 0x0f)) {
    const third = fields[at + 3]
    if (fields[at] !== 0x73 || third === undefined) continue
    return { lengths: lengthsIn(third), ...((third & 0x18) !== 0 && { channels: (third & 0x07) + 1 }) }
  }
  return { lengths: 'short' }
}

function lengthsIn(third: number): Atr['lengths'] {
  if ((third & 0x40) === 0) return 'short'
  return (third & 0x20) === 0 ? 'extended' : 'extended, told in EF.ATR'
}
