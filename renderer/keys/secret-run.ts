import { isIdentity } from './best-scan'
import { gapMs, shortest, silenceMs } from './burst'

/** Between two characters of a hand there is more than this, at least once in a word. */
const scannerGapMs = 50
/** A card key in characters is not longer than this; whatever is a longer identity was scanned. */
const longestKey = 8

type Run = { readonly text: string; readonly lastAt: number; readonly widestMs: number }
const noRun: Run = { text: '', lastAt: Number.NEGATIVE_INFINITY, widestMs: 0 }

/** A key inside a field for a secret; true if it must not reach the field. */
export type SecretKey = (event: {
  readonly key: string
  readonly timeStamp: number
  readonly repeat: boolean
}) => boolean

/**
 * What is typed into a field for a secret is for nobody else. But a scanner types wherever the focus is: what came as
 * no hand types is told, to be taken out of the field again. `isOpen`: without an Enter, which may still come.
 */
export function watchSecret(
  scanned: (text: string, end: { readonly at: number; readonly isOpen: boolean }) => void,
): SecretKey {
  let run = noRun
  let ended: ReturnType<typeof setTimeout> | undefined

  const over = (isOpen: boolean): boolean => {
    clearTimeout(ended)
    const { text, lastAt, widestMs } = run
    run = noRun
    const isFast = text.length >= shortest && widestMs <= scannerGapMs
    const isScan = isFast || (text.length > longestKey && isIdentity(text))
    if (isScan) scanned(text, { at: lastAt, isOpen })
    return isScan
  }

  return ({ key, timeStamp: at, repeat }) => {
    if (key === 'Enter') return over(false)
    if (key === 'Shift') return false
    if (key.length !== 1 || repeat) {
      run = noRun
      return false
    }
    const gap = at - run.lastAt
    run =
      gap <= gapMs
        ? { text: run.text + key, lastAt: at, widestMs: Math.max(run.widestMs, gap) }
        : { text: key, lastAt: at, widestMs: 0 }
    clearTimeout(ended)
    ended = setTimeout(() => over(true), silenceMs)
    return false
  }
}
