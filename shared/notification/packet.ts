// How package 0 of DM 2.0 is laid out, OMA DM Protocol 2.0, 7.1.1: a header of two bytes, then options in ascending order.
import { ByteWriter } from '../bytes'

export type Option = { readonly number: number; readonly value: Uint8Array }
/** `at` is where the value begins. */
export type ReadOption = Option & { readonly at: number }

export type PacketFault = 'truncated' | 'trailing' | 'version' | 'option-twice'
export type ReadPacket =
  | { readonly kind: 'packet'; readonly options: readonly ReadOption[] }
  | { readonly kind: 'fault'; readonly fault: PacketFault; readonly offset: number }

/** 7.1.1.1: four bits of version, five of option count, seven reserved. */
const version = 2
const mostOptions = 0x1f
const headerSize = 2
/** 7.1.1.2: four bits of difference to the number before, twelve of length. */
const mostDelta = 0x0f
const mostLength = 0x0fff

export function writePacket(options: readonly Option[]): Uint8Array {
  if (options.length > mostOptions) throw new Error(`more than ${mostOptions} options`)
  const out = new ByteWriter().put(...two((version << 12) | (options.length << 7)))
  let before = 0
  for (const { number, value } of options) {
    const delta = number - before
    if (delta < 1 || delta > mostDelta || value.length > mostLength)
      throw new Error(`option ${number} cannot be written`)
    out.put(...two((delta << 12) | value.length)).append(value)
    before = number
  }
  return out.done()
}

/** The length must be exact: a digest with its key in front can be carried on over what follows. Reserved bits are passed over. */
export function readPacket(bytes: Uint8Array): ReadPacket {
  const [first = 0, second = 0] = bytes
  if (bytes.length > 0 && first >> 4 !== version) return fault('version', 0)
  if (bytes.length < headerSize) return fault('truncated', bytes.length)
  const options: ReadOption[] = []
  let [at, number] = [headerSize, 0]
  for (let left = ((first & 0x0f) << 1) | (second >> 7); left > 0; left--) {
    const [high, low] = bytes.subarray(at, at + 2)
    if (high === undefined || low === undefined) return fault('truncated', bytes.length)
    const [delta, length] = [high >> 4, ((high & 0x0f) << 8) | low]
    if (delta === 0) return fault('option-twice', at)
    at += 2
    if (at + length > bytes.length) return fault('truncated', bytes.length)
    number += delta
    options.push({ number, value: bytes.subarray(at, at + length), at })
    at += length
  }
  return at < bytes.length ? fault('trailing', at) : { kind: 'packet', options }
}

const fault = (fault: PacketFault, offset: number): ReadPacket => ({ kind: 'fault', fault, offset })

const two = (value: number): readonly [number, number] => [value >> 8, value & 0xff]
