import { vi } from 'vitest'
import type { KeyPress } from '../../renderer/keys/key'
import { type KeyActs, type KeySource, listen } from '../../renderer/keys/listen'

export type Focus = 'nothing' | 'button' | 'fold' | 'choice' | 'text' | 'secret'

const selectors: Readonly<Record<Focus, string>> = {
  nothing: '#nothing',
  button: 'button:focus-visible',
  fold: 'summary:focus-visible',
  choice: 'select',
  text: 'input:read-write',
  secret: 'input[type=password]',
}

/** What the choice is of. */
export const choices = ['Alfa', 'Bravo', '(Bronx)', 'Berlin', 'Lima 2', 'Lima 20']

/** A window without one: keys are pressed at the times a test says, and what is left to a field lands in it. */
export function keyboard(focus: Focus = 'nothing', takes: (key: string) => boolean = () => false) {
  const told: string[] = []
  const acts: KeyActs = {
    scanned: (text) => void told.push(`scan ${text}`),
    typed: (key) => {
      told.push(`key ${key}`)
      return takes(key)
    },
    numbered: (digit, pair) => void told.push(pair === undefined ? `number ${digit}` : `number ${digit} or ${pair}`),
    erased: () => told.push('erased') > 0,
    onward: () => told.push('onward') > 0,
    back: () => told.push('back') > 0,
    named: (key) => told.push(key) > 0,
  }
  const on: ((event: KeyPress) => void)[] = []
  const field = { value: '', isLeft: false, selected: false, ever: [''] }
  const land = (value: string): void => {
    field.value = field.selected ? value : field.value + value
    field.selected = false
    field.ever.push(field.value)
  }
  const element = {
    matches: (selector: string) =>
      selector.includes(selectors[focus]) || (focus === 'secret' && selector.includes(selectors.text)),
    get value() {
      return field.value
    },
    ...(focus === 'choice' && { options: choices.map((label) => ({ label, disabled: label.startsWith('(') })) }),
    selectedIndex: 0,
    dispatchEvent: () => told.push(`chosen ${choices[element.selectedIndex]}`) > 0,
    select: () => {
      field.selected = true
    },
    blur: () => {
      field.isLeft = true
    },
  }
  const source: KeySource = {
    addEventListener: (_, onKey) => void on.push(onKey),
    removeEventListener: () => void on.pop(),
    document: {
      activeElement: element,
      execCommand: (command, _showUi, text = '') => {
        land(command === 'delete' ? '' : text)
        return true
      },
    },
  }
  const stop = listen(source, acts)
  const press = (key: string, change: Partial<KeyPress> = {}): boolean => {
    const taken: true[] = []
    const event: KeyPress = {
      key,
      timeStamp: Date.now(),
      repeat: false,
      ctrlKey: false,
      altKey: false,
      metaKey: false,
      isComposing: false,
      getModifierState: () => false,
      preventDefault: () => void taken.push(true),
      stopPropagation: () => undefined,
      ...change,
    }
    for (const onKey of on) onKey(event)
    const isText = focus === 'text' || focus === 'secret'
    if (taken.length === 0 && isText && key.length === 1 && !event.ctrlKey) land(key)
    return taken.length > 0
  }
  const type = (text: string, gapMs: number): void => {
    for (const key of text) {
      press(key === '\n' ? 'Enter' : key === '\t' ? 'Tab' : key)
      vi.advanceTimersByTime(gapMs)
    }
  }
  return { told: () => told.filter((line) => !line.startsWith('key ')), press, type, stop, field }
}
