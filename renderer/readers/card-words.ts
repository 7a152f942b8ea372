import type { CardReport } from '../../shared/card-report'
import type { VerdictLook } from '../parts/verdict'
import { text } from '../text'
import { type Fit, fitOf } from './fit'

const words = text.readers.inspect

/** A fact of a card beside its shape. */
export type Check = VerdictLook & { readonly says: string }

/** The verdict, in one sentence. */
export function headOf(report: CardReport): string {
  if (report.rehearsal.outcome === 'PASS') return words.passes
  const fit = fitOf(report, 0)
  if (fit.fit === 'unprepared') return words.unprepared
  if (fit.fit === 'stopped' && fit.why === 'blocked') return words.unwritable
  return fit.fit === 'ready' && isEmpty(report) ? words.empty : words.fails
}

const isEmpty = ({ bootstrap }: CardReport): boolean =>
  bootstrap.length > 0 && bootstrap.every(({ format }) => format === 'empty')

/** What a person looks for first. */
export function checksOf(report: CardReport): readonly Check[] {
  const { triesLeft } = report.keys.adm1
  const fit = fitOf(report, 0)
  const isBlocked = fit.fit === 'stopped' && fit.why === 'blocked'
  const isFew = triesLeft !== null && triesLeft < 3
  const tries: Check = { ...(isFew ? bad : quiet('key')), says: words.tries(triesLeft) }
  const kind: Check = { ...quiet('card'), says: words.kind[report.kind] }
  return isBlocked ? [deviceOf(report), placeOf(fit), kind] : [deviceOf(report), placeOf(fit), tries, kind]
}

const bad: VerdictLook = { look: 'fail', icon: 'fail' }
const quiet = (icon: VerdictLook['icon']): VerdictLook => ({ look: 'idle', icon })

function deviceOf(report: CardReport): Check {
  if (report.rehearsal.outcome === 'PASS') return { look: 'pass', icon: 'pass', says: words.finds }
  return isEmpty(report) ? { look: 'idle', icon: 'hollow', says: words.findsNot } : { ...bad, says: words.findsNot }
}

function placeOf(fit: Fit): Check {
  if (fit.fit === 'ready' || fit.fit === 'too-small')
    return { look: 'pass', icon: 'pass', says: words.room(fit.roomBytes) }
  if (fit.fit === 'unprepared') return { ...bad, says: words.noFile }
  return { ...bad, says: words.stopped[fit.fit === 'pin' ? 'pin' : fit.why] }
}
