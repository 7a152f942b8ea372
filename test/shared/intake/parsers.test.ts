import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failed } from '../../../shared/failure'
import { answerOf, factOf, isCallerScreened, quoted } from '../../../shared/intake/agi'
import { readCsv } from '../../../shared/intake/csv'
import { detectionOf, pairOf } from '../../../shared/intake/detection'
import { readRows, rowsOf } from '../../../shared/intake/rows'
import { saleOf } from '../../../shared/intake/sale'

const till = { evidence: 'till' } as const
const sale = { reference: 'B-1', imei: '490154203237518', phone: '+491701234567' }
const failureOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error instanceof Failed ? error.failure : error
  }
}
const reads = (work: () => unknown): void => {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(Failed)
  }
}

describe('CSV, RFC 4180', () => {
  test.for([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a;b\n"x;y";"say ""so"""\n',
      [
        ['a', 'b'],
        ['x;y', 'say "so"'],
      ],
    ],
    [
      'a,b\r"two\nlines",2\r',
      [
        ['a', 'b'],
        ['two\nlines', '2'],
      ],
    ],
    ['', []],
    ['a,b', [['a', 'b']]],
  ] as const)('%j', ([text, cells]) => expect([...readCsv(text)].map((row) => row.cells)).toEqual(cells))
  test('a row knows its line, over empty ones and over lines within a cell', () =>
    expect(Array.from(readCsv('a,b\n\n"1\n2",x\n3,y')).map(({ line }) => line)).toEqual([1, 3, 5]))
  test.for(['a,"b', 'a,b"c', '"a"b'])('%s is none', (text) => expect(() => [...readCsv(text)]).toThrow(Failed))
  test('what is written reads back', () =>
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), { minLength: 1 }), (rows) => {
        const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')
        const kept = rows.filter((row) => row.some((cell) => cell.trim() !== ''))
        const isComma =
          (text.split(/[\r\n]/)[0] ?? '').split(';').length <= (text.split(/[\r\n]/)[0] ?? '').split(',').length
        fc.pre(isComma)
        expect([...readCsv(text)].map(({ cells }) => cells)).toEqual(kept)
      }),
    ))
  test('any text is rows or a failure', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a",;\r\n]{0,40}$/)), (text) =>
        reads(() => [...readCsv(text)]),
      ),
    ))
})

describe('rows of JSON', () => {
  const read = (text: string, form: 'json' | 'ndjson' = 'json') => {
    try {
      return rowsOf(text, form).map((row) => ('reason' in row ? row.reason : row.value))
    } catch (error) {
      return error instanceof Failed ? error.failure.code : error
    }
  }
  test('are the members of an array, or the one thing that is no array, as JSON has them', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\n\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent)
        // JSON has no -0.
        const said: unknown = JSON.parse(text)
        expect(read(text)).toEqual(Array.isArray(said) ? said : [said])
      }),
    ))
  test.for([
    '',
    ' ',
    '[',
    '[1',
    '[1,',
    '[1,]',
    '[,1]',
    '[,]',
    '[1 2]',
    '[1]x',
    '[1}',
    '{"a":1]',
    '["a]',
    '["\\"]',
    '[{]}',
    '[[1]',
    'x',
  ])('%j is none', (text) => expect(read(text)).toBe('bytes.malformed'))
  test('any text is rows, where it is JSON, or a failure', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[[\]{}",:1a\\ ]{0,12}$/), (text) => {
        const whole = (() => {
          try {
            const value: unknown = JSON.parse(text)
            return Array.isArray(value) ? value : [value]
          } catch {
            return 'bytes.malformed'
          }
        })()
        expect(read(text)).toEqual(whole)
      }),
      { numRuns: 1000 },
    ))
  test('are at most 64 KiB each, and a line of NDJSON is named without the others', () => {
    expect(read(`[1,"${'x'.repeat(65_536)}"]`)).toBe('bytes.malformed')
    expect(read(`1\n"${'x'.repeat(65_536)}"\n\r\n{\n2`, 'ndjson')).toEqual([
      1,
      'a row is too long',
      'it is not JSON',
      2,
    ])
  })
})

