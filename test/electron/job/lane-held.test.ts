// What holds over the cards that are being written when a person lets go of their batch, or of the order of things.
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { createBatches } from '../../../electron/records/batches'
import { ownerOf } from '../../../electron/records/owner'
import { openDatabase } from '../../../electron/records/sqlite'
import { BatchId } from '../../../shared/batch-id'
import { parseDevice } from '../../../shared/identity/device'
import { failureIn } from '../../support/failure'
import { batch, cardOf, home, openLine, order, removeHomes } from '../../support/line'

afterAll(removeHomes)

test('no other program may hold a batch whose card is still being written here, and any may then', async () => {
  const at = home()
  const line = openLine(at, { R1: cardOf(1) })
  order(line)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  await line.lane('R1', 'working')
  line.lanes.arm(false)
  const db = openDatabase(join(at, 'station.db'))
  const theirs = createBatches(db, ownerOf(process.ppid), Date.now)
  expect(failureIn(() => theirs.hold(batch))).toMatchObject({ code: 'batch.held' })
  await line.lane('R1', 'take-out')
  await line.station.jobs.untilSafe()
  theirs.hold(batch)
  db.close()
  await line.close()
})

test('a batch is held as long as any card is being written here, however often it was armed meanwhile', async () => {
  const at = home()
  const line = openLine(at, {})
  order(line)
  const ends: (() => void)[] = []
  const written = (): Promise<void> => new Promise((end) => void ends.push(end))
  const whileWritten = (ended: Promise<void> | undefined): void =>
    void Object.assign(line.station.jobs, { untilSafe: () => ended })
  line.lanes.choose(batch)
  line.lanes.arm(true)
  whileWritten(written())
  line.lanes.arm(false)
  line.lanes.arm(true)
  whileWritten(written())
  line.lanes.arm(false)
  ends[0]?.()
  await setImmediate()
  const db = openDatabase(join(at, 'station.db'))
  const theirs = createBatches(db, ownerOf(process.ppid), Date.now)
  expect(failureIn(() => theirs.hold(batch))).toMatchObject({ code: 'batch.held' })
  whileWritten(undefined)
  ends[1]?.()
  await setImmediate()
  theirs.hold(batch)
  db.close()
  await line.close()
})

test('a job that wrote a card later goes before one that did not, whatever the clock was set to', async () => {
  let now = Date.now()
  const card = cardOf(1)
  const line = openLine(home(), { R1: card }, { now: () => now })
  const { ask, settled } = line
  const wanted = { template: 'training', reader: 'R1', variables: {} }
  card.faults.cue({ fault: 'leave', after: 10 })
  const first = await ask.job.start({ ...wanted, device: parseDevice('imei:490154203237518') })
  expect(await settled(first)).toMatchObject({ outcome: 'FAIL', failure: { code: 'card.removed' } })
  now -= 3_600_000
  line.put(card)
  const second = await ask.job.start({ ...wanted, device: parseDevice('imei:356938035643809') })
  expect(await settled(second)).toMatchObject({ outcome: 'OWED' })
  await expect(ask.job.resume({ job: first })).rejects.toMatchObject({
    data: { code: 'request.superseded', job: second },
  })
  await line.close()
})

test('a bad card of the batch before is not set aside in the next one', async () => {
  const other = BatchId.parse('order-18')
  const line = openLine(home(), { R1: cardOf(1, { adm: new Uint8Array(8) }) })
  order(line)
  order(line, { batch: other }, 4, 11)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'FAIL' })
  line.lanes.choose(other)
  expect(failureIn(() => line.lanes.reject(1, 'card'))).toMatchObject({ code: 'request.invalid', path: 'lane' })
  expect(line.station.batches.get(other).counts).toMatchObject({ rejects: 0, unused: 4 })
  line.lanes.choose(batch)
  line.lanes.reject(1, 'card')
  expect(line.counts()).toMatchObject({ rejects: 1 })
  await line.close()
})
