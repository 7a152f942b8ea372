// What a card may hold, and whose the device is until it no longer does.
import { describe, expect, test } from 'vitest'
import { createJournal, schema } from '../../../electron/records/journal'
import { touchedSchema } from '../../../electron/records/record-keys'
import { waitsForItsCard } from '../../../shared/record'
import { batch, failedIn, iccidOf, imeiOf, jobOf, registering, running } from '../../support/batches'
import { failureIn } from '../../support/failure'

const mismatch = { code: 'card.mismatch', offset: 7 } as const
const lost = { code: 'reader.lost', reader: 'R1' } as const
const resumed = { note: 'resumed', owner: '', reader: 'R1' } as const
const removed = { code: 'card.removed', reader: 'R1' } as const
const written = [
  { note: 'touched', at: 1 },
  { note: 'done', phase: 'write', ms: 1 },
] as const

test('a card that holds its message keeps its identity, however its job goes on and ends, until it is blanked', () => {
  const { begin, note, counts, claim } = running()
  begin(1)
  note(jobOf(1), ...written, ...failedIn('verify', removed))
  for (const failure of [removed, lost, { code: 'job.cancelled' } as const]) {
    note(jobOf(1), resumed)
    expect(note(jobOf(1), ...failedIn('write', failure))).toMatchObject({ touched: true, torn: false })
    expect(counts()).toMatchObject({ unused: 3 })
  }
  expect(claim(2)).toMatchObject({ unit: { device: imeiOf(2) } })
  note(jobOf(1), { note: 'finished-by', job: jobOf(50) })
  expect(claim(3)).toMatchObject({ unit: { device: imeiOf(1) } })
})

test('a card that fails with its message on it is a reject that keeps its device; one whose message was withdrawn is not', () => {
  const { begin, note, counts, claim } = running()
  begin(1)
  note(jobOf(1), ...written, ...failedIn('verify', { code: 'card.refused', command: 'READ BINARY', sw: '6f00' }))
  begin(2)
  note(jobOf(2), ...written, { note: 'withdrawn' }, ...failedIn('verify', mismatch))
  expect(counts()).toMatchObject({ rejects: 2, unused: 2 })
  expect(claim(3)).toMatchObject({ unit: { device: imeiOf(2) } })
  note(jobOf(1), { note: 'finished-by', job: jobOf(50), device: imeiOf(1) })
  expect(claim(4)).toMatchObject({ unit: { device: imeiOf(3) } })
})

test('setting a bad card aside gives up nothing that another card has got since', () => {
  const { begin, note, batches, claim } = running()
  begin(1)
  note(jobOf(1), ...failedIn('write', { code: 'card.unsuitable', missing: 'PKCS#15' }))
  expect(begin(2)).toBe(imeiOf(1))
  batches.reject(batch, { iccid: iccidOf(1) }, 'card')
  expect(claim(3)).toMatchObject({ unit: { device: imeiOf(2) } })
  note(jobOf(2), ...registering)
  batches.reject(batch, { iccid: iccidOf(1) }, 'damaged')
  expect(batches.get(batch).identities).toEqual({ known: 4, free: 2 })
})

test('a card that failed does not get back a device that another reject holds', () => {
  const { begin, note, batches } = running()
  begin(1)
  note(jobOf(1), ...failedIn('write', { code: 'card.refused', command: 'SELECT', sw: '6f00' }))
  begin(2)
  note(jobOf(2), ...written, ...failedIn('verify', { code: 'card.refused', command: 'READ BINARY', sw: '6f00' }))
  expect(failureIn(() => note(jobOf(1), resumed))).toMatchObject({ reason: expect.stringContaining('another card') })
  expect(batches.retry({ batch, iccid: iccidOf(1), job: jobOf(11) })).toMatchObject({ unit: { device: imeiOf(2) } })
})