describe('sales', () => {
  test('one', () =>
    expect(saleOf({ ...sale, imei2: '356938035643809' }, till, 7)).toEqual({
      evidence: 'till',
      reference: 'B-1',
      device: 'imei:490154203237518',
      also: 'imei:356938035643809',
      phone: '+491701234567',
      marks: [],
      seenAt: 7,
    }))
  test.for([
    [{ ...sale, imei: '490154203237510' }, 'device'],
    [{ ...sale, reference: undefined }, 'reference'],
    [{ ...sale, reference: '<b>' }, 'reference'],
    [{ ...sale, extra: 1 }, undefined],
    [{ ...sale, device: 'meid:AF0123450ABCDE' }, 'imei'],
    [{ ...sale, phone: '12' }, 'phone'],
    [null, undefined],
    [[], undefined],
  ] as const)('%j is none, by its %s', ([value, path]) => {
    const failure = failureOf(() => saleOf(value, till, 0))
    expect(failure).toMatchObject({ code: 'request.invalid', ...(path && { path }) })
  })
  test('a bad row names its line and spoils no other', () => {
    const text = 'reference;imei;phone\nA;490154203237518;+491701234567\nB;1;\nC;356938035643809;\n'
    const { good, bad } = readRows(rowsOf(text, 'csv'), (value) => saleOf(value, till, 0))
    expect(good.map(({ line, value }) => [line, value.reference])).toEqual([
      [2, 'A'],
      [4, 'C'],
    ])
    expect(bad).toEqual([{ line: 3, reason: 'imei: an IMEI has 15 digits' }])
  })
  test('a bad line of NDJSON is one bad row', () => {
    const { good, bad } = readRows(rowsOf(`${JSON.stringify(sale)}\n{\n\n`, 'ndjson'), (value) =>
      saleOf(value, till, 0),
    )
    expect([good.length, bad]).toEqual([1, [{ line: 2, reason: 'it is not JSON' }]])
  })
  test('any value is a sale or a failure', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ reference: fc.string(), imei: fc.string(), phone: fc.string() })),
        (value) => reads(() => saleOf(value, till, 0)),
      ),
    ))
})

describe('detections', () => {
  const event = {
    imsi: '262011234567890',
    imeisv: '4901542032375101',
    msisdn: '491701234567',
    plmn: '262-01',
    at: '2026-11-22T10:00:00+01:00',
  }
  test('one', () =>
    expect(detectionOf(event)).toEqual({
      imsi: '262011234567890',
      device: 'imei:490154203237518',
      phone: '+491701234567',
      plmn: '26201',
      at: Date.UTC(2026, 10, 22, 9),
    }))
  test('of IMEI and IMEISV they are the same pair', () => {
    const { imeisv: _, ...rest } = event
    expect(pairOf(detectionOf({ ...rest, imei: '490154203237510' }))).toBe(pairOf(detectionOf(event)))
  })
  test.for([
    { ...event, imsi: '1' },
    { ...event, imeisv: undefined },
    { ...event, imeisv: '0000000000000000' },
    { ...event, at: 'yesterday' },
    { ...event, at: Number.POSITIVE_INFINITY },
    { ...event, msisdn: '+' },
    7,
  ])('%j is none', (value) => expect(() => detectionOf(value)).toThrow(Failed))
  test('any value is a detection or a failure', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            imsi: fc.stringMatching(/^\d{5,16}$/),
            imei: fc.string(),
            at: fc.oneof(fc.string(), fc.double()),
          }),
        ),
        (value) => reads(() => detectionOf(value)),
      ),
    ))
})

describe('AGI', () => {
  test('a fact', () => {
    expect(factOf('agi_callerid: +491701234567')).toEqual(['callerid', '+491701234567'])
    expect(factOf('agi_arg_1:')).toEqual(['arg_1', ''])
    expect(factOf('HANGUP')).toBeUndefined()
  })
  test.for([
    ['200 result=0', { is: 'result', result: '0', data: '' }],
    ['200 result=490154203237518', { is: 'result', result: '490154203237518', data: '' }],
    ['200 result=49 (timeout)', { is: 'result', result: '49', data: '(timeout)' }],
    ['200 result= (timeout)', { is: 'result', result: '', data: '(timeout)' }],
    ['200 result=-1 endpos=0', { is: 'result', result: '-1', data: 'endpos=0' }],
    ['HANGUP', { is: 'hangup' }],
    ['511 Command Not Permitted on a dead channel', { is: 'dead' }],
    ['510 Invalid or unknown command', { is: 'unknown' }],
    ['520-Invalid command syntax.  Proper usage follows:', { is: 'more' }],
    ['520 End of proper usage.', { is: 'unknown' }],
    ['GET / HTTP/1.1', undefined],
  ] as const)('%s', ([line, answer]) => expect(answerOf(line)).toEqual(answer))
  test.for([
    ['0', false],
    ['1', true],
    ['2', false],
    ['3', true],
    ['35', true],
    ['67', true],
    ['32', false],
    ['', false],
    ['x', false],
  ] as const)('callingpres %s: the network vouches for the number: %s', ([pres, is]) =>
    expect(isCallerScreened(new Map([['callingpres', pres]]))).toBe(is),
  )
  test('an argument is never another command', () =>
    fc.assert(fc.property(fc.string(), (text) => void expect(quoted(text)).toMatch(/^"[^"\\\r\n]*"$/))))
  test('any line is an answer, a fact, or neither', () =>
    fc.assert(fc.property(fc.string(), (line) => void [answerOf(line), factOf(line)])))
})
