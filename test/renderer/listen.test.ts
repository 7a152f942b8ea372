import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { barcodeOf } from '../../shared/identity/command'
import { luhnDigit } from '../../shared/identity/luhn'
import { readScan } from '../../shared/identity/scan'
import { keyboard } from './keyboard'

const imei = '490154203237518'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a burst that Enter ends is one scan', () => {
  const { type, press, told } = keyboard()
  type(imei, 8)
  press('Enter')
  vi.advanceTimersByTime(200)
  expect(told()).toEqual([`scan ${imei}`])
})

test('a scan is taken even if a button has the focus', () => {
  const { type, press, told } = keyboard('button')
  type('490154203237518', 8)
  expect(press('Enter')).toBe(true)
  vi.advanceTimersByTime(200)
  expect(told()).toEqual(['scan 490154203237518'])
})

test('a scanner that sends no Enter is taken after a silence, and a late Enter belongs to it', () => {
  const { type, press, told } = keyboard()
  type('490154203237518', 8)
  vi.advanceTimersByTime(200)
  expect(told()).toEqual(['scan 490154203237518'])
  expect(press('Enter')).toBe(true)
  expect(told()).toEqual(['scan 490154203237518'])
  press('Enter')
  expect(told()).toEqual(['scan 490154203237518', 'onward'])
})

test('a burst that is no identity is a scan as well, as no hand types so', () => {
  const { type, told } = keyboard()
  type('ABC123XYZ987', 8)
  vi.advanceTimersByTime(500)
  expect(told()).toEqual(['scan ABC123XYZ987'])
})

test('slow typing is no scan, and Enter goes on', () => {
  const { type, press, told } = keyboard()
  type('4901', 250)
  press('Enter')
  expect(told().filter((line) => !line.startsWith('number'))).toEqual(['onward'])
})

test('a digit that stands alone is the number of a choice', () => {
  const { press, told } = keyboard()
  press('3')
  expect(told()).toEqual([])
  vi.advanceTimersByTime(200)
  expect(told()).toEqual(['number 3'])
})

test('two digits within a second may be one number', () => {
  const { press, told } = keyboard()
  press('1')
  vi.advanceTimersByTime(400)
  press('2')
  vi.advanceTimersByTime(400)
  expect(told()).toEqual(['number 1', 'number 2 or 12'])
})

test('a number and Enter at once choose and go on', () => {
  const { press, told } = keyboard()
  press('2')
  vi.advanceTimersByTime(20)
  press('Enter')
  expect(told()).toEqual(['number 2', 'onward'])
})

test('Enter on a button that was walked to is for the button', () => {
  const { press, told } = keyboard('button')
  expect(press('Enter')).toBe(false)
  expect(told()).toEqual([])
})

test('Enter that is held down goes on once', () => {
  const { press, told } = keyboard()
  press('Enter')
  expect(press('Enter', { repeat: true })).toBe(true)
  expect(told()).toEqual(['onward'])
})

test('Esc, Backspace and named keys are told; a key with Ctrl is left alone', () => {
  const { press, told } = keyboard()
  press('Escape')
  press('Backspace')
  press('F3')
  expect(press('r', { ctrlKey: true })).toBe(false)
  expect(told()).toEqual(['back', 'erased', 'F3'])
})

test('after the end nothing is listened to', () => {
  const { press, stop, told } = keyboard()
  stop()
  press('Enter')
  expect(told()).toEqual([])
})

test('what a hand types into a secret field is heard by nobody, but for Esc', () => {
  const { told, press, type, stop, field } = keyboard('secret')
  for (const key of ['zXcVbN12', '80ABCDEF', 'hex:0011223344556677']) {
    type(key, 80)
    expect(press('Enter')).toBe(false)
  }
  for (const key of ['Backspace', 'F4']) expect(press(key)).toBe(false)
  expect(field).toMatchObject({ value: 'zXcVbN1280ABCDEFhex:0011223344556677', isLeft: false })
  expect(press('Escape')).toBe(true)
  vi.advanceTimersByTime(1000)
  expect(told()).toEqual(['back'])
  stop()
})

test.for([
  ['an IMEI', imei, 8],
  ['an ESN', '80ABCDEF', 8],
  ['an IMEI from a slow scanner', imei, 90],
] as const)('a scan of %s is taken out of a secret field, with its Enter or without', ([, code, gapMs]) => {
  for (const end of ['Enter', 'silence']) {
    const { told, press, type, stop, field } = keyboard('secret')
    type(code, gapMs)
    if (end === 'Enter') expect(press('Enter')).toBe(true)
    vi.advanceTimersByTime(1000)
    expect(told()).toEqual([`scan ${code}`])
    expect(field).toMatchObject({ value: '', isLeft: true })
    stop()
  }
})

test('what a hand had begun in a secret field stays beside a scan, and is gone with one as slow as a hand', () => {
  for (const [gapMs, kept] of [
    [8, 'zXc'],
    [90, ''],
  ] as const) {
    const { told, press, type, stop, field } = keyboard('secret')
    type('zXc', 120)
    vi.advanceTimersByTime(1000)
    type(imei, gapMs)
    press('Enter')
    vi.advanceTimersByTime(1000)
    expect(told()).toEqual([`scan ${imei}`])
    expect(field).toMatchObject({ value: kept, isLeft: kept === '' })
    stop()
  }
})

test('what a hand types lands in the field it is typed into', () => {
  const { told, press, type, field } = keyboard('text')
  for (const text of ['Shown ', 'the ', 'contract']) type(text, 70)
  expect(press('Enter')).toBe(true)
  expect(field.value).toBe('Shown the contract')
  expect(told()).toEqual(['onward'])
})

