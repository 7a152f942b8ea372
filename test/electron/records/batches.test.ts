import { expect, test } from 'vitest'
import { BatchId } from '../../../shared/batch'
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
  running,
} from '../../support/batches'
import { failureIn } from '../../support/failure'

const mismatch = { code: 'card.mismatch', offset: 7 } as const
const lost = { code: 'reader.lost', reader: 'R1' } as const

test('a batch is made once, takes its identities, runs, and is told as it stands', () => {
  const { batches, list, close } = openBatches()
  expect(batches.create(batchOrder())).toMatchObject({ state: 'ready', counts: { issued: 4, unused: 4 } })
  expect(failureIn(() => batches.create(batchOrder()))).toMatchObject({ path: 'batch' })
  expect(failureIn(() => batches.start(batch))).toMatchObject({ reason: expect.stringContaining('import its list') })
  expect(batches.claim({ batch, iccid: iccidOf(1), job: jobOf(1) })).toEqual({ claim: 'resting', state: 'ready' })
  list(1, 4)
  expect(batches.start(batch)).toMatchObject({ state: 'running', identities: { known: 4, free: 4 } })
  expect(batches.list(false).map(({ order }) => order.batch)).toEqual([batch])
  expect(batches.list(true)).toEqual([])
  close()
})

test('each card gets the next identity, and the same card never a second one', () => {
  const { claim, counts } = running()
  expect(claim(1)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(1) } })
  expect(claim(2)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(2) } })
  expect(claim(1)).toMatchObject({ claim: 'again', piece: { state: 'working', device: imeiOf(1), job: jobOf(1) } })
  expect(counts()).toMatchObject({ working: 2, unused: 2 })
})

test('a piece is good when the DM Server has it, and waits before that', () => {
  const { begin, note, counts, batches } = running()
  begin(1)
  note(jobOf(1), ...registering)
  expect(counts()).toMatchObject({ waiting: 1, good: 0 })
  expect(failureIn(() => batches.close(batch))).toMatchObject({ code: 'batch.unsettled', working: 0, waiting: 1 })
  note(jobOf(1), ...registered)
  expect(counts()).toMatchObject({ waiting: 0, good: 1, unused: 3 })
  expect(batches.close(batch)).toMatchObject({ state: 'closed', counts: { good: 1, rejects: 0, unused: 3, issued: 4 } })
})

test('beyond the quantity no device gets a factory file, and one whose card was bad gives its place to the next', () => {
  const { batches, begin, note } = running({ carrier: 'card-and-file', quantity: 2 })
  const unfiled = () => batches.unfiled(batch, 10, batches.firstBeyond(batch)).map(({ device }) => device)
  expect(unfiled()).toEqual([imeiOf(1), imeiOf(2)])
  begin(1)
  expect(unfiled()).toEqual([imeiOf(1), imeiOf(2)])
  note(jobOf(1), ...failedIn('verify', mismatch))
  expect(unfiled()).toEqual([imeiOf(1)])
  begin(2)
  expect(unfiled()).toEqual([imeiOf(1)])
})

test('where green is the rehearsal, a piece is good before the DM Server has it', () => {
  const { begin, note, counts } = running({ green: 'rehearsed' })
  begin(1)
  note(jobOf(1), ...registering)
  expect(counts()).toMatchObject({ good: 1 })
})

test('a bad card is a reject with its reason, and its identity goes to the next card', () => {
  const { begin, note, counts, batches, claim } = running()
  begin(1)
  note(jobOf(1), ...failedIn('verify', mismatch))
  expect(counts()).toMatchObject({ rejects: 1, unused: 3 })
  expect(batches.get(batch).identities).toEqual({ known: 4, free: 4 })
  expect(batches.rejects(batch)).toEqual({ verify: 1 })
  expect(claim(2)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(1) } })
})

