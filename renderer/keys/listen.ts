import type { Command } from '../../shared/identity/command'
import {
  burstIn,
  gapMs,
  grown,
  holdMs,
  joinMs,
  lateMs,
  noRun,
  pairMs,
  type Run,
  type Start,
  scannedIn,
  seekMs,
  silenceMs,
} from './burst'
import { choose, type Field, fieldOf, isOnChoice, isOnControl, type Page, put, restore } from './field'
import { controlOf, isArrow, isCharacter, isCommanding, isTerminator, type KeyPress, modifiers } from './key'

/** What the keys do now. Each is asked at the moment of the key, so that it sees the step that is on the screen. */
export type KeyActs = {
  /** A whole scan, whatever has the focus; the lines of a label are apart by a line feed. */
  readonly scanned: (text: string) => void
  /** A command's barcode; true if it was done. The keys that a command stands for are pressed by themselves. */
  readonly commanded?: (command: Command) => boolean
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

/** A secret that nobody has begun to type: its field is left, so that the Enter behind a scan is for the page. */
const isUnbegun = ({ isSecret, value }: Field): boolean => isSecret && value === ''

type OnKey = (event: KeyPress) => void

/** What is needed of a window. */
export type KeySource = {
  addEventListener(type: 'keydown', onKey: OnKey, options: { readonly capture: true }): void
  removeEventListener(type: 'keydown', onKey: OnKey, options: { readonly capture: true }): void
  readonly document: Page
}

/**
 * Takes the keys of the whole window before anything in it does. Characters are held back until it is clear whether a
 * hand or a scanner types: a hand's go where the focus is, a scanner's to no field at all.
 */
export function listen(target: KeySource, acts: KeyActs): () => void {
  const page = target.document
  let run: Run = noRun
  /** Lines of a label that have come. */
  let lines: readonly string[] = []
  let lastDigit = { digit: '', at: Number.NEGATIVE_INFINITY }
  /** What a hand has typed at a choice. */
  let sought = { text: '', at: Number.NEGATIVE_INFINITY }
  let timer: ReturnType<typeof setTimeout> | undefined
  // The Enter of a scan that was already taken, because it came late.
  let lateEnterUntil = Number.NEGATIVE_INFINITY

  const wait = (ms: number, then: () => void): void => {
    clearTimeout(timer)
    timer = setTimeout(then, ms)
  }

  const number = (digits: string, at: number): void => {
    for (const digit of digits) {
      const pair = at - lastDigit.at <= pairMs ? Number(lastDigit.digit + digit) : undefined
      lastDigit = { digit, at }
      acts.numbered(Number(digit), pair)
    }
  }

  /** What a hand has typed goes to the page, or to the field that it leaves the key to. */
  const give = (to: number): void => {
    const held = run.text.slice(run.given, to)
    const isSecret = run.starts[0]?.field?.isSecret
    run = { ...run, given: Math.max(run.given, to) }
    if (isOnChoice(page)) seek(held, run.lastAt)
    else for (const key of held) if (isSecret || !acts.typed(key)) put(page, key)
  }

  const seek = (typed: string, at: number): void => {
    if (typed === '') return
    sought = { text: isSeeking(at) ? sought.text + typed : typed, at }
    choose(page, sought.text)
  }
  const isSeeking = (at: number): boolean => isOnChoice(page) && at - sought.at <= seekMs

  /** Keeps what was scanned, and gives the rest to whom it is for; true if something was. */
  const over = (isTerminated: boolean): boolean => {
    clearTimeout(timer)
    const scanned = scannedIn(run, { isTerminated, isLine: lines.length > 0 })
    const byHand = run.text.slice(0, scanned?.start.at)
    if (scanned) takeBack(scanned.start)
    give(byHand.length)
    if (run.starts[0]?.field === undefined && !isOnChoice(page) && /^\d{1,2}$/.test(byHand)) number(byHand, run.lastAt)
    lines = [...lines, ...(scanned?.lines ?? [])]
    run = noRun
    return scanned !== undefined
  }

  /** What was scanned leaves the field where some of it has landed. */
  const takeBack = ({ at, field, given }: Start): void => {
    if (field === undefined || (run.given <= at && !isUnbegun(field))) return
    restore(page, field)
    run = { ...run, given }
  }

  const deliver = (): void => {
    const label = lines.join('\n').trim()
    lines = []
    if (label !== '') acts.scanned(label)
  }

  const silent = (): void => {
    const { lastAt } = run
    // A scanner that sends no Enter.
    if (over(false)) lateEnterUntil = lastAt + lateMs
    deliver()
  }

  const pause = (): void => {
    if (lines.length === 0 && burstIn(run) === undefined) give(run.text.length)
    wait(silenceMs - holdMs, silent)
  }

  const character = (key: string, at: number): boolean => {
    if (run.text !== '' && at - run.lastAt > gapMs) silent()
    // A space that begins nothing is for the button that has the focus.
    if (key === ' ' && run.text === '' && fieldOf(page) === undefined && !isSeeking(at)) return false
    run = grown(run, key, at, () => fieldOf(page))
    wait(holdMs, pause)
    return true
  }

  /** The end of a line, and whether it was a scanner's. */
  const terminated = (at: number): boolean => {
    const isLate = at - run.lastAt > silenceMs
    if ((run.text !== '' && over(!isLate)) || lines.length > 0) {
      wait(joinMs, deliver)
      return true
    }
    const isLateEnter = at <= lateEnterUntil
    lateEnterUntil = Number.NEGATIVE_INFINITY
    return isLateEnter
  }

  const settle = (): void => {
    if (run.text !== '' || lines.length > 0) silent()
  }

  const key = (event: KeyPress): boolean => {
    const { timeStamp: at } = event
    const control = controlOf(event)
    if (control !== undefined) return run.text !== '' && at - run.lastAt <= gapMs && character(control, at)
    if (isCharacter(event) && !event.repeat) return character(event.key, at)
    if (isTerminator(event)) {
      if (event.repeat) return event.key === 'Enter'
      if (terminated(at)) return true
      return event.key === 'Enter' && !isInSecret() && !isOnControl(page) && acts.onward()
    }
    settle()
    if (event.key === 'Escape') return acts.back()
    if (isInSecret() || isCharacter(event) || (isArrow(event) && isOnChoice(page))) return false
    return event.key === 'Backspace' ? acts.erased() : acts.named(event.key)
  }

  const isInSecret = (): boolean => fieldOf(page)?.isSecret ?? false

  const onKey: OnKey = (event) => {
    if (modifiers.has(event.key) || isCommanding(event) || event.isComposing) return
    if (!key(event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  target.addEventListener('keydown', onKey, { capture: true })
  return () => {
    clearTimeout(timer)
    target.removeEventListener('keydown', onKey, { capture: true })
  }
}
