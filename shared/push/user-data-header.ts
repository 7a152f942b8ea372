// The header of an SMS's user data, 3GPP TS 23.040, 9.2.3.24: which ports, and which part of how many.
import { type ByteReader, ByteWriter } from '../bytes'
import type { Codec } from '../codec'
import { within } from './wsp-value'

export type Ports = { readonly destination: number; readonly source: number }
export type Reference = { readonly bits: 8 | 16; readonly value: number }
export type Part = { readonly reference: Reference; readonly total: number; readonly sequence: number }
export type UserDataHeader = { readonly ports?: Ports | undefined; readonly part?: Part | undefined }

/** 9.2.3.24: information element identifiers. */
const CONCATENATED_8 = 0x00
const PORTS_16 = 0x05
const CONCATENATED_16 = 0x08

export const userDataHeader: Codec<UserDataHeader> = {
  write(out, { ports, part }) {
    const elements = new ByteWriter()
    if (ports) elements.put(PORTS_16, 4, ...two(ports.destination), ...two(ports.source))
    if (part?.reference.bits === 8) elements.put(CONCATENATED_8, 3, part.reference.value, part.total, part.sequence)
    if (part?.reference.bits === 16)
      elements.put(CONCATENATED_16, 4, ...two(part.reference.value), part.total, part.sequence)
    const bytes = elements.done()
    out.put(bytes.length).append(bytes)
  },
  read(input) {
    const elements = within(input, input.byte())
    let header: UserDataHeader = {}
    while (elements.left > 0) {
      const identifier = elements.byte()
      const element = within(elements, elements.byte())
      // 9.2.3.24: the last of several that exclude each other counts.
      if (identifier === PORTS_16) header = { ...header, ports: readPorts(element) }
      if (identifier === CONCATENATED_8) header = { ...header, part: readPart(element, 8) }
      if (identifier === CONCATENATED_16) header = { ...header, part: readPart(element, 16) }
    }
    return header
  },
}

const two = (value: number): readonly [number, number] => [value >> 8, value & 0xff]

const readTwo = (input: ByteReader): number => input.byte() * 256 + input.byte()

const readPorts = (element: ByteReader): Ports =>
  whole(element, { destination: readTwo(element), source: readTwo(element) })

/** 9.2.3.24.1: neither number may be 0, nor the sequence above the total. */
function readPart(element: ByteReader, bits: 8 | 16): Part {
  const value = bits === 8 ? element.byte() : readTwo(element)
  const [total, sequence] = [element.byte(), element.byte()]
  if (sequence === 0 || sequence > total) return element.fail(`there is no part ${sequence} of ${total}`)
  return whole(element, { reference: { bits, value }, total, sequence })
}

function whole<T>(element: ByteReader, value: T): T {
  if (element.left > 0) element.fail('an information element is longer than it may be')
  return value
}