test('a rejected card that is tried again counts once, with the identity it had', () => {
  const { begin, note, counts, batches, order } = running()
  begin(1)
  note(jobOf(1), ...failedIn('write', { code: 'card.removed', reader: 'R1' }))
  const again = { batch, iccid: iccidOf(1), job: jobOf(11) }
  expect(batches.claim(again)).toMatchObject({ claim: 'again', piece: { state: 'reject', reason: 'write' } })
  expect(batches.retry(again)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(1) } })
  order(jobOf(11), imeiOf(1))
  note(jobOf(11), ...registering, ...registered)
  expect(counts()).toMatchObject({ good: 1, rejects: 0, unused: 3 })
  expect(failureIn(() => note(jobOf(1), { note: 'resumed', owner: '', reader: 'R1' }))).toMatchObject({ path: 'job' })
})

test('a card torn by its leaving keeps its identity until it is back, or until a person rejects it', () => {
  const { begin, note, batches, claim, counts } = running()
  begin(1)
  note(jobOf(1), { note: 'touched', at: 1 }, ...failedIn('write', { code: 'card.removed', reader: 'R1' }))
  expect(counts()).toMatchObject({ rejects: 1 })
  expect(claim(2)).toMatchObject({ unit: { device: imeiOf(2) } })
  note(jobOf(1), { note: 'resumed', owner: '', reader: 'R1' })
  expect(counts()).toMatchObject({ rejects: 0, working: 2 })
  note(jobOf(1), { note: 'touched', at: 1 }, ...failedIn('write', { code: 'card.removed', reader: 'R1' }))
  batches.reject(batch, { iccid: iccidOf(1) }, 'damaged')
  expect(batches.pieceOf(batch, { iccid: iccidOf(1) })).toMatchObject({
    state: 'reject',
    reason: 'damaged',
    isRuled: true,
  })
  expect(failureIn(() => note(jobOf(1), { note: 'resumed', owner: '', reader: 'R1' }))).toMatchObject({ path: 'job' })
  expect(claim(3)).toMatchObject({ unit: { device: imeiOf(1) } })
})

test('what the station failed at before the card was touched was not begun', () => {
  const { begin, note, counts, claim } = running()
  begin(1)
  note(jobOf(1), ...failedIn('write', lost))
  expect(counts()).toMatchObject({ rejects: 0, working: 0, unused: 4 })
  expect(claim(2)).toMatchObject({ unit: { device: imeiOf(1) } })
  expect(failureIn(() => note(jobOf(1), { note: 'resumed', owner: '', reader: 'R1' }))).toMatchObject({
    reason: expect.stringContaining('another card'),
  })
})

test('an identity that the DM Server may know never goes to another card', () => {
  const { begin, note, batches, claim, counts } = running()
  begin(1)
  note(jobOf(1), ...registering)
  note(
    jobOf(1),
    ...failedIn('register', { code: 'server.refused', status: 409, reason: 'no', retryable: false }).slice(1),
  )
  expect(counts()).toMatchObject({ waiting: 1 })
  batches.reject(batch, { iccid: iccidOf(1) }, 'server')
  expect(counts()).toMatchObject({ rejects: 1 })
  expect(claim(2)).toMatchObject({ unit: { device: imeiOf(2) } })
})

test('a person decides for keeping theirs: the piece is a reject of the server', () => {
  const { begin, note, batches, counts } = running()
  begin(1)
  note(jobOf(1), ...registering)
  note(
    jobOf(1),
    ...failedIn('register', { code: 'server.refused', status: 409, reason: 'no', retryable: false }).slice(1),
  )
  note(jobOf(1), { note: 'registration', state: 'rejected', resolution: 'keep-theirs' })
  expect(counts()).toMatchObject({ rejects: 1, waiting: 0 })
  expect(batches.rejects(batch)).toEqual({ server: 1 })
})

test('no more pieces are begun than were issued', () => {
  const { begin, note, claim, batches } = running({ quantity: 2 })
  for (const number of [1, 2]) {
    begin(number)
    note(jobOf(number), ...failedIn('verify', mismatch))
  }
  expect(claim(3)).toEqual({ claim: 'none-left', of: 'pieces' })
  expect(failureIn(() => batches.reject(batch, {}, 'damaged'))).toMatchObject({ path: 'batch' })
  expect(batches.close(batch)).toMatchObject({ counts: { good: 0, rejects: 2, unused: 0, issued: 2 } })
})

