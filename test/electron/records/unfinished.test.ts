import { expect, test } from 'vitest'
import { isOfOlderRelease, schema } from '../../../electron/records/journal'
import { keepRecord, leftOnCardSchema } from '../../../electron/records/record-keys'
import { migrate, openDatabase, transaction } from '../../../electron/records/sqlite'
import type { JobRecord } from '../../../shared/job'
import { openLimit } from '../../../shared/records-query'
import { batch, iccidOf, jobOf, openBatches } from '../../support/batches'
import { freshFolder } from '../../support/registration-world'

const record = (number: number, change: Partial<JobRecord>): JobRecord => ({
  ...{ job: jobOf(number), kind: 'write', outcome: 'FAIL', reader: `R${number % 2}`, iccid: iccidOf(number), batch },
  ...{ phases: [], commands: 0, keys: { adm1: { triesLeft: 3 } }, accounts: [], registration: { state: 'none' } },
  ...{ torn: true, bench: false, startedAt: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString() },
  ...change,
})

/** So many torn ones, behind one that has been running since. */
function torn(count: number) {
  const { db, journal } = openBatches()
  transaction(db, () => {
    keepRecord(db, record(0, { outcome: 'running', torn: false }))
    for (let number = 1; number <= count; number++) keepRecord(db, record(number, {}))
  })
  return { db, journal }
}

test('of very many that wait the newest are told, and all that run', () => {
  const count = openLimit + 20
  const jobs = torn(count)
    .journal.open(false)
    .map(({ job }) => job)
  expect(jobs).toEqual([...Array.from({ length: openLimit }, (_, at) => jobOf(count - at)), jobOf(0)])
})

test('what a batch waits for is asked by its reader, the newest first, and some of very many', () => {
  const { journal } = torn(300)
  const jobs = journal.askedBack(batch, false, 'R1').map(({ job }) => job)
  expect(jobs).toEqual(Array.from({ length: 50 }, (_, at) => jobOf(299 - 2 * at)))
  expect(journal.askedBack(batch, true, 'R1')).toEqual([])
})

test('a store of an older release is known as one, and what it left on cards is found by the few that are open', () => {
  const db = openDatabase(`${freshFolder()}/station.db`)
  expect(isOfOlderRelease(db)).toBe(false)
  const before = schema.slice(0, schema.indexOf(leftOnCardSchema))
  migrate(db, before)
  expect(isOfOlderRelease(db)).toBe(true)
  const keep = `INSERT INTO record (job, started, outcome, torn, bench, iccid, record) VALUES (?, '2026', ?, ?, 0, ?, ?)`
  db.run(keep, jobOf(1), 'FAIL', 1, iccidOf(1), '{}')
  db.run(keep, jobOf(2), 'INTERRUPTED', 0, iccidOf(2), '{}')
  db.run(keep, jobOf(3), 'FAIL', 1, iccidOf(3), '{"rejected":"damaged"}')
  db.run(keep, jobOf(4), 'PASS', 0, iccidOf(4), '{}')
  migrate(db, schema)
  expect(isOfOlderRelease(db)).toBe(false)
  expect(db.all('SELECT is_left, torn FROM record ORDER BY job').map((row) => Object.values(row ?? {}))).toEqual([
    [1, 1],
    [1, 0],
    [1, 0],
    [0, 0],
  ])
  const [update] = leftOnCardSchema.split(';').slice(1)
  const plan = db.all(`EXPLAIN QUERY PLAN ${update}`).map((row) => String(Object(row).detail))
  expect(plan[0]).toContain('USING INDEX record_open')
  db.close()
})
