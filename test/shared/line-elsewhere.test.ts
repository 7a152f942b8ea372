import { expect, test } from 'vitest'
import { BatchId } from '../../shared/batch'
import { parseDevice } from '../../shared/identity/device'
import { JobId, type Note, phases } from '../../shared/job'
import { laneAt } from '../../shared/line'
import { recordOf } from '../../shared/record'

const [ours, earlier] = [BatchId.parse('B-1'), BatchId.parse('B-0')]
const job = JobId.parse('00000000-0000-4000-8000-000000000001')
const device = parseDevice('imei:490154203237518')
const good: readonly Note[] = phases.slice(0, 4).flatMap((phase): readonly Note[] => [
  { note: 'began', phase },
  { note: 'done', phase, ms: 10 },
])
const registering: Note = { note: 'began', phase: 'register' }
const failed: Note = { note: 'failed', failure: { code: 'card.too-small', needBytes: 2, haveBytes: 1 } }

/** What the lane of a batch that waits for the DM Server shows of a job of `batch`. */
function laneWith(batch: BatchId | undefined, ...notes: readonly Note[]) {
  const order = { kind: 'write', device, reader: 'R1', variables: {}, add: false, bench: true } as const
  const ordered: Note = { note: 'ordered', order: { ...order, green: 'rehearsed', batch }, owner: 'me' }
  const record = recordOf(
    job,
    [ordered, ...notes].map((note, at) => ({ at, note })),
  )
  return laneAt(
    { number: 1, reader: 'R1', stay: { is: 'began', job, since: 0 }, record },
    { batch: ours, state: 'running', isArmed: true, green: 'registered' },
  )
}

test('a card that is finished for another batch, or for none, is told apart, with the verdict of its own', () => {
  const of = (batch: BatchId | undefined) => laneWith(batch, ...good, registering)
  expect(of(earlier)).toMatchObject({ at: 'take-out', verdict: 'PASS', elsewhere: { batch: earlier } })
  expect(of(undefined)).toMatchObject({ at: 'take-out', verdict: 'PASS', elsewhere: {} })
  expect(of(ours)).toMatchObject({ at: 'take-out', verdict: 'WAIT' })
  expect(of(ours)).not.toHaveProperty('elsewhere')
})

test('a card that failed goes where every other does', () =>
  expect(laneWith(earlier, failed)).not.toHaveProperty('elsewhere'))
