import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type KeyActs, type KeySource, listen } from '../../renderer/keys/listen'

type Key = Parameters<Parameters<KeySource['addEventListener']>[1]>[0]

/** A window without one: keys are pressed at the times a test says. */
function keyboard(focus: 'button' | 'input' | undefined = undefined) {
  const told: string[] = []
  const acts: KeyActs = {
    scanned: (text) => void told.push(`scan ${text}`),
    typed: (key) => told.push(`key ${key}`) > 0,
    numbered: (digit, pair) => void told.push(pair === undefined ? `number ${digit}` : `number ${digit} or ${pair}`),
    erased: () => told.push('erased') > 0,
    onward: () => told.push('onward') > 0,
    back: () => told.push('back') > 0,
    named: (key) => told.push(key) > 0,
  }
  const on: ((event: Key) => void)[] = []
  const field = { value: 'typed', isLeft: false }
  const source: KeySource = {
    addEventListener: (_, onKey) => void on.push(onKey),
    removeEventListener: () => void on.pop(),
    document: {
      activeElement: {
        matches: (selector) => focus !== undefined && selector.includes(focus),
        get value() {
          return field.value
        },
        set value(value: unknown) {
          field.value = String(value)
        },
        blur: () => {
          field.isLeft = true
        },
      },
    },
  }
  const stop = listen(source, acts)
  const press = (key: string, change: Partial<Key> = {}): boolean => {
    const taken: true[] = []
    const event: Key = {
      key,
      timeStamp: Date.now(),
      repeat: false,
      ctrlKey: false,
      altKey: false,
      metaKey: false,
      isComposing: false,
      preventDefault: () => void taken.push(true),
      stopPropagation: () => undefined,
      ...change,
    }
    for (const onKey of on) onKey(event)
    return taken.length > 0
  }
  const type = (text: string, gapMs: number): void => {
    for (const key of text) {
      press(key)
      vi.advanceTimersByTime(gapMs)
    }
  }
  return { told: () => told.filter((line) => !line.startsWith('key ')), press, type, stop, field }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a burst that Enter ends is one scan', () => {
  const { type, press, told } = keyboard()
  type('490154203237518', 8)
  press('Enter')
  expect(told()).toEqual(['scan 490154203237518'])
})

test('a scan is taken even if a button has the focus', () => {
  const { type, press, told } = keyboard('button')
  type('490154203237518', 8)
  expect(press('Enter')).toBe(true)
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

test('what is no identity is not taken by silence alone', () => {
  const { type, told } = keyboard()
  type('ABC123XYZ987', 8)
  vi.advanceTimersByTime(500)
  expect(told()).toEqual([])
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
  const { told, press, type, stop, field } = keyboard('input')
  for (const key of ['zXcVbN12', '80ABCDEF', 'hex:0011223344556677']) {
    type(key, 80)
    expect(press('Enter')).toBe(false)
  }
  for (const key of ['Backspace', 'F4']) expect(press(key)).toBe(false)
  expect(field).toEqual({ value: 'typed', isLeft: false })
  expect(press('Escape')).toBe(true)
  vi.advanceTimersByTime(1000)
  expect(told()).toEqual(['back'])
  stop()
})

test.for([
  ['an IMEI', '490154203237518', 8],
  ['an ESN', '80ABCDEF', 8],
  ['an IMEI from a slow scanner', '490154203237518', 90],
] as const)('a scan of %s is taken out of a secret field, with its Enter or without', ([, code, gapMs]) => {
  for (const end of ['Enter', 'silence']) {
    const { told, press, type, stop, field } = keyboard('input')
    type(code, gapMs)
    if (end === 'Enter') expect(press('Enter')).toBe(true)
    vi.advanceTimersByTime(1000)
    expect(told()).toEqual([`scan ${code}`])
    expect(field).toEqual({ value: '', isLeft: true })
    stop()
  }
})