test('a key that is held down repeats in its field', () => {
  const { press, field } = keyboard('text')
  press('x')
  for (let at = 0; at < 5; at++) {
    vi.advanceTimersByTime(30)
    press('x', { repeat: true })
  }
  expect(field.value).toBe('xxxxxx')
})

test('all lines of a label are one scan, and two terminators are one', () => {
  const { told, type } = keyboard()
  type(`IMEI1: ${imei}\nIMEI2: 356938035643809\nSN: 7\n\n`, 8)
  vi.advanceTimersByTime(500)
  expect(told()).toEqual([`scan IMEI1: ${imei}\nIMEI2: 356938035643809\nSN: 7`])
})

test('Tab ends a scan and does not leave the field', () => {
  const { told, type, press } = keyboard('text')
  type(imei, 8)
  expect(press('Tab')).toBe(true)
  vi.advanceTimersByTime(500)
  expect(told()).toEqual([`scan ${imei}`])
  expect(press('Tab')).toBe(false)
})

test('separators that come as Ctrl and a key belong to the scan', () => {
  const { told, type, press } = keyboard()
  type(']C121A7', 8)
  press('Control')
  expect(press(']', { ctrlKey: true })).toBe(true)
  type(`8002${imei}`, 8)
  vi.advanceTimersByTime(500)
  expect(told()).toEqual([`scan ]C121A7\u001d8002${imei}`])
  expect(press(']', { ctrlKey: true })).toBe(false)
})

test('a character made with AltGr belongs to the scan', () => {
  const { told, type, press } = keyboard()
  press(']', { ctrlKey: true, altKey: true, getModifierState: () => true })
  type(`C0${imei}`, 8)
  vi.advanceTimersByTime(500)
  expect(told()).toEqual([`scan ]C0${imei}`])
})

test('a space inside a scan presses no button', () => {
  const { press, type } = keyboard('button')
  expect(press(' ')).toBe(false)
  type('49', 8)
  expect(press(' ')).toBe(true)
})

test('nothing a scanner types ever is in a text field, whatever it types, however it ends, and whatever is there', () =>
  fc.assert(
    fc.property(
      fc.stringMatching(/^[!-~]{6,40}$/),
      fc.array(fc.integer({ min: 0, max: 34 }), { minLength: 40, maxLength: 40 }),
      fc.constantFrom('', '\n', '\t', '\n\n', '\t\n'),
      fc.constantFrom('', 'typed by a hand'),
      fc.constantFrom('text', 'secret'),
      (code, gaps, end, there, focus) => {
        const { told, type, field, stop } = keyboard(focus as 'text' | 'secret')
        type(there, 120)
        vi.advanceTimersByTime(1000)
        const before = field.ever.length
        for (const [at, key] of [...code].entries()) type(key, gaps[at] ?? 1)
        type(end, 8)
        vi.advanceTimersByTime(1000)
        for (const value of field.ever.slice(before)) expect(['', there]).toContain(value)
        expect(field.value).toBe(there)
        expect(told().filter((line) => line.startsWith('scan'))).toEqual([`scan ${code}`])
        stop()
      },
    ),
    { numRuns: 300 },
  ))

test('an identity of a scanner that is as slow as a hand is taken out of the field again', () => {
  for (const code of [imei, barcodeOf({ act: 'pause' })]) {
    const { told, type, field } = keyboard('text')
    type('Bench ', 150)
    type(`${code}\n`, 80)
    vi.advanceTimersByTime(1000)
    expect(field.value).toBe('Bench ')
    expect(told()).toEqual([`scan ${code}`])
  }
})

test('a key of a hand just before a scan or behind it is no part of it', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...'0123456789aX/'),
      fc.integer({ min: 36, max: 100 }),
      fc.integer({ min: 0, max: 34 }),
      fc.constantFrom('before', 'behind'),
      fc.constantFrom(imei, `8949000000000000017${luhnDigit('8949000000000000017')}`, barcodeOf({ act: 'start' })),
      fc.constantFrom('text', 'nothing'),
      (key, handMs, gapMs, where, code, focus) => {
        const { told, type, press, field, stop } = keyboard(focus as 'text' | 'nothing')
        if (where === 'before') type(key, handMs)
        type(code, gapMs)
        if (where === 'behind') {
          vi.advanceTimersByTime(handMs - gapMs)
          press(key)
        }
        vi.advanceTimersByTime(1000)
        const scans = told().flatMap((line) => (line.startsWith('scan ') ? [readScan(line.slice(5))] : []))
        expect(scans).toEqual([readScan(code)])
        expect(field.value.length).toBeLessThan(2)
        stop()
      },
    ),
    { numRuns: 300 },
  ))

test('a key of a hand in the midst of a scan makes no other device of it', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...'0123456789'),
      fc.integer({ min: 0, max: imei.length }),
      fc.integer({ min: 0, max: 34 }),
      (key, at, gapMs) => {
        const { told, type, stop } = keyboard()
        type(`${imei.slice(0, at)}${key}${imei.slice(at)}\n`, gapMs)
        vi.advanceTimersByTime(1000)
        const [scanned = ''] = told().map((line) => line.replace(/^scan /, ''))
        const scan = readScan(scanned)
        // Sixteen digits have no check digit, and are scanned twice.
        if (scan.kind === 'device') expect(scan.as).toBe('imeisv')
        stop()
      },
    ),
    { numRuns: 300 },
  ))
