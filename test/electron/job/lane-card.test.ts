// What a card is begun with, over a store whose jobs only come to what a test says.
import { expect, test } from 'vitest'
import { beginCard, type LaneCardDeps } from '../../../electron/job/lane-card'
import { Failed } from '../../../shared/failure'
import { batch, failedIn, iccidOf, imeiOf, jobOf, running, template } from '../../support/batches'

const refused = failedIn('write', { code: 'card.refused', command: 'SELECT', sw: '6f00' })

function lane(order = {}) {
  const store = running(order)
  const { batches, journal, note } = store
  let made = 0
  const never = () => {
    throw new Error('not asked for')
  }
  const deps: LaneCardDeps = {
    jobs: {
      start: (of, job = jobOf(0)) => {
        journal.append(job, { note: 'ordered', order: of, owner: '' })
        return job
      },
      refuse: never,
      resume: never,
    },
    journal,
    batches,
    ordered: () => ({ template, format: 'dm2', variables: {} }),
    newId: () => jobOf(++made),
    now: () => 0,
  }
  const begin = (number: number, device?: ReturnType<typeof imeiOf>, more: Partial<LaneCardDeps> = {}) => {
    const of = batches.get(batch).order
    return beginCard(
      { order: of, reader: 'R1', iccid: iccidOf(number), ...(device && { device }) },
      { ...deps, ...more },
    )
  }
  return { journal, note, begin, jobs: deps.jobs }
}

test('a rejected card whose device another card has got gets the one that is scanned for it', () => {
  const { journal, note, begin } = lane({ identities: 'scanned' })
  begin(1, imeiOf(1))
  note(jobOf(1), ...refused)
  begin(2, imeiOf(1))
  expect(begin(1)).toMatchObject({ is: 'wanting' })
  const again = begin(1, imeiOf(2))
  expect(again).toMatchObject({ is: 'began' })
  expect('job' in again && journal.record(again.job)).toMatchObject({ device: imeiOf(2), iccid: iccidOf(1) })
})

test('a card whose job another program goes on with at that moment is met, and no reject', () => {
  const { journal, note, begin, jobs } = lane()
  begin(1)
  note(jobOf(1), { note: 'interrupted' })
  const resume = (): never => {
    note(jobOf(1), { note: 'resumed', owner: '', reader: 'R2' })
    throw new Failed({ code: 'request.invalid', path: 'job', reason: 'this job is running' })
  }
  expect(begin(1, undefined, { jobs: { ...jobs, resume } })).toEqual({ is: 'met', iccid: iccidOf(1) })
  expect(journal.record(jobOf(1))).toMatchObject({ outcome: 'running', reader: 'R2' })
})
