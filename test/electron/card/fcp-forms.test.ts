import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFcp } from '../../../electron/card/fcp'
import { bytesOf, concat } from '../../../shared/bytes'

// Legal answers to SELECT in all the forms that ETSI TS 102 221, 11.1.1.3, and ISO/IEC 7816-4, 5.3.3, leave to a card: any
// order, any length coding, padding between objects, and objects of its own.

const byte = fc.integer({ min: 0, max: 0xff })
const padding = fc.array(fc.constantFrom(0x00, 0xff), { maxLength: 3 }).map((bytes) => bytesOf(...bytes))
const some = (maxLength: number) => fc.uint8Array({ minLength: 1, maxLength })

/** ISO/IEC 8825-1, 8.1.3: one byte, or 81 to 83 and so many. */
function lengthIn(form: number, length: number): Uint8Array {
  const least = length < 0x80 ? 0 : length < 0x100 ? 1 : 2
  const count = Math.max(form, least)
  if (count === 0) return bytesOf(length)
  return bytesOf(0x80 | count, ...Array.from({ length: count }, (_, at) => (length >> (8 * (count - 1 - at))) & 0xff))
}
const coded = (tag: number, value: Uint8Array) =>
  fc.integer({ min: 0, max: 3 }).map((form) => concat(bytesOf(tag), lengthIn(form, value.length), value))

const numberOf = (value: number, leastBytes: number) =>
  fc
    .integer({ min: leastBytes, max: 4 })
    .map((size) => bytesOf(...Array.from({ length: size }, (_, at) => (value >> (8 * (size - 1 - at))) & 0xff)))

/** ISO/IEC 7816-4, table 25, and what is spelled out: how a card says its rules, and how they are meant. */
const security = fc.oneof(
  byte.map((record) => ({ tag: 0x8b, value: bytesOf(record), meant: { form: 'referenced', rules: [{ record }] } })),
  fc.tuple(fc.integer({ min: 1, max: 0xffff }), byte).map(([fid, record]) => ({
    tag: 0x8b,
    value: bytesOf(fid >> 8, fid & 0xff, record),
    meant: { form: 'referenced', fid, rules: [{ record }] },
  })),
  fc
    .tuple(fc.integer({ min: 1, max: 0xffff }), fc.array(fc.tuple(byte, byte), { minLength: 1, maxLength: 4 }))
    .map(([fid, pairs]) => ({
      tag: 0x8b,
      value: bytesOf(fid >> 8, fid & 0xff, ...pairs.flat()),
      meant: { form: 'referenced', fid, rules: pairs.map(([environment, record]) => ({ environment, record })) },
    })),
  some(8).map((bytes) => ({ tag: 0x8c, value: bytes, meant: { form: 'compact', bytes } })),
  some(200).map((bytes) => ({ tag: 0xab, value: bytes, meant: { form: 'expanded', bytes } })),
  fc.constant({ tag: undefined, value: bytesOf(), meant: { form: 'none' } }),
)

const lifeCycles = { 1: 'creation', 3: 'initialisation', 4: 'deactivated', 5: 'activated', 12: 'terminated' } as const

const file = fc.record({
  fid: fc.integer({ min: 1, max: 0xffff }),
  size: fc.integer({ min: 0, max: 0x7fff }),
  records: fc.option(fc.tuple(fc.integer({ min: 1, max: 0xff }), fc.integer({ min: 1, max: 254 })), { nil: undefined }),
  isShareable: fc.boolean(),
  lifeCycle: fc.constantFrom(1, 3, 4, 5, 12),
  sfi: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  security,
  own: fc.array(fc.tuple(fc.constantFrom(0x85, 0x87, 0x8d, 0x8e, 0xa5, 0xc3), some(40)), { maxLength: 3 }),
})

test('a file is read as it is meant, in whatever form a card tells it', () =>
  fc.assert(
    fc.asyncProperty(
      file.chain((meant) => {
        const { fid, size, records, isShareable, lifeCycle, sfi, own } = meant
        const [recordBytes, count] = records ?? [0, 0]
        const shared = isShareable ? 0x40 : 0
        const descriptor = records
          ? fc.constantFrom(
              bytesOf(shared | 0x02, 0x21, 0, recordBytes, count),
              bytesOf(shared | 0x02, 0x21, 0, recordBytes, 0, count),
            )
          : fc.constantFrom(bytesOf(shared | 0x01), bytesOf(shared | 0x01, 0x21))
        const fields = [
          descriptor.chain((value) => coded(0x82, value)),
          coded(0x83, bytesOf(fid >> 8, fid & 0xff)),
          numberOf(records ? recordBytes * count : size, 2).chain((value) => coded(0x80, value)),
          coded(0x8a, bytesOf(lifeCycle)),
          ...(sfi === undefined ? [] : [coded(0x88, bytesOf(sfi << 3))]),
          ...(meant.security.tag === undefined ? [] : [coded(meant.security.tag, meant.security.value)]),
          ...own.map(([tag, value]) => coded(tag, value)),
        ]
        return fc
          .tuple(
            fc.tuple(...fields),
            fc.array(padding, { minLength: fields.length, maxLength: fields.length }),
            padding,
          )
          .chain(([parts, between, behind]) =>
            fc
              .shuffledSubarray(parts, { minLength: parts.length })
              .map((inOrder) => concat(...inOrder.map((part, at) => concat(part, between[at] ?? bytesOf()))))
              .chain((inside) =>
                fc.oneof(
                  coded(0x62, inside),
                  coded(0x6f, inside),
                  coded(0x62, inside).chain((fcp) => coded(0x6f, fcp)),
                ),
              )
              .map((answer) => ({ meant, answer: concat(answer, behind) })),
          )
      }),
      async ({ meant, answer }) => {
        const { fid, size, records, lifeCycle, sfi } = meant
        const read = readFcp(answer)
        expect(read).toMatchObject({
          fid,
          structure: records ? 'linear-fixed' : 'transparent',
          sizeBytes: records ? records[0] * records[1] : size,
          recordBytes: records?.[0] ?? 0,
          records: records?.[1] ?? 0,
          lifeCycle: Object.entries(lifeCycles).find(([status]) => Number(status) === lifeCycle)?.[1],
        })
        expect(read.sfi).toBe(sfi)
        expect(read.security).toEqual(meant.security.meant)
      },
    ),
    { numRuns: 500 },
  ))
