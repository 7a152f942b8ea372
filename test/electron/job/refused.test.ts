// What a lane refused before any message was made: its record tells why, and nobody goes on with it.
import { afterAll, expect, test } from 'vitest'
import { BatchOrder } from '../../../shared/batch'
import { failureIn } from '../../support/failure'
import { batch, cardOf, home, openLine, removeHomes } from '../../support/line'
import { imeiOf } from '../../support/registration-world'

afterAll(removeHomes)

test('a job without a message is not gone on with: that is said, and nothing is begun', async () => {
  const line = openLine(home(), { R1: cardOf(1) })
  const template = line.station.composer.refOf('training')
  line.station.batches.create(
    BatchOrder.parse({ batch, template, quantity: 2, identities: 'listed', green: 'rehearsed', bench: false }),
  )
  const staged = line.station.batches.stage(batch)
  staged.lay([{ device: imeiOf(1), variables: { 'acc.none': 'x' } }, { device: imeiOf(2) }])
  staged.take()
  line.station.batches.start(batch)
  line.station.batches.start(batch)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  const { job } = await line.lane('R1', 'take-out')
  if (!job) throw new Error('a lane that is done has a job')
  const record = line.station.journal.record(job)
  expect(record).toMatchObject({ device: imeiOf(1), failure: { code: 'message.invalid' } })
  expect(record?.template).toBeUndefined()

  expect(failureIn(() => line.lanes.reject(1, 'card'))).toMatchObject({ path: 'lane' })
  expect(line.counts()).toMatchObject({ rejects: 0, unused: 2 })

  const ofCard = { kind: 'write', reader: 'R1', variables: {}, add: false, bench: false } as const
  const refused = line.station.jobs.refuse(ofCard, { code: 'card.unnumbered', reader: 'R1' })
  for (const one of [job, refused]) {
    await expect(line.ask.job.resume({ job: one })).rejects.toMatchObject({
      data: { code: 'request.invalid', reason: expect.stringContaining('no message was made') },
    })
    expect(line.station.journal.notes(one).map(({ note }) => note.note)).not.toContain('resumed')
  }
  await line.close()
})
