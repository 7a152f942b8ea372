import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFcp } from '../../../electron/card/fcp'
import { templateOfHeader } from '../../../electron/card/sim-header'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { textOfVector } from '../../support/vectors'

const answers = textOfVector('select-answers.txt')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [bytes = '', structure = '', sizeBytes = '', recordBytes = '', records = ''] = line.split(' ')
    const told = { structure, sizeBytes: +sizeBytes, recordBytes: +recordBytes, records: +records }
    return { bytes: fromHex(bytes), told }
  })

/** As a channel gives it: the header of a SIM comes as a template. */
const fcpOf = (bytes: Uint8Array) => readFcp(bytes[0] === 0 ? templateOfHeader(bytes) : bytes)

test('every answer to SELECT that real cards gave is read as they meant it', () => {
  expect(answers.length).toBeGreaterThan(700)
  const wrong = answers.filter(({ bytes, told }) => {
    const { structure, sizeBytes, recordBytes, records } = fcpOf(bytes)
    return JSON.stringify({ structure, sizeBytes, recordBytes, records }) !== JSON.stringify(told)
  })
  expect(wrong.map(({ bytes }) => hex(bytes))).toEqual([])
})

test('what follows a real answer changes nothing', () =>
  fc.assert(
    fc.property(fc.constantFrom(...answers), fc.uint8Array({ maxLength: 12 }), ({ bytes, told }, tail) => {
      expect(fcpOf(concat(bytes, tail))).toMatchObject(told)
    }),
  ))

test('a real answer that is cut off gives what it still tells, or a failure', () =>
  fc.assert(
    fc.property(fc.constantFrom(...answers), fc.nat(40), ({ bytes }, length) => {
      try {
        expect(fcpOf(bytes.subarray(0, length)).sizeBytes).toBeGreaterThanOrEqual(0)
      } catch (error) {
        if (!(error instanceof Failed)) throw error
        expect(error.failure.code).toBe('bytes.malformed')
      }
    }),
    { numRuns: 2000 },
  ))

// ETSI TS 102 221, 11.1.1.4: what no real answer above has.
test.for([
  ['a size of three bytes', '82024121 83026421 8003010000', { structure: 'transparent', sizeBytes: 65_536 }],
  ['a size of four bytes', '82024121 83026421 800400012000', { sizeBytes: 73_728 }],
  ['inner lengths in the long form', '8281024121 8381026421 8082000208 00 8800', { sizeBytes: 2048 }],
  ['another order', '8800 80020800 8B032F0601 8A0105 83026421 82024121', { structure: 'transparent', sizeBytes: 2048 }],
  ['records and no size', '8205422100260B 83022F00', { recordBytes: 38, records: 11, sizeBytes: 418 }],
  ['records of one byte length', '8203022120 83022F00 800140', { recordBytes: 32, records: 2, sizeBytes: 64 }],
  ['more than 255 records', '82064221000A0190 83026F3A 80020FA0', { records: 400, recordBytes: 10 }],
  ['no data coding byte', '820141 83026421 800140', { structure: 'transparent', sizeBytes: 64 }],
  ['tags of two and three bytes', '9F650101 BF810A0103 82024121 80020800', { sizeBytes: 2048 }],
  ['a BER-TLV file', '82027921 83024F01 80020200', { structure: 'ber-tlv', sizeBytes: 512 }],
  ['only the size with its structure', '82024121 81020100', { structure: 'transparent', sizeBytes: 256 }],
  ['no descriptor', '83026421 800140', { structure: 'other', sizeBytes: 64 }],
  ['proprietary bytes that are no TLV', '82024121 A5038310FF 80020800', { sizeBytes: 2048 }],
] as const)('an FCP with %s is read', ([, fields, told]) => {
  const bytes = fromHex(fields)
  expect(readFcp(concat(Uint8Array.of(0x62, bytes.length), bytes))).toMatchObject(told)
  expect(readFcp(concat(Uint8Array.of(0x62, 0x81, bytes.length), bytes))).toMatchObject(told)
  expect(readFcp(concat(Uint8Array.of(0x6f, 0x82, 0, bytes.length), bytes))).toMatchObject(told)
})

// swSIM tells no record length in the header of a SIM
test('a file with records whose length is not told has a size and no count', () =>
  expect(fcpOf(fromHex('0000003C6F40040000000001020100'))).toMatchObject({
    structure: 'linear-fixed',
    sizeBytes: 60,
    recordBytes: 0,
    records: 0,
  }))

test('a card that answers SELECT without a template tells nothing', () =>
  expect(readFcp(new Uint8Array())).toMatchObject({ structure: 'other', sizeBytes: 0 }))

test.for([
  ['00', 'unknown'],
  ['01', 'creation'],
  ['03', 'initialisation'],
  ['05', 'activated'],
  ['07', 'activated'],
  ['04', 'deactivated'],
  ['06', 'deactivated'],
  ['0C', 'terminated'],
  ['0F', 'terminated'],
  ['55', 'unknown'],
] as const)('life cycle status %s is %s', ([status, lifeCycle]) =>
  expect(readFcp(fromHex(`6207820241218A01${status}`)).lifeCycle).toBe(lifeCycle),
)

describe('what else an FCP tells', () => {
  test.for([
    ['8B01 03', { form: 'referenced', rules: [{ record: 3 }] }],
    ['8B03 2F0606', { form: 'referenced', fid: 0x2f06, rules: [{ record: 6 }] }],
    [
      '8B06 6F0600020104',
      {
        form: 'referenced',
        fid: 0x6f06,
        rules: [
          { environment: 0, record: 2 },
          { environment: 1, record: 4 },
        ],
      },
    ],
    ['8C03 031A1A', { form: 'compact', bytes: fromHex('031A1A') }],
    ['AB05 8001019000', { form: 'expanded', bytes: fromHex('8001019000') }],
    ['8604 A011F055', { form: 'sim', bytes: fromHex('11F055') }],
    ['8603 113FFF', { form: 'none' }],
  ] as const)('the rules behind %s', ([field, security]) => {
    const bytes = fromHex(field)
    expect(readFcp(concat(fromHex('62'), Uint8Array.of(bytes.length), bytes)).security).toEqual(security)
  })

  // MF of a sysmoISIM-SJA5: PIN1, PIN2, ADM1 and ADM2, of which PIN2, ADM1 and ADM2 are asked for
  test('the PINs of a directory, its name and what is left in it', () => {
    const mf = readFcp(
      fromHex('62308202782183023F00A50C8001718304000564508701018A01058C04261A0000C60F90017083010183018183010A83010B'),
    )
    expect(mf).toMatchObject({ fid: 0x3f00, freeBytes: 353_360, lifeCycle: 'activated' })
    expect(mf.pins).toEqual([
      { reference: 0x01, isEnabled: false },
      { reference: 0x81, isEnabled: true },
      { reference: 0x0a, isEnabled: true },
      { reference: 0x0b, isEnabled: true },
    ])
    const adf = readFcp(fromHex('622582027821840CA000000063504B43532D31358A01058B032F060CC60990014083010183010A'))
    expect(hex(adf.name ?? new Uint8Array())).toBe('A000000063504B43532D3135')
  })

  test('a short file identifier is the upper five bits, and 88 without a value is none', () => {
    expect(readFcp(fromHex('620B8202412183022F008801F0')).sfi).toBe(0x1e)
    expect(readFcp(fromHex('620A8202412183022F008800')).sfi).toBeUndefined()
  })
})
