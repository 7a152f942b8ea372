import { blameOf, recoveryOf } from '../../shared/failure'
import type { JobRecord } from '../../shared/job'
import { waitsForItsCard } from '../../shared/record'
import type { Words } from '../../shared/text/words'
import { text } from '../text'

const words = text.wizard.result

/** Trouble of the station itself is mended by others: then it is tried again. */
export const resumeWord = ({ failure }: JobRecord): string =>
  failure && blameOf(failure) === 'ERROR' && recoveryOf(failure) === 'ask' ? words.tryAgain : words.resume

/** What the tile says below its word: what happened, and what to do now. */
export type Said = { readonly what: string; readonly doNow: string }

export function saidOf(record: JobRecord, failure: Words | undefined): Said {
  if (record.outcome === 'PASS') return { what: words.pass(record.accounts[0]?.serverId), doNow: words.takeOut }
  if (record.outcome === 'OWED') return { what: words.wait, doNow: words.waitDo }
  if (record.outcome === 'INTERRUPTED') return { what: text.job.interrupted, doNow: text.job.interruptedDo }
  const what = failure?.what ?? words.stopped
  if (waitsForItsCard(record)) return { what, doNow: text.job.putBack }
  if (record.torn) return { what, doNow: `${failure?.doNow ?? ''} ${text.job.tornDo}`.trim() }
  return { what, doNow: failure === undefined ? words.startAgain : `${failure.doNow} ${failure.goOn}` }
}
