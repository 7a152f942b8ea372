import { describe, expect, test } from 'vitest'
import { parseDevice } from '../../../shared/identity/device'
import { Evidence } from '../../../shared/intake/cause'
import { decide, type Known } from '../../../shared/intake/decide'
import { predictDevId } from '../../../shared/intake/dev-id'
import type { Arrival } from '../../../shared/intake/entry'
import { parsePhone } from '../../../shared/intake/phone'
import { imeiNumber, rulesWith } from './support'

const device = parseDevice('imei:490154203237518')
const lower = parseDevice('imei:356938035643809')
const phone = parsePhone('+491701234567')
const other = parsePhone('+491707654321')
const sold: Arrival = { evidence: 'till', reference: 'A1', device, phone, marks: [], seenAt: 0 }
const unknown: Known = { devicesOfNumber: 0 }
const rules = rulesWith()
const whyOf = (arrival: Partial<Arrival>, known: Partial<Known> = {}, given: unknown = {}) => {
  const { does, why } = decide({ ...sold, ...arrival }, { ...unknown, ...known }, rulesWith(given))
  return `${does} ${why}`
}

describe('how far each evidence goes by itself', () => {
  const expected: Readonly<Record<Evidence, string>> = {
    counter: 'register trusted',
    till: 'register trusted',
    'till-file': 'register trusted',
    code: 'register trusted',
    network: 'register trusted',
    'network-file': 'register trusted',
    caller: 'register trusted',
    'caller-unproven': 'hold trust-too-low',
  }
  test.for(Evidence.options)('%s', (evidence) => expect(whyOf({ evidence })).toBe(expected[evidence]))
})

test.for([
  ['the same device and number again is nothing to do', {}, { device: { phone } }, {}, 'nothing registered-before'],
  [
    'a source that does not know the number says nothing new',
    { phone: undefined },
    { device: { phone } },
    {},
    'nothing registered-before',
  ],
  ['a device that goes to another number waits', { phone: other }, { device: { phone } }, {}, 'hold other-number'],
  ['a device that had no number gets one', {}, { device: {} }, {}, 'register trusted'],
  ['one number that collects devices waits', {}, { devicesOfNumber: 5 }, {}, 'hold many-devices'],
  ['up to that many register', {}, { devicesOfNumber: 4 }, {}, 'register trusted'],
  ['how many is the station’s', {}, { devicesOfNumber: 2 }, { devicesPerNumber: 2 }, 'hold many-devices'],
  ['another card in the device waits', { marks: ['sim-changed'] }, {}, {}, 'hold sim-changed'],
  ['the card in another device registers it', { marks: ['device-changed'] }, {}, {}, 'register trusted'],
  [
    'unless the station says it waits',
    { marks: ['device-changed'] },
    {},
    { holds: ['device-changed'] },
    'hold device-changed',
  ],
  ['a clock that is off waits', { marks: ['clock-off'] }, {}, {}, 'hold clock-off'],
  ['a listed device is refused', {}, {}, { blocked: { devices: ['49015420'] } }, 'refuse device-blocked'],
  ['a listed number is refused', {}, {}, { blocked: { numbers: ['+4917'] } }, 'refuse number-blocked'],
  [
    'a source may be left to a person altogether',
    { evidence: 'network' },
    {},
    { registers: { network: 'never' } },
    'hold trust-too-low',
  ],
  ['or be believed more', { evidence: 'caller-unproven' }, {}, { registers: { voice: 'claimed' } }, 'register trusted'],
  ['or less', { evidence: 'till' }, {}, { registers: { pos: 'proven' } }, 'hold trust-too-low'],
  [
    'a model of unknown DevId waits',
    {},
    {},
    { devIds: [{ tac: '490154', reports: 'urn:uuid:' }] },
    'hold devid-unknown',
  ],
] as const)('%s', ([, arrival, known, given, decision]) =>
  expect(whyOf(arrival as Partial<Arrival>, known as Partial<Known>, given)).toBe(decision),
)

test('a test device is refused where it is not asked for', () => {
  const test = parseDevice(`imei:${imeiNumber(7, '00101012')}`)
  expect(whyOf({ device: test })).toBe('refuse test-device')
  expect(whyOf({ device: test }, {}, { testDevices: 'take' })).toBe('register trusted')
})

describe('which DevId the client will report', () => {
  test('the lower of two IMEIs, and it is the one that is registered', () =>
    expect(decide({ ...sold, also: lower }, unknown, rules)).toMatchObject({ does: 'register', device: lower }))
  test('the longest rule of a model counts', () => {
    const said = [
      { tac: '49', reports: 'urn:uuid:', of: 'lowest' },
      { tac: '49015420', reports: 'IMEI:', of: 'first' },
    ] as const
    expect(predictDevId([device, lower], said)).toEqual({ is: 'device', device })
  })
  test('a MEID names itself', () => {
    const meid = parseDevice('meid:AF0123450ABCDE')
    expect(predictDevId([meid], [])).toEqual({ is: 'device', device: meid })
  })
})
