import { isRecognised, isWhole } from './best-scan'
import type { Field } from './field'

/** Where a code may begin: with the first key, and behind every gap that scanners do not leave. */
export type Start = {
  readonly at: number
  readonly time: number
  /** The field that has the focus, as it is then, and how much of the run it has been given. */
  readonly field: Field | undefined
  readonly given: number
}

/** Characters in a row, and how many of them the page has been given already. */
export type Run = {
  readonly text: string
  readonly starts: readonly Start[]
  readonly lastAt: number
  readonly given: number
}

export const noRun: Run = { text: '', starts: [], lastAt: Number.NEGATIVE_INFINITY, given: 0 }

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
/** A letter within this goes on with what was typed at a choice. */
export const seekMs = 1000
/** An Enter that follows a scan within this belongs to it. */
export const lateMs = 500
/** The shortest code that is taken for a scan. */
const shortest = 6
/** The longest that says something by itself; a hand's line may be longer. */
const longest = 64
/** No hand types a whole word with so little between two characters. */
const handMs = 35
/** A card key in characters is not longer than this; whatever is a longer identity was scanned. */
const longestKey = 8

export function grown(run: Run, key: string, time: number, fieldNow: () => Field | undefined): Run {
  const { text, starts, lastAt, given } = run
  const isStart = text === '' || time - lastAt > handMs
  const start = () => ({ at: text.length, time, field: fieldNow(), given })
  return { ...run, text: text + key, starts: isStart ? [...starts, start()] : starts, lastAt: time }
}

/** What was scanned: its lines, and where in the run it begins. What is before that was typed by a hand. */
export type Scanned = { readonly start: Start; readonly lines: readonly string[] }

/** What of a run that is over was scanned. `isLine`: it stands in a label, of which lines have come. */
export function scannedIn(run: Run, end: { readonly isTerminated: boolean; readonly isLine: boolean }) {
  const { text, starts } = run
  const [first] = starts
  if (first === undefined || (text.length < shortest && !end.isLine)) return undefined
  const all: Scanned = { start: first, lines: [text] }
  const burst = burstIn(run)
  if (end.isLine || burst || (end.isTerminated && first.field === undefined))
    return wholeIn(run) ?? (burst && { start: burst, lines: [text.slice(burst.at)] }) ?? all
  if (first.field?.isSecret) return text.length > longestKey && isRecognised(text) ? all : undefined
  return wholeIn(run) ?? (isRecognised(text) ? all : undefined)
}

/** Where something begins that is faster than any hand, whatever it says. A scanner may stop once; a hand does so more often. */
export function burstIn(run: Run): Start | undefined {
  const [first, ...more] = run.starts
  const last = more.at(-1)
  const starts = more.length > 1 ? [last, first] : [first, last]
  return starts.find((start) => start !== undefined && isFast(run, start))
}

function isFast({ text, lastAt }: Run, { at, time }: Start): boolean {
  const length = text.length - at
  return length >= shortest && (lastAt - time) / (length - 1) <= handMs
}

/** What says something by itself: what stands between two gaps, else all of it, else what is left without the hand's part. */
function wholeIn({ text, starts }: Run): Scanned | undefined {
  const pieces = starts.map((start, nth) => ({ start, line: text.slice(start.at, starts[nth + 1]?.at) }))
  const [first, ...more] = pieces.filter(({ line }) => isCode(line))
  if (first) return { start: first.start, lines: [first, ...more].map(({ line }) => line) }
  return starts
    .flatMap((start) => [
      { start, line: text.slice(start.at), beside: text.charAt(start.at - 1) },
      { start: starts[0] ?? start, line: text.slice(0, start.at), beside: text.charAt(start.at) },
    ])
    .flatMap(({ start, line, beside }) => (isCode(line) && !isMore(line, beside) ? [{ start, lines: [line] }] : []))[0]
}

/** A blank before it or behind it is a hand's. */
const isCode = (line: string): boolean =>
  line.length >= shortest && line.length <= longest && line === line.trim() && isWhole(line)

/** A number with one more sign of its kind beside it is another number. */
function isMore(line: string, beside: string): boolean {
  if (/^\d+$/.test(line)) return /\d/.test(beside)
  return /^[\da-f]+$/i.test(line) && /[\da-f]/i.test(beside)
}