test('a card that a person rejects needs no job, and not even a number', () => {
  const { batches, counts, claim } = running()
  batches.reject(batch, {}, 'damaged')
  batches.reject(batch, { iccid: iccidOf(9) }, 'card')
  expect(counts()).toMatchObject({ rejects: 2, unused: 2 })
  expect(claim(9)).toMatchObject({ claim: 'again', piece: { isRuled: true } })
  expect(batches.retry({ batch, iccid: iccidOf(9), job: jobOf(9) })).toMatchObject({ claim: 'again' })
})

test('scanned identities are claimed as they come, each once', () => {
  const { batches, claim } = running({ identities: 'scanned' } as const)
  const scan = (card: number, device: number) =>
    batches.claim({ batch, iccid: iccidOf(card), device: imeiOf(device), job: jobOf(card) })
  expect(claim(1)).toEqual({ claim: 'wants-device' })
  expect(scan(1, 7)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(7) } })
  expect(scan(2, 7)).toEqual({ claim: 'taken', device: imeiOf(7) })
  expect(batches.get(batch).identities).toEqual({ known: 1, free: 0 })
})

test('a scanned device of a listed batch must be in its list', () => {
  const { batches } = running()
  const scan = (device: number) => batches.claim({ batch, iccid: iccidOf(1), device: imeiOf(device), job: jobOf(1) })
  expect(scan(99)).toEqual({ claim: 'unlisted', device: imeiOf(99) })
  expect(scan(3)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(3) } })
})

test('a card or a device of another batch is not taken, and a bench takes nothing of a real one', () => {
  const { batches, begin, list } = running()
  const other = BatchId.parse('order-18')
  batches.create(batchOrder({ batch: other, identities: 'scanned' }))
  batches.start(other)
  begin(1)
  const claimOther = (card: number, device: number) =>
    batches.claim({ batch: other, iccid: iccidOf(card), device: imeiOf(device), job: jobOf(50 + card) })
  expect(claimOther(1, 60)).toEqual({ claim: 'elsewhere', of: 'card', batch })
  expect(claimOther(2, 2)).toEqual({ claim: 'elsewhere', of: 'device', batch })
  const training = BatchId.parse('training-1')
  batches.create(batchOrder({ batch: training, bench: true }))
  list(1, 4, training)
  batches.start(training)
  expect(batches.claim({ batch: training, iccid: iccidOf(1), job: jobOf(70) })).toMatchObject({ claim: 'claimed' })
})

test('a device that is scanned while a list of it is looked at is no other batch’s, and that list is not taken', () => {
  const { batches } = running()
  const other = BatchId.parse('order-18')
  batches.create(batchOrder({ batch: other, identities: 'scanned' }))
  batches.start(other)
  const staged = batches.stage(batch)
  expect(staged.lay([5, 6, 7].map((number) => ({ device: imeiOf(number) })))).toEqual(['laid', 'laid', 'laid'])
  const scan = (of: BatchId, card: number, device: number) =>
    batches.claim({ batch: of, iccid: iccidOf(card), device: imeiOf(device), job: jobOf(card) })
  expect(scan(batch, 8, 6)).toEqual({ claim: 'unlisted', device: imeiOf(6) })
  expect(scan(other, 9, 6)).toMatchObject({ claim: 'claimed', unit: { device: imeiOf(6) } })
  expect(failureIn(() => staged.take())).toMatchObject({ path: 'source', reason: expect.stringContaining('scanned') })
  expect(batches.get(batch).identities).toEqual({ known: 4, free: 4 })
  expect(batches.get(other).identities).toEqual({ known: 1, free: 0 })
  const again = batches.stage(batch)
  expect(again.lay([{ device: imeiOf(6) }])).toEqual(['known'])
})

