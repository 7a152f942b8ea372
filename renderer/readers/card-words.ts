import type { CardReport } from '../../shared/contract'
import type { VerdictLook } from '../parts/verdict'
import { text } from '../text'
import { type Fit, fitOf } from './fit'

const words = text.readers.inspect

/** A fact of a card beside its shape. */
export type Check = VerdictLook & { readonly says: string }

/** The verdict, in one sentence. */
export function headOf(report: CardReport): string {
  if (report.rehearsal.outcome === 'PASS') return words.passes
  const { fit } = fitOf(report, 0)
  if (fit === 'unprepared') return words.unprepared
  const isEmpty = report.bootstrap.every(({ format }) => format === 'empty')
  return fit === 'ready' && isEmpty ? words.empty : words.fails
}

/** What a person looks for first. */
export function checksOf(report: CardReport): readonly Check[] {
  const { rehearsal, kind, bootstrap } = report
  const { triesLeft } = report.keys.adm1
  const isEmpty = bootstrap.length > 0 && bootstrap.every(({ format }) => format === 'empty')
  const device: Check =
    rehearsal.outcome === 'PASS'
      ? { look: 'pass', icon: 'pass', says: words.finds }
      : { look: isEmpty ? 'idle' : 'fail', icon: isEmpty ? 'hollow' : 'fail', says: words.findsNot }
  return [
    device,
    placeOf(fitOf(report, 0)),
    triesLeft === null || triesLeft >= 3
      ? { look: 'idle', icon: 'key', says: words.tries(triesLeft) }
      : { look: 'fail', icon: 'fail', says: words.tries(triesLeft) },
    { look: 'idle', icon: 'card', says: words.kind[kind] },
  ]
}

function placeOf(fit: Fit): Check {
  if (fit.fit === 'ready' || fit.fit === 'too-small')
    return { look: 'pass', icon: 'pass', says: words.room(fit.roomBytes) }
  if (fit.fit === 'unprepared') return { look: 'fail', icon: 'fail', says: words.noFile }
  return { look: 'fail', icon: 'fail', says: words.stopped[fit.why] }
}
