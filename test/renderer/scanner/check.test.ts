import { describe, expect, test } from 'vitest'
import { checkOf, type Stroke } from '../../../renderer/scanner/check'
import { testCodes, testNames } from '../../../renderer/scanner/test-codes'
import { layouts, meantBy } from '../../../shared/identity/layout'
import { readScan } from '../../../shared/identity/scan'

const strokes = (keys: readonly string[], gapMs = 8): readonly Stroke[] =>
  keys.map((key, at) => ({ number: at, key, code: 'Key', at: at * gapMs, isAlt: false }))
const check = (text: string, keys: readonly string[] = [...text, 'Enter']) => checkOf({ text, strokes: strokes(keys) })

test.for(testNames)('the %s code that arrives as it should is found right, with AIM identifiers or without', (name) => {
  const { arrives } = testCodes[name]
  expect(check(arrives)).toMatchObject({ test: name, faults: [], manner: { end: 'enter', widestMs: 8 } })
  expect(check(`]d2${arrives}`)).toMatchObject({ test: name, faults: [], manner: { aim: ']d2' } })
})

describe('what is wrong is found', () => {
  const { plain, gs1, label } = testCodes
  test.for([
    ['Caps Lock', 'Yz-Aq;M:/0189', 'plain', 'caps'],
    ['capitals only', plain.arrives.toUpperCase(), 'plain', 'capitals'],
    ['lost separators', gs1.arrives.replace('\u001d', ''), 'gs1', 'separators'],
    ['lost lines', label.arrives.replaceAll('\n', ''), 'label', 'lines'],
    ['another code', '5901234123457', undefined, 'other'],
  ] as const)('%s', ([, text, name, fault]) => expect(check(text)).toMatchObject({ test: name, faults: [{ fault }] }))

  test('any keyboard that is not the scanner’s', () => {
    for (const scanner of layouts)
      for (const computer of layouts) {
        const typed = scanner === computer ? undefined : meantBy(testCodes.plain.arrives, computer, scanner)
        if (typed === undefined) continue
        expect(check(typed)).toMatchObject({ test: 'plain', faults: [{ fault: 'layout', scanner, computer }] })
      }
  })

  test('codes typed with Alt', () => {
    const alt = [...'073077069073'].map((key, at) => ({
      number: at,
      key,
      code: `Numpad${key}`,
      at: at * 5,
      isAlt: true,
    }))
    expect(checkOf({ text: '', strokes: alt }).faults).toEqual([{ fault: 'alt' }])
  })
})

test('how a scan ends and how slow it is are told', () => {
  expect(check('4901', [...'4901', 'Tab']).manner.end).toBe('tab')
  expect(check('4901', [...'4901']).manner.end).toBe('none')
  expect(checkOf({ text: '49', strokes: strokes(['4', '9'], 70) }).manner.widestMs).toBe(70)
})

test('the test codes are what the station reads them as elsewhere', () => {
  expect(readScan(testCodes.plain.arrives).kind).toBe('unknown')
  expect(readScan(testCodes.gs1.arrives).kind).toBe('device')
  expect(readScan(testCodes.label.arrives).kind).toBe('several')
})