test('a claim whose process ended before the job was ordered is undone, and one with an order is not', () => {
  const { dir, batches, counts, order } = running()
  const dead = openBatches(dir, '999999:1')
  dead.batches.claim({ batch, iccid: iccidOf(1), job: jobOf(1) })
  dead.batches.claim({ batch, iccid: iccidOf(2), job: jobOf(2) })
  order(jobOf(2), imeiOf(2))
  expect(counts()).toMatchObject({ working: 2 })
  batches.start(batch)
  expect(counts()).toMatchObject({ working: 1, unused: 3 })
  batches.giveBack(jobOf(2))
  expect(counts()).toMatchObject({ working: 1 })
  expect(batches.claim({ batch, iccid: iccidOf(1), job: jobOf(3) })).toMatchObject({ unit: { device: imeiOf(1) } })
  batches.giveBack(jobOf(3))
  expect(counts()).toMatchObject({ working: 1, unused: 3 })
})

test('a closed batch changes no more, and what nobody got may go to another', async () => {
  const { batches, begin, note, list, claim } = running({ green: 'rehearsed' })
  begin(1)
  note(jobOf(1), ...registering)
  batches.close(batch)
  note(
    jobOf(1),
    ...failedIn('register', { code: 'server.refused', status: 409, reason: 'no', retryable: false }).slice(1),
  )
  expect(batches.get(batch)).toMatchObject({ state: 'closed', counts: { good: 1, unused: 3 } })
  expect(claim(2)).toEqual({ claim: 'resting', state: 'closed' })
  expect(failureIn(() => batches.start(batch))).toMatchObject({ path: 'batch' })
  expect(failureIn(() => batches.reject(batch, {}, 'other'))).toMatchObject({ path: 'batch' })
  await batches.sweep()
  const other = BatchId.parse('order-18')
  batches.create(batchOrder({ batch: other }))
  list(2, 4, other)
  expect(batches.stage(other).lay([{ device: imeiOf(1) }])).toEqual(['known'])
})

test('a device whose card may hold its message outlives its batch, until that card is empty or set aside', async () => {
  const { batches, begin, note } = running({ green: 'rehearsed' })
  for (const number of [1, 2, 3]) {
    begin(number)
    const touched = number === 3 ? [] : [{ note: 'touched', at: 1 } as const]
    note(jobOf(number), ...touched, ...failedIn('write', { code: 'card.refused', command: 'SELECT', sw: '6f00' }))
  }
  batches.close(batch)
  await batches.sweep()
  const other = BatchId.parse('order-18')
  batches.create(batchOrder({ batch: other }))
  const lay = (number: number) => batches.stage(other).lay([{ device: imeiOf(number) }])
  expect([lay(1), lay(2), lay(3)]).toEqual([['known'], ['known'], ['laid']])
  note(jobOf(1), { note: 'finished-by', job: jobOf(50) })
  batches.reject(batch, { device: imeiOf(2) }, 'damaged')
  expect(batches.get(batch).counts).toMatchObject({ rejects: 3, unused: 1 })
  expect([lay(1), lay(2)]).toEqual([['laid'], ['laid']])
  expect(failureIn(() => batches.reject(batch, { device: imeiOf(2) }, 'other'))).toMatchObject({ path: 'batch' })
})

test('a breaker’s stop rests the batch with its reason, and a person starts it again', () => {
  const { batches, claim } = running()
  expect(batches.stop(batch, mismatch)).toMatchObject({ state: 'stopped', stoppedBy: mismatch })
  expect(claim(1)).toEqual({ claim: 'resting', state: 'stopped' })
  const { startedAt } = batches.get(batch)
  expect(batches.start(batch)).not.toHaveProperty('stoppedBy')
  expect(batches.get(batch).startedAt).toBe(startedAt)
  expect(batches.pause(batch)).toMatchObject({ state: 'paused' })
})

test('every change is told to whoever follows, and nothing else is', () => {
  const { batches, begin } = running()
  const before = batches.version()
  batches.get(batch)
  expect(batches.version()).toBe(before)
  begin(1)
  expect(batches.version()).toBeGreaterThan(before)
})
