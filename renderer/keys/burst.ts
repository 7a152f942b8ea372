/** Characters in a row, and how many of them the page has been given already. */
export type Run = {
  readonly text: string
  /** Where a gap was before a character that scanners do not leave. */
  readonly gaps: readonly number[]
  readonly firstAt: number
  readonly lastAt: number
  readonly given: number
}

export const noRun: Run = { text: '', gaps: [], firstAt: 0, lastAt: Number.NEGATIVE_INFINITY, given: 0 }

/** A scanner leaves at most this between two characters; a hand leaves more. */
export const gapMs = 100
/** What may still become a scan is held back for this long; nobody sees it. */
export const holdMs = 50
/** After this silence a run is over. */
export const silenceMs = 160
/** What follows the end of a line within this is another line of the same label, or its second terminator. */
export const joinMs = 50
/** Two digits within this may be one number. */
export const pairMs = 1000
/** An Enter that follows a scan within this belongs to it. */
export const lateMs = 500
/** The shortest code that is taken for a scan. */
export const shortest = 6
/** No hand types a whole word with so little between two characters. */
const handMs = 35

export const grown = (run: Run, key: string, at: number): Run =>
  run.text === ''
    ? { text: key, gaps: [], firstAt: at, lastAt: at, given: 0 }
    : {
        ...run,
        text: run.text + key,
        gaps: at - run.lastAt > handMs ? [...run.gaps, run.text.length] : run.gaps,
        lastAt: at,
      }

/** What was scanned while a hand was at the keys: of a run that says nothing, what says something without the hand's part. */
export function codeIn({ text, gaps }: Run, isCode: (text: string) => boolean): string {
  const parts = [text, ...gaps.map((at) => text.slice(at)), ...gaps.map((at) => text.slice(0, at))]
  return parts.find(isCode) ?? text
}

/** Faster than any hand, whatever it says. */
export const isFast = ({ text, firstAt, lastAt }: Run): boolean =>
  text.length >= shortest && (lastAt - firstAt) / (text.length - 1) <= handMs