test('a device of a list whose message cannot be made stops no other, and its job may go on', () => {
  const { begin, note, batches, counts } = running()
  begin(1)
  note(jobOf(1), ...failedIn('compose', { code: 'message.invalid', path: 'size', reason: '' }))
  expect(counts()).toMatchObject({ rejects: 0, working: 0, unused: 4 })
  expect(batches.get(batch).identities).toEqual({ known: 4, free: 3 })
  expect(begin(2)).toBe(imeiOf(2))
  note(jobOf(1), resumed)
  note(jobOf(1), ...registering)
  expect(counts()).toMatchObject({ working: 1, waiting: 1 })
})

describe('a card that was touched under a release that kept no word of that', () => {
  const touchedThen = { note: 'touched', at: 1 } as const
  const upgraded = ({ db }: ReturnType<typeof running>) => {
    db.exec(`UPDATE record SET record = json_remove(record, '$.touched'), is_left = torn;
      PRAGMA user_version = ${schema.indexOf(touchedSchema)}`)
    return createJournal(db, () => 9)
  }

  test.each([
    ['killed', [{ note: 'interrupted' }]],
    ['killed and not yet known to be', []],
    ['lost by its reader', failedIn('verify', lost)],
    ['cancelled', failedIn('verify', { code: 'job.cancelled' })],
  ] as const)('keeps its identity where its job was %s, and fails before it touches it again', (_, ends) => {
    const opened = running()
    opened.begin(1)
    opened.note(jobOf(1), ...written, ...ends)
    const journal = upgraded(opened)
    journal.append(
      jobOf(1),
      { note: 'interrupted' },
      resumed,
      ...failedIn('write', { code: 'token.absent', reason: '' }),
    )
    expect(opened.claim(2)).toMatchObject({ unit: { device: imeiOf(2) } })
    expect(journal.leftOn(iccidOf(1), false)).toMatchObject([{ job: jobOf(1), touched: true }])
  })

  test('is waited for where it left half written, and gets no other identity', () => {
    const opened = running()
    opened.begin(1)
    opened.note(jobOf(1), touchedThen, ...failedIn('write', removed))
    const journal = upgraded(opened)
    expect(journal.leftOn(iccidOf(1), false).map(waitsForItsCard)).toEqual([true])
    expect(opened.batches.retry({ batch, iccid: iccidOf(1), job: jobOf(11) })).toMatchObject({ claim: 'again' })
  })

  test('is not held where its job came to a good end, or was never at the card', () => {
    const opened = running()
    opened.begin(1)
    opened.note(jobOf(1), ...registering, { note: 'done', phase: 'register', ms: 1 })
    opened.begin(2)
    opened.note(jobOf(2), { note: 'interrupted' })
    const journal = upgraded(opened)
    expect([1, 2].map((at) => journal.record(jobOf(at))?.touched)).toEqual([undefined, undefined])
  })
})

test('a job that was made good by another and touches its card again is nobody’s but its own: it waits for its card', () => {
  const { begin, note, journal, counts } = running()
  begin(1)
  note(jobOf(1), { note: 'touched', at: 1 }, ...failedIn('write', removed))
  note(jobOf(1), { note: 'finished-by', job: jobOf(50) })
  expect(journal.leftOn(iccidOf(1), false)).toEqual([])
  note(jobOf(1), resumed, { note: 'touched', at: 2 })
  expect(note(jobOf(1), ...failedIn('write', removed))).not.toHaveProperty('finishedBy')
  expect(journal.leftOn(iccidOf(1), false)).toMatchObject([{ job: jobOf(1), torn: true, touched: true }])
  expect(counts()).toMatchObject({ unused: 3 })
})

test('a device whose message cannot be made is set aside for good by a person’s word', async () => {
  const { begin, note, batches, counts } = running()
  begin(1)
  note(jobOf(1), ...failedIn('compose', { code: 'message.invalid', path: 'size', reason: '' }))
  batches.reject(batch, { device: imeiOf(1) }, 'other')
  expect(counts()).toMatchObject({ rejects: 1, unused: 3 })
  expect(failureIn(() => note(jobOf(1), resumed))).toMatchObject({ code: 'request.invalid' })
  expect(begin(2)).toBe(imeiOf(2))
  expect(batches.pieceOf(batch, { device: imeiOf(1) })).toMatchObject({ state: 'reject', isRuled: true })
})
