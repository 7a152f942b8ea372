import { expect, test } from 'vitest'
import type { Note } from '../../../shared/job'
import { batch, batchOrder, failedIn, iccidOf, imeiOf, jobOf, openBatches, registering } from '../../support/batches'

test('a rejected card that comes back takes nothing from the card that got its identity meanwhile', () => {
  const { batches, list, order, note, close } = openBatches()
  batches.create(batchOrder())
  list(1, 4)
  batches.start(batch)
  const claim = (number: number) => batches.claim({ batch, iccid: iccidOf(number), job: jobOf(number) })
  expect(claim(1)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(1) } })
  order(jobOf(1), imeiOf(1), { iccid: iccidOf(1) })
  note(jobOf(1), ...failedIn('write', { code: 'card.refused', command: 'UPDATE BINARY', sw: '6F00' }))
  expect(claim(2)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(1) } })
  const again = batches.retry({ batch, iccid: iccidOf(1), job: jobOf(3) })
  expect(again).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(2) } })
  expect(batches.get(batch).counts).toMatchObject({ working: 2, rejects: 0, unused: 2 })
  close()
})

const pulled = failedIn('write', { code: 'card.removed', reader: 'R1' })
const resumed: Note = { note: 'resumed', owner: '', reader: 'R1' }

test('a card that is out half written keeps its device from the rejected card that had it before', () => {
  const { batches, list, order, note, close } = openBatches()
  batches.create(batchOrder())
  list(1, 4)
  batches.start(batch)
  const claim = (number: number) => batches.claim({ batch, iccid: iccidOf(number), job: jobOf(number) })
  claim(1)
  order(jobOf(1), imeiOf(1), { iccid: iccidOf(1) })
  note(jobOf(1), ...pulled)
  expect(claim(2)).toMatchObject({ unit: { device: imeiOf(1) } })
  order(jobOf(2), imeiOf(1), { iccid: iccidOf(2) })
  note(jobOf(2), { note: 'touched', at: 1 }, ...pulled)
  expect(batches.get(batch).counts).toMatchObject({ rejects: 2, unused: 2 })
  expect(() => note(jobOf(1), resumed)).toThrow('request.invalid')
  expect(batches.retry({ batch, iccid: iccidOf(1), job: jobOf(3) })).toMatchObject({ unit: { device: imeiOf(2) } })
  order(jobOf(3), imeiOf(2), { iccid: iccidOf(1) })
  note(jobOf(2), resumed)
  expect(batches.get(batch).counts).toMatchObject({ working: 2, rejects: 0, unused: 2 })
  close()
})

test.each(['FAIL', 'ERROR'])(
  'a card that was written, and left again before it was looked at (%s), keeps its device',
  (how) => {
    const { batches, list, order, note, close } = openBatches()
    batches.create(batchOrder())
    list(1, 4)
    batches.start(batch)
    const claim = (number: number) => batches.claim({ batch, iccid: iccidOf(number), job: jobOf(number) })
    claim(1)
    order(jobOf(1), imeiOf(1), { iccid: iccidOf(1) })
    const left =
      how === 'FAIL'
        ? ({ code: 'card.removed', reader: 'R1' } as const)
        : ({ code: 'reader.lost', reader: 'R1' } as const)
    note(jobOf(1), { note: 'touched', at: 1 }, { note: 'done', phase: 'write', ms: 1 }, ...failedIn('verify', left))
    note(jobOf(1), resumed, ...failedIn('write', left))
    expect(claim(2)).toMatchObject({ unit: { device: imeiOf(2) } })
    note(jobOf(1), resumed, ...registering)
    expect(batches.get(batch).counts).toMatchObject({ waiting: 1, working: 1, rejects: 0 })
    close()
  },
)

const claimed = {
  code: 'server.refused',
  status: 409,
  reason: 'somebody has it',
  retryable: false,
  problem: 'identity-claimed',
} as const
const setAside: Note = { note: 'registration', state: 'conflict', resolution: 'set-aside' }
const again: readonly Note[] = [
  { note: 'registration', state: 'conflict', resolution: 'register-again' },
  { note: 'began', phase: 'register' },
]

test('a device of a batch that was set aside is asked for again, and its card is a piece again', () => {
  const { batches, list, order, note, close } = openBatches()
  batches.create(batchOrder())
  list(1, 1)
  batches.start(batch)
  batches.claim({ batch, iccid: iccidOf(1), job: jobOf(1) })
  order(jobOf(1), imeiOf(1), { iccid: iccidOf(1) })
  note(jobOf(1), ...registering, ...failedIn('register', claimed))
  expect(batches.get(batch).counts).toMatchObject({ waiting: 1, rejects: 0 })
  note(jobOf(1), setAside)
  expect(batches.get(batch).counts).toMatchObject({ waiting: 0, rejects: 1 })
  note(jobOf(1), ...again)
  expect(batches.get(batch).counts).toMatchObject({ waiting: 1, rejects: 0 })
  note(jobOf(1), ...failedIn('register', claimed), setAside)
  batches.reject(batch, { iccid: iccidOf(1) }, 'damaged')
  expect(() => note(jobOf(1), { note: 'resumed', owner: '1:1', reader: 'R1' })).toThrow('request.invalid')
  close()
})

test('one that was set aside is not asked for again where another card has had it since', () => {
  const { batches, list, order, note, db, close } = openBatches()
  batches.create(batchOrder())
  list(1, 1)
  batches.start(batch)
  batches.claim({ batch, iccid: iccidOf(1), job: jobOf(1) })
  order(jobOf(1), imeiOf(1), { iccid: iccidOf(1) })
  note(jobOf(1), ...failedIn('write', { code: 'card.refused', command: 'UPDATE BINARY', sw: '6F00' }))
  batches.claim({ batch, iccid: iccidOf(2), job: jobOf(2) })
  order(jobOf(2), imeiOf(1), { iccid: iccidOf(2) })
  note(jobOf(2), ...registering, ...failedIn('register', claimed), setAside)
  expect(db.get('SELECT state FROM unit')).toEqual({ state: 'spent' })
  expect(() => note(jobOf(1), { note: 'resumed', owner: '1:1', reader: 'R1' })).toThrow('request.invalid')
  close()
})

test('a device that is rejected while a list with it is looked at is a reject, and the list can be dropped', async () => {
  const { batches, db, close } = openBatches()
  batches.create(batchOrder())
  const staged = batches.stage(batch)
  staged.lay([{ device: imeiOf(1) }])
  batches.reject(batch, { device: imeiOf(1) }, 'damaged')
  expect(batches.get(batch)).toMatchObject({ counts: { rejects: 1 }, identities: { known: 0, free: 0 } })
  await staged.drop()
  expect(db.get('SELECT count(*) AS n FROM unit')).toEqual({ n: 0 })
  close()
})
