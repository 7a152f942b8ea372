import { ORPCError } from '@orpc/client'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { resumeSale } from '../../../renderer/counter/acts'
import type { DoneState } from '../../../renderer/counter/state'
import { go as goSale, nextCustomer, at as saleAt } from '../../../renderer/counter/store'
import { jobsShown, recordTold } from '../../../renderer/jobs/store'
import { useInspection } from '../../../renderer/readers/inspection'
import { useReaders } from '../../../renderer/readers/store'
import { repairActs } from '../../../renderer/repair/acts'
import { jobShown } from '../../../renderer/repair/order'
import { wizardActs } from '../../../renderer/wizard/acts'
import { openJob, startJob } from '../../../renderer/wizard/order'
import { prepare, usePlan } from '../../../renderer/wizard/preparing'
import { refusalForgotten, refusalOf, resume as resumeJob } from '../../../renderer/wizard/resume'
import type { ReviewState } from '../../../renderer/wizard/state'
import { at, go } from '../../../renderer/wizard/store'
import type { Failure } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import { JobId } from '../../../shared/job'
import { station } from '../asked'
import { readerAt } from '../stand-in/readers'
import { stoppedAt } from '../stand-in/records'

vi.mock('../../../renderer/station/client', () => import('../asked'))
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => null }))

const reader = readerAt(1, true)
const other = JobId.parse('00000000-0000-4000-8000-000000000001')
const failure: Failure = { code: 'card.removed', reader: reader.name }
const review: ReviewState = {
  step: 'review',
  device: parseDevice('imei:490154203237518'),
  template: 'nordwind',
  variables: {},
  preview: { bytes: 100, sha256: 'abc' } as unknown as ReviewState['preview'],
  reader: undefined,
  refused: undefined,
  failure: undefined,
  starting: 'no',
}

afterAll(nextCustomer)

const acts = [
  { name: 'a start', act: startJob, asked: station.job.start },
  { name: 'a preparation', act: prepare, asked: station.card.prepare },
] as const

beforeEach(() => {
  useReaders.setState({ service: 'up', readers: [reader] })
  useInspection.setState({ now: { state: 'none' } })
  usePlan.setState({ plan: { state: 'can', reader: reader.name, sizeBytes: undefined, steps: [] } })
  refusalForgotten()
  go(review)
})

for (const { name, act, asked } of acts) {
  const refusedWhile = async (meanwhile: () => void): Promise<void> => {
    let refuse: (why: unknown) => void = () => undefined
    asked.mockReturnValueOnce(new Promise((_, reject) => (refuse = reject)))
    const done = act()
    await vi.waitFor(() => expect(at()).toMatchObject({ starting: 'ordered' }))
    meanwhile()
    refuse(new ORPCError('FAILED', { data: failure, defined: true }))
    await done
  }

  test(`${name} that is refused is told on the review`, async () => {
    await refusedWhile(() => undefined)
    expect(at()).toEqual({ ...review, failure })
  })

  test(`${name} is asked for once, however often it is pressed before the page is drawn anew`, async () => {
    asked.mockReset().mockResolvedValue(other)
    await Promise.all([act(), act()])
    expect(asked).toHaveBeenCalledOnce()
  })

  test(`${name} that is refused takes nobody from the job that was opened meanwhile`, async () => {
    await refusedWhile(() => openJob(other))
    expect(at()).toEqual({ step: 'job', job: other })
  })
}

test('a sale that is resumed from its page goes on where it is still shown', async () => {
  const record = stoppedAt(0, 'write', failure, {})
  const sale: DoneState = { step: 'done', device: review.device, phone: undefined, job: record.job, server: undefined }
  station.job.resume.mockResolvedValue(other)
  goSale(sale)
  await resumeSale({ ...sale }, record)
  expect(saleAt()).toEqual({ ...sale, job: other })

  goSale(sale)
  const done = resumeSale({ ...sale }, record)
  goSale({ ...sale, job: JobId.parse('00000000-0000-4000-8000-000000000002') })
  await done
  expect(saleAt()).not.toMatchObject({ job: other })
})

test('F8 resumes what its page offers to resume, and nothing else', () => {
  const { resume } = station.job
  resume.mockReset().mockReturnValue(new Promise(() => undefined))
  const shown = (stopped: Failure): void => {
    const record = stoppedAt(0, 'write', stopped, {})
    jobsShown([record.job])
    recordTold(record)
    openJob(record.job)
    jobShown(record.job)
    wizardActs.named('F8')
    repairActs.named('F8')
  }
  shown({ code: 'card.too-small', needBytes: 412, haveBytes: 256, remedy: 'prepare' })
  shown({ code: 'card.locked', attemptsLeft: 2 })
  expect(resume).not.toHaveBeenCalled()
  shown(failure)
  expect(resume).toHaveBeenCalledTimes(2)
})

test('a job is asked once to go on, and its refusal is told of it alone', async () => {
  const record = stoppedAt(0, 'write', failure, {})
  const { resume } = station.job
  let refuse: (why: unknown) => void = () => undefined
  resume.mockReset().mockReturnValue(new Promise((_, reject) => (refuse = reject)))
  const asked = Promise.all([resumeJob(record), resumeJob(record)])
  expect(resume).toHaveBeenCalledOnce()
  refuse(new ORPCError('FAILED', { data: failure, defined: true }))
  await asked
  expect(refusalOf(record.job)).toEqual(failure)
  expect(refusalOf(other)).toBeUndefined()

  resume.mockResolvedValue(other)
  await resumeJob(record)
  expect(resume).toHaveBeenCalledTimes(2)
  expect(refusalOf(record.job)).toBeUndefined()
})
