import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFollower } from '../../../renderer/jobs/follow-job'
import { stopJob } from '../../../renderer/jobs/stop-job'
import { recordTold, shownJob, useJobs } from '../../../renderer/jobs/store'
import type { Failure } from '../../../shared/failure'
import { JobId, type JobRecord } from '../../../shared/job'
import { station } from '../asked'
import { recordAt } from '../stand-in/records'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const id = (number: number) => JobId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const running = (job: JobId) => recordAt(0, { job, outcome: 'running' })
const diskFull: Failure = { code: 'disk.failed', path: '/home/station.db', reason: 'the disk is full' }
const failed = (failure: Failure) => new ORPCError('FAILED', { data: failure, defined: true })

/** What the station tells of each job, until the page leaves it. */
const streams = new Map<JobId, AbortSignal>()
async function* told(record: JobRecord, signal: AbortSignal) {
  yield record
  await new Promise((_, left) => signal.addEventListener('abort', () => left(signal.reason)))
}

beforeEach(() => {
  vi.useFakeTimers()
  useJobs.setState({ open: [], shown: new Map() })
  streams.clear()
  station.job.changes.mockImplementation(async ({ job }: { job: JobId }, { signal }: { signal: AbortSignal }) => {
    streams.set(job, signal)
    return told(running(job), signal)
  })
})
afterEach(() => vi.useRealTimers())

const settled = () => vi.advanceTimersByTimeAsync(0)
const open = () => [...streams].filter(([, { aborted }]) => !aborted).map(([job]) => job)

test('of all jobs that were ever shown, those are followed that a page is at', async () => {
  const follow = createFollower()
  for (let number = 1; number <= 20; number++) {
    follow([id(number)])
    await settled()
  }
  expect(streams.size).toBe(20)
  expect(open()).toEqual([id(20)])
  follow([])
  expect(open()).toEqual([])
  await vi.advanceTimersByTimeAsync(5000)
  expect(station.job.changes).toHaveBeenCalledTimes(20)
})

test('two pages have their own jobs, and what is told of one is not shown on the other', async () => {
  const follow = createFollower()
  follow([id(1)])
  follow([id(1), id(2)])
  await settled()
  expect(open()).toEqual([id(1), id(2)])
  expect(shownJob(id(1)).record?.job).toBe(id(1))
  expect(shownJob(id(2)).record?.job).toBe(id(2))
  follow([id(2)])
  recordTold(running(id(1)))
  expect(shownJob(id(1))).toEqual({})
})

test('a record that cannot be read is said on its own page, and shown again as soon as it can be', async () => {
  station.job.changes.mockImplementationOnce(async () => {
    throw failed(diskFull)
  })
  createFollower()([id(1)])
  await settled()
  expect(shownJob(id(1))).toEqual({ trouble: diskFull })
  await vi.advanceTimersByTimeAsync(1000)
  expect(shownJob(id(1))).toEqual({ record: running(id(1)) })
})

test('a stop is for the run it was asked in, and one that is not taken is told and can be asked again', async () => {
  createFollower()([id(1)])
  await settled()
  station.job.cancel.mockRejectedValueOnce(failed(diskFull))
  await stopJob(id(1))
  expect(shownJob(id(1)).stop).toEqual(diskFull)
  station.job.cancel.mockResolvedValue(undefined)
  await stopJob(id(1))
  expect(shownJob(id(1)).stop).toBe('asked')
  recordTold(running(id(1)))
  expect(shownJob(id(1)).stop).toBe('asked')
  recordTold(recordAt(0, { job: id(1), outcome: 'CANCELLED' }))
  recordTold(running(id(1)))
  expect(shownJob(id(1)).stop).toBeUndefined()
})
