// A push as the user data (TP-UD) of one or more SMS, 8-bit data with a header: 3GPP TS 23.040, 9.2.3.24.
import { concat } from '../bytes'
import { encode } from '../codec'
import { Failed } from '../failure'
import { type Ports, type Reference, type UserDataHeader, userDataHeader } from './user-data-header'

/** OMNA: connectionless WAP push, and the WSP port of the sender. */
export const pushPorts: Ports = { destination: 2948, source: 9200 }

/** 3GPP TS 23.040, 9.2.3.16. */
export const mostOctets = 140
const mostParts = 255

/** One SMS without concatenation if it fits; else parts of one reference. More than 255 are `message.invalid`. */
export function segmentsOf(pdu: Uint8Array, ports: Ports, reference: Reference): readonly Uint8Array[] {
  const alone = segment({ ports }, pdu)
  if (alone.length <= mostOctets) return [alone]
  const room = mostOctets - segment({ ports, part: { reference, total: 1, sequence: 1 } }, new Uint8Array()).length
  const total = Math.ceil(pdu.length / room)
  if (total > mostParts) {
    const reason = `${pdu.length} octets need ${total} short messages, ${mostParts} are the most`
    throw new Failed({ code: 'message.invalid', path: 'segments', reason })
  }
  return Array.from({ length: total }, (_, at) =>
    segment({ ports, part: { reference, total, sequence: at + 1 } }, pdu.subarray(at * room, (at + 1) * room)),
  )
}

const segment = (header: UserDataHeader, payload: Uint8Array): Uint8Array =>
  concat(encode(userDataHeader, header), payload)
