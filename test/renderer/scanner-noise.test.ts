// A hand and a scanner at the same keys, by turns and without any order.
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { barcodeOf, commands } from '../../shared/identity/command'
import { layouts, meantBy } from '../../shared/identity/layout'
import { luhnDigit } from '../../shared/identity/luhn'
import { readScan, type Scan } from '../../shared/identity/scan'
import { type Focus, keyboard } from './keyboard'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`))
const imei = digits(14).map((body) => body + luhnDigit(body))
const iccid = digits(15).map((rest) => `894${rest}${luhnDigit(`894${rest}`)}`)
const command = fc.constantFrom(...commands).map(barcodeOf)
const anyCode = fc.stringMatching(/^[A-Z]{2}-\d{2}\/[A-Z]{2}:\d{2,12}$/)
const focus = fc.constantFrom<Focus>('nothing', 'button', 'text', 'secret')

/** What comes from the keys, one after the other. */
type Part =
  | { readonly from: 'hand'; readonly text: string; readonly gapMs: number; readonly thenMs: number }
  | { readonly from: 'scanner'; readonly text: string; readonly gapMs: number; readonly end: '\n' | '\t' | '\n\n' | '' }

// One key close before a code that says nothing may be the scanner's own, which stopped behind it.
/** From somebody who types fast to somebody who looks for each key; then as long as it takes to reach for the scanner, or no longer. */
const hand = fc.record({
  from: fc.constant('hand' as const),
  text: fc.stringMatching(/^[a-z ]{2,12}$/),
  gapMs: fc.integer({ min: 60, max: 250 }),
  thenMs: fc.integer({ min: 36, max: 400 }),
})
const fast = fc.record({
  from: fc.constant('scanner' as const),
  text: fc.oneof(imei, iccid, command, anyCode),
  gapMs: fc.integer({ min: 0, max: 34 }),
  end: fc.constantFrom('\n' as const, '\t' as const, '\n\n' as const, '' as const),
})
/** As slow as a hand: known by what it says, and only by that. */
const slow = fc.record({
  from: fc.constant('scanner' as const),
  text: fc.oneof(imei, iccid, command),
  gapMs: fc.integer({ min: 35, max: 95 }),
  end: fc.constantFrom('\n' as const, '\t' as const),
})

type Keys = ReturnType<typeof keyboard>

/** Plays it, and gives what the field held after each part. */
function play({ type, field }: Keys, parts: readonly Part[]): readonly string[] {
  return parts.map((part) => {
    type(part.text, part.gapMs)
    if (part.from === 'scanner') {
      type(part.end, 8)
      vi.advanceTimersByTime(part.end === '' ? 200 : 80)
    } else vi.advanceTimersByTime(Math.max(0, part.thenMs - part.gapMs))
    return field.value
  })
}

const scansOf = ({ told }: Keys): readonly string[] =>
  told().flatMap((line) => (line.startsWith('scan ') ? [line.slice(5)] : []))
const textOf = (parts: readonly Part[], from: Part['from']): readonly string[] =>
  parts.flatMap((part) => (part.from === from ? [part.text] : []))

test('by turns with a scanner, what a hand types is in its field and nothing else ever was, and every code is told once', () =>
  fc.assert(
    fc.property(fc.array(fc.oneof(hand, fast), { minLength: 1, maxLength: 6 }), (parts) => {
      const keys = keyboard('text')
      play(keys, parts)
      vi.advanceTimersByTime(1000)
      const typed = textOf(parts, 'hand').join('')
      expect(keys.field.value).toBe(typed)
      for (const value of keys.field.ever) expect(typed.startsWith(value)).toBe(true)
      expect(scansOf(keys)).toEqual(textOf(parts, 'scanner'))
      keys.stop()
    }),
    { numRuns: 300 },
  ))

test('a scanner as slow as a hand leaves what was there, and takes away what was its own', () =>
  fc.assert(
    fc.property(hand, slow, hand, (first, code, last) => {
      const keys = keyboard('text')
      play(keys, [{ ...first, thenMs: first.thenMs + 101 }, code, last])
      vi.advanceTimersByTime(1000)
      expect(keys.field.value).toBe(first.text + last.text)
      expect(scansOf(keys)).toEqual([code.text])
      keys.stop()
    }),
    { numRuns: 150 },
  ))

/** What could be written down or acted upon at once. */
const isTaken = (scan: Scan): boolean =>
  scan.kind === 'several' || scan.kind === 'iccid' || (scan.kind === 'device' && scan.as === undefined)

test('two codes without a pause between them are both told, or none is', () =>
  fc.assert(
    fc.property(
      fc.array(fc.oneof(imei, iccid), { minLength: 2, maxLength: 3 }),
      fc.constantFrom('\n', '\t', ''),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 34 }),
      focus,
      (codes, end, pauseMs, gapMs, where) => {
        const keys = keyboard(where)
        for (const code of codes) {
          keys.type(code + end, gapMs)
          vi.advanceTimersByTime(pauseMs)
        }
        vi.advanceTimersByTime(1000)
        expect(keys.field.value).toBe('')
        const lines = scansOf(keys).flatMap((scan) => scan.split('\n'))
        if (lines.some((line) => isTaken(readScan(line)))) expect(lines).toEqual(codes)
        keys.stop()
      },
    ),
    { numRuns: 300 },
  ))

const noise = fc.array(
  fc.record({
    key: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...'0123456789') },
      { weight: 2, arbitrary: fc.constantFrom(...'ABCDEFabcdefXYZ/:;-_+ ]=*ßéشلا') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('Enter', 'Tab', 'Escape', 'Backspace', 'F3', 'ArrowDown', 'Shift', 'Dead'),
      },
    ),
    thenMs: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }) },
      { weight: 2, arbitrary: fc.integer({ min: 20, max: 120 }) },
      { weight: 1, arbitrary: fc.integer({ min: 120, max: 700 }) },
    ),
  }),
  { maxLength: 120 },
)

test('whatever keys come at whatever times, every scan is a piece of them that came without a long pause', () =>
  fc.assert(
    fc.property(noise, focus, (events, where) => {
      const keys = keyboard(where)
      const pieces = ['']
      for (const { key, thenMs } of events) {
        keys.press(key)
        if (key.length === 1) pieces.push((pieces.pop() ?? '') + key)
        else if (key !== 'Shift' && key !== 'Dead') pieces.push('')
        vi.advanceTimersByTime(thenMs)
        if (thenMs > 100) pieces.push('')
      }
      vi.advanceTimersByTime(1000)
      for (const line of scansOf(keys).flatMap((scan) => scan.split('\n')))
        expect(pieces.some((piece) => piece.includes(line))).toBe(true)
      keys.stop()
    }),
    { numRuns: 500 },
  ))

test('between keyboards that differ a code is itself, told to be another keyboard’s, or nothing that is taken', () =>
  fc.assert(
    fc.property(
      fc.oneof(imei, iccid, command),
      fc.constantFrom(...layouts),
      fc.constantFrom(...layouts),
      fc.constantFrom<Focus>('nothing', 'text'),
      (code, scanner, computer, where) => {
        const arrives = meantBy(code, computer, scanner)
        if (arrives === undefined) return
        const keys = keyboard(where)
        keys.type(`${arrives}\n`, 8)
        vi.advanceTimersByTime(1000)
        expect(keys.field.value).toBe('')
        const [scanned = '', ...more] = scansOf(keys)
        expect(more).toEqual([])
        const scan = readScan(scanned)
        if (isTaken(scan) || scan.kind === 'command') expect(scan).toEqual(readScan(code))
        keys.stop()
      },
    ),
    { numRuns: 300 },
  ))
