import { isIdentity } from './best-scan'
import { type Burst, gapMs, grown, isScan, lateMs, noBurst, pairMs, silenceMs } from './burst'
import { watchSecret } from './secret-run'

/** What the keys do now. Each is asked at the moment of the key, so that it sees the step that is on the screen. */
export type KeyActs = {
  /** A whole scan, whatever has the focus. */
  readonly scanned: (text: string) => void
  /** A character; true if it was taken and must not reach the focused element. */
  readonly typed: (key: string) => boolean
  /** A digit that stood alone: the number of a choice. With the one shortly before it, it may be a number of two digits. */
  readonly numbered: (digit: number, pair: number | undefined) => void
  readonly erased: () => boolean
  readonly onward: () => boolean
  readonly back: () => boolean
  /** A named key: F1, ArrowDown, PageUp. */
  readonly named: (key: string) => boolean
}

type KeyPress = Pick<
  KeyboardEvent,
  | 'key'
  | 'timeStamp'
  | 'repeat'
  | 'ctrlKey'
  | 'altKey'
  | 'metaKey'
  | 'isComposing'
  | 'preventDefault'
  | 'stopPropagation'
>
type OnKey = (event: KeyPress) => void

/** What is needed of a window. */
export type KeySource = {
  addEventListener(type: 'keydown', onKey: OnKey, options: { readonly capture: true }): void
  removeEventListener(type: 'keydown', onKey: OnKey, options: { readonly capture: true }): void
  readonly document: {
    readonly activeElement: { matches(selector: string): boolean; value?: unknown; blur?: () => void } | null
  }
}

/** Takes the keys of the whole window before anything in it does. */
export function listen(target: KeySource, acts: KeyActs): () => void {
  let burst: Burst = noBurst
  let lastDigit = { digit: '', at: Number.NEGATIVE_INFINITY }
  let ended: ReturnType<typeof setTimeout> | undefined
  // The Enter of a scan that was already taken, because it came late.
  let lateEnterUntil = Number.NEGATIVE_INFINITY

  const number = (digits: string, at: number): void => {
    for (const digit of digits) {
      const pair = at - lastDigit.at <= pairMs ? Number(lastDigit.digit + digit) : undefined
      lastDigit = { digit, at }
      acts.numbered(Number(digit), pair)
    }
  }

  const silent = (): void => {
    const { text, lastAt } = burst
    burst = noBurst
    if (/^\d{1,2}$/.test(text)) number(text, lastAt)
    if (!isIdentity(text)) return
    // A scanner that sends no Enter.
    lateEnterUntil = lastAt + lateMs
    acts.scanned(text)
  }

  const character = (key: string, at: number): boolean => {
    if (key === ' ' && burst.text === '') return false
    if (at - burst.lastAt > gapMs && burst !== noBurst) silent()
    burst = grown(burst, key, at)
    clearTimeout(ended)
    ended = setTimeout(silent, silenceMs)
    return acts.typed(key)
  }

  const enter = (at: number): boolean => {
    clearTimeout(ended)
    const done = burst
    burst = noBurst
    if (isScan(done, at)) {
      acts.scanned(done.text)
      return true
    }
    if (at <= lateEnterUntil) {
      lateEnterUntil = Number.NEGATIVE_INFINITY
      return true
    }
    if (/^\d{1,2}$/.test(done.text)) number(done.text, done.lastAt)
    return !isOnControl(target) && acts.onward()
  }

  const secretKey = watchSecret((text, { at, isOpen }) => {
    emptySecret(target)
    if (isOpen) lateEnterUntil = at + lateMs
    acts.scanned(text)
  })

  const key = (event: KeyPress): boolean => {
    if (isInSecret(target) && event.key !== 'Escape') return secretKey(event)
    if (event.key.length === 1) return character(event.key, event.timeStamp)
    if (event.key === 'Enter') return event.repeat || enter(event.timeStamp)
    if (event.key === 'Escape') return acts.back()
    if (event.key === 'Backspace') return acts.erased()
    return acts.named(event.key)
  }

  const onKey: OnKey = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
    if (!key(event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  target.addEventListener('keydown', onKey, { capture: true })
  return () => target.removeEventListener('keydown', onKey, { capture: true })
}

/** A button the operator has walked to with the keyboard: Enter is for it. */
const isOnControl = ({ document }: KeySource): boolean =>
  document.activeElement?.matches('button:focus-visible, a:focus-visible, [role=row]:focus-visible') ?? false

const secretField = 'input[type=password]'

/** What is typed there is for nobody else. */
const isInSecret = ({ document }: KeySource): boolean => document.activeElement?.matches(secretField) ?? false

/** What a scanner has typed there is no secret, and nothing of it stays. */
function emptySecret({ document }: KeySource): void {
  const field = document.activeElement
  if (!field?.matches(secretField)) return
  if ('value' in field) field.value = ''
  field.blur?.()
}
