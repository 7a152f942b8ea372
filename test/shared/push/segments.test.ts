import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { reassemble } from '../../../shared/push/reassemble'
import { pushPorts, segmentsOf } from '../../../shared/push/segments'
import type { Reference } from '../../../shared/push/user-data-header'
import { failureOf, readsOrFails } from '../../support/outcomes'
import { joined } from './receiver'
import { userPinHeader, userPinSegments, w7 } from './vectors'

const pdu = concat(fromHex(userPinHeader), w7)
const eight: Reference = { bits: 8, value: 0x42 }
const sixteen: Reference = { bits: 16, value: 0xbeef }

describe('a push becomes short messages', () => {
  test('as they were published', () =>
    expect(segmentsOf(pdu, pushPorts, eight).map(hex)).toEqual(userPinSegments.map(hex)))

  test('one alone has ports and no number', () => {
    const alone = segmentsOf(new Uint8Array(133), pushPorts, eight)
    expect(alone.map(({ length }) => length)).toEqual([140])
    expect(hex(alone[0]?.subarray(0, 7) ?? new Uint8Array())).toBe('0605040B8423F0')
  })

  test('an octet more makes two', () =>
    expect(segmentsOf(new Uint8Array(134), pushPorts, eight).map(({ length }) => length)).toEqual([140, 18]))

  test('a reference of sixteen bits takes one octet more of each', () => {
    const parts = segmentsOf(new Uint8Array(254), pushPorts, sixteen)
    expect(parts.map(({ length }) => length)).toEqual([140, 140])
    expect(hex(parts[1]?.subarray(0, 13) ?? new Uint8Array())).toBe('0C05040B8423F00804BEEF0202')
  })

  test('255 are the most', () => {
    expect(segmentsOf(new Uint8Array(255 * 128), pushPorts, eight)).toHaveLength(255)
    expect(failureOf(() => segmentsOf(new Uint8Array(255 * 128 + 1), pushPorts, eight))).toMatchObject({
      code: 'message.invalid',
      path: 'segments',
    })
  })
})

const anyReference: fc.Arbitrary<Reference> = fc.oneof(
  fc.record({ bits: fc.constant(8 as const), value: fc.integer({ min: 0, max: 0xff }) }),
  fc.record({ bits: fc.constant(16 as const), value: fc.integer({ min: 0, max: 0xffff }) }),
)
const anyPort = fc.integer({ min: 0, max: 0xffff })
const anyPorts = fc.record({ destination: anyPort, source: anyPort })
const anyPdu = fc.uint8Array({ maxLength: 1000 })

describe('short messages become a push again', () => {
  test('in any order and with some there twice, and a receiver of another hand reads the same', () =>
    fc.assert(
      fc.property(anyPdu, anyPorts, anyReference, fc.infiniteStream(fc.nat()), (bytes, ports, reference, chance) => {
        const parts = segmentsOf(bytes, ports, reference)
        const mixed = [...parts, ...parts.filter(() => (chance.next().value ?? 0) % 2 === 0)]
          .map((part) => ({ part, key: chance.next().value ?? 0 }))
          .sort((left, right) => left.key - right.key)
          .map(({ part }) => part)
        expect(parts.every(({ length }) => length <= 140)).toBe(true)
        expect(reassemble(mixed)).toEqual({ ports, pdu: bytes })
        expect(joined(mixed)).toEqual({ ...ports, bytes: Array.from(bytes) })
      }),
    ))

  test('not without one of them', () =>
    expect(failureOf(() => reassemble(userPinSegments.filter((_, at) => at !== 1)))).toEqual({
      code: 'message.invalid',
      path: 'segments',
      reason: 'part 2 of 3 is missing',
    }))

  test.for([
    ['there is none', []],
    [
      'they are of several messages',
      [...userPinSegments.slice(0, 2), ...segmentsOf(pdu, pushPorts, { bits: 8, value: 1 })],
    ],
    ['they are of several messages', [...segmentsOf(pdu, pushPorts, { bits: 16, value: 0x42 }), ...userPinSegments]],
    [
      'they are of several messages',
      [...userPinSegments.slice(0, 2), ...segmentsOf(pdu, { destination: 1, source: 2 }, eight).slice(2)],
    ],
    [
      'part 3 of 3 is there twice and differs',
      [...userPinSegments, concat(userPinSegments[2] ?? new Uint8Array(), Uint8Array.of(0))],
    ],
    ['part 1 of 1 is there twice and differs', [fromHex('0001'), fromHex('0002')]],
  ] as const)('not if %s', ([reason, segments]) =>
    expect(failureOf(() => reassemble(segments))).toEqual({ code: 'message.invalid', path: 'segments', reason }),
  )

  test.for([
    ['', 'ends too early', 0],
    ['0600034203', 'needs 6 bytes, has 4', 1],
    ['0400034203', 'needs 3 bytes, has 2', 3],
    ['050003420300', 'there is no part 0 of 3', 6],
    ['050003420304', 'there is no part 4 of 3', 6],
    ['050003420000', 'there is no part 0 of 0', 6],
    ['060004420301FF', 'an information element is longer than it may be', 6],
    ['0505030B8423', 'ends too early', 6],
  ] as const)('not if a header is %s', ([bytes, reason, offset]) =>
    expect(failureOf(() => reassemble([fromHex(bytes)]))).toEqual({ code: 'bytes.malformed', reason, offset }),
  )

  test('not if a segment is longer than a short message', () =>
    expect(failureOf(() => reassemble([new Uint8Array(141)]))).toMatchObject({ code: 'bytes.malformed', offset: 140 }))

  test('information elements that we do not know are passed over, and the last of two counts', () =>
    expect(reassemble([fromHex('0F 2402FFFF 0003070201 0804BEEF0101 AABB')])).toEqual({
      ports: undefined,
      pdu: fromHex('AABB'),
    }))

  test('or any bytes give a failure', () => {
    const segment = fc.uint8Array({ maxLength: 24 })
    const likely = fc.tuple(fc.constantFrom(0, 5, 8), segment).map(([id, rest]) => Uint8Array.of(5, id, 3, ...rest))
    fc.assert(
      fc.property(fc.array(fc.oneof(segment, likely), { maxLength: 5 }), (segments) =>
        readsOrFails(() => reassemble(segments)),
      ),
      { numRuns: 3000 },
    )
  })
})
