import type { Breaker } from './batch'
import type { Failure } from './failure'
import type { LineState } from './lane'
import type { Verdict } from './verdict'

/** The last pieces of a line, newest last: what became of each, and why. */
export type Ended = { readonly at: number; readonly verdict: Verdict; readonly failure?: Failure | undefined }

/** As many as any breaker looks back. */
export const longestLook = 1000

/** What the next piece would only suffer again: the station itself is not fit to write. */
export const isStations = ({ code }: Failure): boolean => /^(key\.(stopped|unusable|wanted)|token\.|disk\.)/.test(code)

/** What one reader had, and the others have not: it stops its lane, never the line. */
const isReaders = ({ failure }: Ended): boolean => /^(reader\.|card\.absent$)/.test(failure?.code ?? '')

/**
 * Why a line has to stop after its last piece, if it has to. Only FAIL counts against the cards; an ERROR of the whole
 * station stops it at once with its own words, and any other as often in a row as failures may be.
 */
export function trippedBy({ inARow, among }: Breaker, all: readonly Ended[]): Failure | undefined {
  const ended = all.filter((one) => !isReaders(one))
  if (ended.at(-1) !== all.at(-1)) return undefined
  const last = ended.at(-1)
  if (!last || (last.verdict !== 'FAIL' && last.verdict !== 'ERROR')) return undefined
  const { verdict, failure } = last
  if (failure && isStations(failure)) return failure
  if (ended.length >= inARow && ended.slice(-inARow).every((one) => one.verdict === verdict))
    return verdict === 'ERROR' && failure ? failure : failing(inARow, inARow, failure)
  if (!among || verdict !== 'FAIL') return undefined
  const failures = ended.slice(-among.last).filter((one) => one.verdict === 'FAIL').length
  return failures >= among.failures ? failing(failures, Math.min(among.last, ended.length), failure) : undefined
}

const failing = (failures: number, among: number, last: Failure | undefined): Failure => ({
  code: 'batch.failing',
  failures,
  among,
  ...(last && { because: last.code }),
})

/** How far back a line looks to tell how fast it is. */
export const recentMs = 600_000

/** Of the last pieces: the time from one to the next, how many of a hundred were good, and the good ones of late. */
export function paceOf(ended: readonly Ended[], now: number, most = 50): LineState['pace'] {
  const recent = ended.slice(-most)
  const [first] = recent
  const last = recent.at(-1)
  const judged = recent.filter(({ verdict }) => verdict !== 'ERROR')
  const good = judged.filter(({ verdict }) => verdict !== 'FAIL').length
  return {
    ...(first && last && recent.length > 1 && { taktMs: Math.round((last.at - first.at) / (recent.length - 1)) }),
    ...(judged.length > 0 && { yieldPercent: Math.round((1000 * good) / judged.length) / 10 }),
    ...goodOf(ended.filter(({ at }) => at >= now - recentMs)),
  }
}

/** The first only begins the time that is measured. */
function goodOf(recent: readonly Ended[]): Pick<LineState['pace'], 'recent'> {
  const [first, ...later] = recent.toSorted((left, right) => left.at - right.at)
  const isGood = ({ verdict }: Ended): boolean => verdict === 'PASS' || verdict === 'WAIT'
  return first ? { recent: { good: later.filter(isGood).length, since: first.at } } : {}
}
