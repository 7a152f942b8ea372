import { areEqual, ByteReader, joined, malformed } from '../bytes'
import { Failed } from '../failure'
import { mostOctets } from './segments'
import { type Ports, type UserDataHeader, userDataHeader } from './user-data-header'

type Segment = UserDataHeader & { readonly payload: Uint8Array }
export type Reassembled = { readonly ports: Ports | undefined; readonly pdu: Uint8Array }

/**
 * The push in its segments, in any order; a segment may be there twice. Fails with `message.invalid` at `segments` if a
 * part is missing, if two differ, or if they are of several messages; with `bytes.malformed` at a header that does not read.
 */
export function reassemble(segments: readonly Uint8Array[]): Reassembled {
  const read = segments.map(readSegment)
  const [first] = read
  if (first === undefined) throw invalid('there is none')
  if (read.some((other) => !isOfOneMessage(first, other))) throw invalid('they are of several messages')
  const total = first.part?.total ?? 1
  const parts = Array.from({ length: total }, (_, at) => payloadOf(read, at + 1, total))
  return { ports: first.ports, pdu: joined(parts) }
}

const invalid = (reason: string): Failed => new Failed({ code: 'message.invalid', path: 'segments', reason })

function readSegment(bytes: Uint8Array): Segment {
  if (bytes.length > mostOctets) throw malformed(`a segment has more than ${mostOctets} octets`, mostOctets)
  const input = new ByteReader(bytes)
  return { ...userDataHeader.read(input), payload: input.take(input.left) }
}

/** 9.2.3.24.1: a message is told by its reference and total, and here by its ports. */
function isOfOneMessage(left: Segment, right: Segment): boolean {
  return (
    left.ports?.destination === right.ports?.destination &&
    left.ports?.source === right.ports?.source &&
    left.part?.total === right.part?.total &&
    left.part?.reference.bits === right.part?.reference.bits &&
    left.part?.reference.value === right.part?.reference.value
  )
}

function payloadOf(segments: readonly Segment[], sequence: number, total: number): Uint8Array {
  const [one, ...again] = segments.filter(({ part }) => (part?.sequence ?? 1) === sequence)
  if (one === undefined) throw invalid(`part ${sequence} of ${total} is missing`)
  if (again.some(({ payload }) => !areEqual(payload, one.payload)))
    throw invalid(`part ${sequence} of ${total} is there twice and differs`)
  return one.payload
}
