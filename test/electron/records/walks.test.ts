// What is asked again and again, with every card, every look or every start, must not walk through all that was ever done.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createBatches } from '../../../electron/records/batches'
import { createInboxStore } from '../../../electron/records/inbox'
import { createJournal } from '../../../electron/records/journal'
import { createOutbox } from '../../../electron/records/outbox'
import { ownerOf } from '../../../electron/records/owner'
import { type Database, openDatabase, type SqlValue } from '../../../electron/records/sqlite'
import { parsePhone } from '../../../shared/intake/phone'
import { batch, batchOrder, iccidOf, imeiOf, jobOf, openBatches } from '../../support/batches'
import { freshFolder } from '../../support/registration-world'

/** Indexes of the few that something is still to be done about. */
const few = ['record_open', 'piece_working', 'piece_rejected', 'outbox_leased']

/** The same store, and how SQLite goes about what it is asked. */
function watched(db: Database) {
  const asked = new Set<string>()
  const told =
    <T>(ask: (sql: string, ...values: readonly SqlValue[]) => T) =>
    (sql: string, ...values: readonly SqlValue[]): T => {
      asked.add(sql)
      return ask(sql, ...values)
    }
  const walks = () =>
    [...asked]
      .filter((sql) => /^(SELECT|UPDATE|DELETE)/.test(sql))
      .flatMap((sql) => db.all(`EXPLAIN QUERY PLAN ${sql}`).map((row) => `${Object(row).detail} for ${sql}`))
      .filter((step) => /^SCAN (record|note|unit|piece|outbox|entry)\b/.test(step))
      .filter((step) => !few.some((index) => step.includes(`INDEX ${index} `)))
  /** What is asked for in an order that no index has, in all of which something fits. */
  const sorts = () =>
    [...asked].filter(
      (sql) =>
        /INDEXED BY record_(open|asked_back)/.test(sql) &&
        db.all(`EXPLAIN QUERY PLAN ${sql}`).some((row) => Object(row).detail === 'USE TEMP B-TREE FOR ORDER BY'),
    )
  return { db: { ...db, get: told(db.get), all: told(db.all), run: told(db.run) }, asked, walks, sorts }
}

test('a walk through all records is seen where there is one', () => {
  const { db, walks } = watched(openBatches().db)
  db.all(`SELECT record FROM record WHERE outcome = 'PASS'`)
  expect(walks()).toHaveLength(1)
})

test('no card, no look at what is open or owed, no note and no start walks through all records', async () => {
  const { db: plain, journal: others, batches: theirs, list, order } = openBatches()
  const { db, asked, walks, sorts } = watched(plain)
  const journal = createJournal(db, Date.now)
  asked.clear()
  theirs.create(batchOrder())
  list(1, 4)
  theirs.start(batch)
  theirs.claim({ batch, iccid: iccidOf(1), job: jobOf(1) })
  const told = new Promise((resolve) => journal.watch(resolve))
  order(jobOf(1), imeiOf(1))
  others.append(jobOf(1), { note: 'began', phase: 'compose' })
  await told
  journal.append(jobOf(1), { note: 'began', phase: 'write' })
  journal.open(false)
  journal.askedBack(batch, false, 'R1')
  journal.leftOn(iccidOf(1), false)
  journal.owed(false)
  journal.markInterrupted()
  journal.forgetNumbers(9)
  journal.close()
  expect(asked.size).toBeGreaterThan(8)
  expect(walks()).toEqual([])
  expect(sorts()).toEqual([])
})

test('nor does anything of a batch, from its start to what is swept behind it', async () => {
  const { db: plain, list, order, note } = openBatches()
  const { db, asked, walks } = watched(plain)
  const batches = createBatches(db, ownerOf(process.pid), Date.now)
  batches.create(batchOrder())
  list(1, 4)
  batches.start(batch)
  for (const number of [1, 2]) batches.claim({ batch, iccid: iccidOf(number), job: jobOf(number) })
  order(jobOf(1), imeiOf(1))
  note(jobOf(1), { note: 'failed', failure: { code: 'card.mismatch', offset: 0 } })
  batches.giveBack(jobOf(2))
  batches.reject(batch, { iccid: iccidOf(3) }, 'damaged')
  batches.pieces(batch, ['working', 'waiting', 'good', 'reject'], 200)
  expect(batches.rejects(batch)).toMatchObject({ damaged: 1 })
  batches.close(batch)
  await batches.sweep()
  expect(asked.size).toBeGreaterThan(20)
  expect(walks()).toEqual([])
})

test('nor does anything of the outbox walk through all that is owed', () => {
  const { db, asked, walks } = watched(openBatches().db)
  const outbox = createOutbox(db, false)
  asked.clear()
  for (const number of [1, 2]) outbox.add(jobOf(number), {}, `imei:${number}`, 1)
  outbox.take(ownerOf(process.pid), 1, 9)
  outbox.putBack(jobOf(1), 1, 1000)
  outbox.hold(jobOf(2))
  outbox.hurry()
  outbox.held()
  outbox.owes('imei:1')
  expect(outbox.size()).toBe(1)
  expect(outbox.free(jobOf(2), 1)).toBe(true)
  expect(asked.size).toBeGreaterThan(8)
  expect(walks()).toEqual([])
})

test('nor does what the inbox tells of a device, or forgets of people, walk through all entries', () => {
  const { db, asked, walks } = watched(openDatabase(join(freshFolder(), 'intake.db')))
  const inbox = createInboxStore(db, false)
  asked.clear()
  const device = imeiOf(1)
  const sold = { evidence: 'till', reference: 'A-1', device, phone: parsePhone('+491701234567') } as const
  inbox.add({ ...sold, marks: [], seenAt: 1 }, { state: 'ordered', why: 'trusted' }, 1)
  inbox.byReference(sold)
  inbox.registered(sold)
  inbox.lastOfDevice(sold)
  inbox.lastOfCard('262011234567890')
  inbox.devicesOf(sold.phone, { device: imeiOf(2) }, 0)
  inbox.again(1, 2, 2)
  inbox.take(ownerOf(process.pid), jobOf(1))
  expect(inbox.ofDevice(device, 9)).toHaveLength(1)
  expect(inbox.ofPhone(sold.phone, 9)).toHaveLength(1)
  expect(inbox.forget(9, 9)).toBe(1)
  inbox.version()
  expect(asked.size).toBeGreaterThan(8)
  expect(walks()).toEqual([])
})
