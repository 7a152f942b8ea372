import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { lengthOfPdu, type Pdu, readPdu, type Sms, writePdu } from '../../../shared/smpp/pdu'
import { utf8 } from '../../../shared/utf8'

const bind = {
  systemId: 'SMPP3TEST',
  password: 'secret08',
  systemType: 'SUBMIT1',
  version: 0x00,
  ton: 0x01,
  npi: 0x01,
  range: '',
}

test('a bind is written as the example of the standard (SMPP 3.4, 3.2.3)', () => {
  const bytes = fromHex(
    '0000002F000000020000000000000001534D5050335445535400736563726574303800 5355424D49543100 00 01 01 00',
  )
  const pdu: Pdu = { command: 'bind_transmitter', status: 0, sequence: 1, body: bind }
  expect(hex(writePdu(pdu))).toBe(hex(bytes))
  expect(readPdu(bytes)).toEqual(pdu)
})

const sms: Sms = {
  serviceType: '',
  from: { ton: 5, npi: 0, digits: 'DM' },
  to: { ton: 1, npi: 1, digits: '491701234567' },
  esmClass: 0x40,
  protocolId: 0,
  priority: 0,
  schedule: '',
  validity: '',
  registeredDelivery: 0,
  replace: 0,
  dataCoding: 0x04,
  defaultMessage: 0,
  message: fromHex('06050403F02300AABB'),
}

describe('every PDU reads back', () => {
  const pdus: readonly Pdu[] = [
    { command: 'bind_transceiver', status: 0, sequence: 1, body: bind },
    { command: 'bind_transceiver_resp', status: 0, sequence: 1, body: { systemId: 'bench' } },
    { command: 'bind_transceiver_resp', status: 0x0e, sequence: 1, body: undefined },
    { command: 'submit_sm', status: 0, sequence: 2, body: sms },
    { command: 'submit_sm_resp', status: 0, sequence: 2, body: { messageId: '7' } },
    { command: 'deliver_sm', status: 0, sequence: 0x7fffffff, body: { ...sms, message: new Uint8Array(254) } },
    { command: 'unbind', status: 0, sequence: 3, body: {} },
    { command: 'enquire_link_resp', status: 0, sequence: 4, body: {} },
    { command: 'generic_nack', status: 3, sequence: 5, body: undefined },
  ]
  test.for(pdus)('$command, status $status', (pdu) => {
    const bytes = writePdu(pdu)
    expect(lengthOfPdu(bytes)).toBe(bytes.length)
    expect(readPdu(bytes)).toEqual(pdu)
  })
})

test('options behind the body are passed over', () => {
  const bytes = fromHex('00000017 80000009 00000000 00000001 4200 0210 0001 34')
  expect(readPdu(bytes)).toEqual({ command: 'bind_transceiver_resp', status: 0, sequence: 1, body: { systemId: 'B' } })
})

test('a command that is not known has a number to be refused by', () => {
  expect(readPdu(fromHex('00000010 00000021 00000000 00000009'))).toEqual({ command: 'unknown', id: 0x21, sequence: 9 })
})

describe('what cannot be is refused', () => {
  test.for([
    ['a length below a header', '0000000F'],
    ['a length above any PDU', '7FFFFFFF'],
  ])('%s', ([, bytes]) => {
    expect(() => lengthOfPdu(fromHex(bytes ?? ''))).toThrow('bytes.malformed')
  })
  test.for([
    ['a text without an end', '00000013 80000004 00000000 00000001 414141'],
    ['a text longer than its field', `00000052 80000004 00000000 00000001 ${'41'.repeat(66)}`],
    ['a short message that ends early', '00000011 00000004 00000000 00000001 00'],
    ['another length than it says', '00000020 00000015 00000000 00000001'],
    ['an option that ends early', '00000016 80000015 00000000 00000001 0210 0009 34'.slice(0, -3)],
  ])('%s', ([, bytes]) => {
    expect(() => readPdu(fromHex((bytes ?? '').replace(/\s/g, '').padEnd(2)))).toThrow('bytes.malformed')
  })
  test('a password longer than its field is not cut', () => {
    const pdu: Pdu = { command: 'bind_transceiver', status: 0, sequence: 1, body: { ...bind, password: 'ninechars' } }
    expect(() => writePdu(pdu)).toThrow('bytes.malformed')
  })
})

test('any bytes give a PDU or a failure', () => {
  const known = writePdu({ command: 'submit_sm', status: 0, sequence: 2, body: { ...sms, message: utf8('hello') } })
  const bent = fc
    .tuple(fc.nat(known.length - 1), fc.nat(255))
    .map(([at, value]) => Uint8Array.from(known, (byte, index) => (index === at ? value : byte)))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), bent), (bytes) => {
      try {
        lengthOfPdu(bytes)
        readPdu(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(Failed)
      }
    }),
    { numRuns: 2000 },
  )
})
