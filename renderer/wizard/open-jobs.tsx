import type { JobRecord } from '../../shared/job'
import { waitsForItsCard } from '../../shared/record'
import { openLimit } from '../../shared/records-query'
import { nameOf } from '../jobs/name'
import { isWaiting, runningAlone, useJobs } from '../jobs/store'
import { Button } from '../parts/button'
import { FailureNotice, Notice } from '../parts/notice'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { openJob } from './order'
import { resume, useRefusal } from './resume'

const words = text.wizard.open

/** Jobs that wait: torn ones for their card, interrupted ones for a person; and one that still runs. */
export function OpenJobs() {
  const open = useJobs((view) => view.open)
  const waiting = open.filter(isWaiting)
  const [first] = waiting
  const failure = useRefusal(first?.job)
  const running = runningAlone(open)
  const reader = useReaderLabel(first?.reader ?? '')
  return (
    <>
      {running && (
        <Notice kind="note" what={words.running(nameOf(running))}>
          <Button {...(waiting.length === 0 ? { keycap: 'F8' } : {})} onPress={() => openJob(running.job)}>
            {words.show}
          </Button>
        </Notice>
      )}
      {first && (
        <Notice
          kind={waitsForItsCard(first) ? 'error' : 'act'}
          what={titleOf(waiting, first)}
          below={saidOf(first, reader)}
        >
          {!waitsForItsCard(first) ? (
            <Button keycap="F8" onPress={() => void resume(first)}>
              {words.resume}
            </Button>
          ) : (
            <Button keycap="F8" onPress={() => openJob(first.job)}>
              {words.show}
            </Button>
          )}
        </Notice>
      )}
      {failure && <FailureNotice failure={failure} />}
    </>
  )
}

function titleOf({ length }: readonly JobRecord[], first: JobRecord): string {
  if (length > 1) return words.many(length, length >= openLimit)
  return waitsForItsCard(first) ? words.tornTitle : words.title
}

function saidOf(record: JobRecord, reader: string): string {
  const card = record.iccid === undefined ? text.records.unknown : text.identity.end(record.iccid)
  if (waitsForItsCard(record)) return words.torn(nameOf(record), card, reader)
  return record.outcome === 'INTERRUPTED' ? words.interrupted(nameOf(record)) : words.unfinished(nameOf(record), card)
}
