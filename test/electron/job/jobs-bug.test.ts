import { expect, onTestFinished, test } from 'vitest'
import { createJobs, type JobsDeps } from '../../../electron/job/jobs'
import { parseDevice } from '../../../shared/identity/device'
import { JobId, type Order } from '../../../shared/job'

const job = JobId.parse('00000000-0000-4000-8000-000000000001')
const order = { kind: 'write', device: parseDevice('imei:490154203237518'), reader: 'R', bench: true } as const

test('a bug in a job is nobody’s who waits for its end: it reaches the program', async () => {
  const bug = new TypeError('of ours')
  const usual = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  onTestFinished(() => {
    process.removeAllListeners('unhandledRejection')
    for (const one of usual) process.on('unhandledRejection', one)
  })
  const heard = new Promise<unknown>((reached) => process.once('unhandledRejection', reached))
  const jobs = createJobs({
    journal: { append: () => undefined },
    note: () => undefined,
    isBench: true,
    owner: 'o',
    compose: () => {
      throw bug
    },
    keys: { forgetPin: () => undefined },
    now: () => 0,
    log: () => undefined,
  } as unknown as JobsDeps)
  jobs.start(order as unknown as Order, job)
  await Promise.all([jobs.untilSafe(), jobs.close()])
  expect(await heard).toBe(bug)
})
