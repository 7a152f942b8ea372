import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hex } from '../../../shared/bytes'
import { encode } from '../../../shared/codec'
import { Failed } from '../../../shared/failure'
import { type Carried, carriedIn, wholeIn } from '../../../shared/push/carried'
import { cpMedia } from '../../../shared/push/media-type'
import { pushPdu } from '../../../shared/push/pdu'
import { pushPorts, segmentsOf } from '../../../shared/push/segments'
import { utf8 } from '../../../shared/utf8'

const body = Uint8Array.from({ length: 400 }, (_, at) => (at * 7) % 256)
const pdu = encode(pushPdu, { transactionId: 1, media: cpMedia, sec: 1, mac: 'ABCD', body })
const lines = (bits: 8 | 16) => segmentsOf(pdu, pushPorts, { bits, value: 42 }).map(hex)
const bodyOf = (carried: Carried) => (carried.kind === 'push' ? hex(carried.push.body) : undefined)

describe('a push is told', () => {
  test.for([8, 16] as const)('in short messages numbered with %i bits, in any order and with blank lines', (bits) => {
    const carried = carriedIn(utf8(`\n${[...lines(bits)].reverse().join('\r\n\n')}\n`))
    expect(carried).toMatchObject({ kind: 'push', push: { media: cpMedia, sec: 1, mac: 'ABCD', segments: 4 } })
    expect(bodyOf(carried)).toBe(hex(body))
  })

  test('in lower case', () => expect(bodyOf(carriedIn(utf8(lines(8).join('\n').toLowerCase())))).toBe(hex(body)))

  test('as its bytes, and as hex of them in lines of any length', () => {
    expect(bodyOf(carriedIn(pdu))).toBe(hex(body))
    expect(bodyOf(carriedIn(utf8(hex(pdu).replace(/.{60}/g, '$&\n'))))).toBe(hex(body))
  })

  test('and a device is handed the same bytes, whichever way they are written', () => {
    for (const written of [pdu, utf8(hex(pdu)), utf8(lines(16).join('\n'))])
      expect(hex(wholeIn(written).bytes)).toBe(hex(pdu))
  })
})

test.for([
  ['030B6A0045C6', 'CP'],
  ['02A4016A006D6C', 'DM 1.2'],
  ['0200006A', 'WBXML whose public id is written out'],
  ['5B7B22436C69656E74555249223A22227D5D', 'JSON'],
] as const)('%s is a message: %s', ([digits]) => {
  for (const bytes of [utf8(digits), utf8(`${digits.toLowerCase()}\n`), Uint8Array.from(Buffer.from(digits, 'hex'))])
    expect(carriedIn(bytes)).toEqual({ kind: 'message', bytes: Uint8Array.from(Buffer.from(digits, 'hex')) })
})

test('what is no hex is taken as it is', () => {
  for (const text of ['', 'hello', '{"a":1}', '0', '012', 'AB CD E'])
    expect(carriedIn(utf8(text))).toEqual({ kind: 'message', bytes: utf8(text) })
})

test('any bytes and any hex are carried or a failure', () => {
  const readsOrFails = (bytes: Uint8Array): boolean => {
    try {
      return carriedIn(bytes).kind.length > 0
    } catch (error) {
      return error instanceof Failed
    }
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => readsOrFails(bytes)))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => readsOrFails(utf8(hex(bytes)))))
  fc.assert(
    fc.property(fc.nat({ max: pdu.length * 2 }), fc.nat({ max: 255 }), (at, value) =>
      readsOrFails(utf8(lines(8).join('\n').slice(0, at) + hex(Uint8Array.of(value)))),
    ),
  )
})
