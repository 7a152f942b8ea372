// What one key says.

export type KeyPress = Pick<
  KeyboardEvent,
  | 'key'
  | 'timeStamp'
  | 'repeat'
  | 'ctrlKey'
  | 'altKey'
  | 'metaKey'
  | 'isComposing'
  | 'getModifierState'
  | 'preventDefault'
  | 'stopPropagation'
>

export const modifiers: ReadonlySet<string> = new Set([
  ...['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock'],
])

/** One character; the Arabic keyboard has keys that give two. */
export const isCharacter = ({ key }: Pick<KeyPress, 'key'>): boolean => key.length === 1 || /^ل[اإأآ]$/.test(key)

/** What moves inside a line, a list or a choice. */
export const isArrow = ({ key }: Pick<KeyPress, 'key'>): boolean => key.startsWith('Arrow')

/** Scanners end a code with one of these, or with nothing. */
export const isTerminator = ({ key }: Pick<KeyPress, 'key'>): boolean => key === 'Enter' || key === 'Tab'

/** AltGr is Ctrl and Alt together where it makes a character. */
const isAltGr = (event: KeyPress): boolean => event.getModifierState('AltGraph')

/** Control characters of ISO/IEC 646 that scanners send as Ctrl and a key: GS between elements, RS, line ends. */
const controls: Readonly<Record<string, string>> = { ']': '\u001d', '^': '\u001e', j: '\n', m: '\n', i: '\t' }

/** A control character; undefined for any other key. */
export function controlOf(event: KeyPress): string | undefined {
  if (!event.ctrlKey || event.altKey || event.metaKey) return undefined
  return controls[event.key.toLowerCase()]
}

/** A key with Ctrl, Alt or Meta is for the window, unless it makes a character. */
export const isCommanding = (event: KeyPress): boolean =>
  (event.ctrlKey || event.altKey || event.metaKey) && !isAltGr(event) && controlOf(event) === undefined
