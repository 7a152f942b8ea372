import { expect, test } from 'vitest'
import {
  batch,
  batchOrder,
  failedIn,
  iccidOf,
  imeiOf,
  jobOf,
  openBatches,
  registered,
  registering,
} from '../../support/batches'

function running() {
  const opened = openBatches()
  opened.batches.create(batchOrder())
  opened.list(1, 4)
  opened.batches.start(batch)
  return opened
}

test('a list is the batch’s whole or not at all, and says what was in it twice or known', async () => {
  const { batches } = running()
  const staged = batches.stage(batch)
  const rows = [5, 6, 5, 2].map((number) => ({ device: imeiOf(number) }))
  expect(staged.lay(rows)).toEqual(['laid', 'laid', 'duplicate', 'known'])
  expect(batches.get(batch).identities).toEqual({ known: 4, free: 4 })
  await staged.drop()
  const again = batches.stage(batch)
  expect(again.lay([{ device: imeiOf(5) }])).toEqual(['laid'])
  again.take()
  await again.drop()
  expect(batches.get(batch).identities).toEqual({ known: 5, free: 5 })
})

test('a device that the DM Server knows is told so, and one that was given back is not', async () => {
  const { batches, order, note } = running()
  const loose = (number: number, job: number) => order(jobOf(job), imeiOf(number), { batch: undefined })
  loose(7, 30)
  note(jobOf(30), ...registering, ...registered)
  loose(8, 31)
  note(jobOf(31), ...registering)
  loose(9, 32)
  note(jobOf(32), ...registering, ...registered, { note: 'registration', state: 'released' })
  loose(10, 33)
  note(jobOf(33), ...failedIn('write', { code: 'card.absent', reader: 'R1' }))
  const staged = batches.stage(batch)
  const laid = staged.lay([7, 8, 9, 10].map((number) => ({ device: imeiOf(number) })))
  expect(laid).toEqual(['registered', 'registered', 'laid', 'laid'])
  staged.take()
  expect(batches.get(batch).identities.known).toBe(6)
})

test('two lists at once are taken one after the other, and no device by both', () => {
  const { batches } = running()
  const [one, other] = [batches.stage(batch), batches.stage(batch)]
  const of = (...numbers: number[]) => numbers.map((number) => ({ device: imeiOf(number) }))
  expect(one.lay(of(20, 21))).toEqual(['laid', 'laid'])
  expect(other.lay(of(21, 22))).toEqual(['known', 'laid'])
  expect(one.lay(of(22, 23))).toEqual(['known', 'laid'])
  one.take()
  other.take()
  expect(batches.get(batch).identities.known).toBe(8)
})

test('nothing that was laid down and not taken is claimed, and what a dead process left goes away', async () => {
  const { batches, dir } = openBatches()
  batches.create(batchOrder())
  const dead = openBatches(dir, '999999:1')
  dead.batches.stage(batch).lay([{ device: imeiOf(1) }])
  const staged = batches.stage(batch)
  expect(staged.lay([{ device: imeiOf(1) }, { device: imeiOf(2) }])).toEqual(['known', 'laid'])
  staged.take()
  batches.start(batch)
  const claimOf = (number: number) => batches.claim({ batch, iccid: iccidOf(number), job: jobOf(number) })
  expect(claimOf(1)).toMatchObject({ unit: { device: imeiOf(2) } })
  expect(claimOf(2)).toEqual({ claim: 'none-left', of: 'identities' })
  await batches.sweep()
  const anew = batches.stage(batch)
  expect(anew.lay([{ device: imeiOf(1) }])).toEqual(['laid'])
})

test('a list is on disk once it is taken, however carelessly it was laid down', () => {
  const { batches, db } = running()
  db.exec('PRAGMA synchronous = NORMAL')
  const staged = batches.stage(batch)
  staged.lay([{ device: imeiOf(30) }])
  staged.take()
  expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
})
