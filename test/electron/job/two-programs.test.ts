// A window and a command line, or two windows, at one home.
import { rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createTestHome, openTestStation, testCard } from '../../support/station'

test('a job is stopped by the program that runs it, and another one says so', async () => {
  const home = createTestHome()
  const card = testCard()
  const [here, there] = [openTestStation({ home, cards: { R1: card } }), openTestStation({ home, cards: {} })]
  onTestFinished(async () => {
    await here.station.close()
    await there.station.close()
    rmSync(home, { recursive: true })
  })
  card.faults.slow({ delayMs: 3, perByteMs: 0 })
  const job = await here.ask.job.start({ device: 'imei:490154203237518', template: 'training', reader: 'R1' })
  await expect(there.ask.job.cancel({ job })).rejects.toMatchObject({
    data: { code: 'request.invalid', reason: 'this job runs in another program, which has to stop it' },
  })
  expect(await here.settled(job)).toMatchObject({ outcome: 'OWED' })
  await there.ask.job.cancel({ job })
})
