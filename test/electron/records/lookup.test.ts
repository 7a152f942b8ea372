// What is read beside a window: the same as in its own thread.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundle } from '../../../build/load.mjs'
import { createInboxStore } from '../../../electron/records/inbox'
import { lookupBeside } from '../../../electron/records/lookup-beside'
import { openDatabase } from '../../../electron/records/sqlite'
import { parseDevice } from '../../../shared/identity/device'
import { readingsOf } from '../../../shared/readings'
import { imeiNumber } from '../../shared/intake/support'
import { iccidOf, imeiOf, jobOf, openBatches } from '../../support/batches'
import { freshFolder } from '../../support/registration-world'

test('a thread finds in the inbox what the inbox itself finds, and keeps the bench apart', async () => {
  const { thread } = await bundle('lookup-test', { thread: 'electron/records/lookup-thread.ts' })
  const folder = freshFolder()
  const intake = join(folder, 'intake.db')
  const db = openDatabase(intake)
  const store = createInboxStore(db, false)
  for (let n = 1; n <= 40; n++)
    store.add(
      { evidence: 'till', reference: `sale ${n}`, device: parseDevice(`imei:${imeiNumber(n)}`), marks: [], seenAt: n },
      n % 4 === 0 ? { state: 'held', why: 'clock-off' } : { state: 'ordered', why: 'trusted' },
      n,
    )
  const said: string[] = []
  const lookup = lookupBeside(thread, { database: join(folder, 'station.db'), intake }, (line) => void said.push(line))
  for (const text of ['', 'sale 1', imeiNumber(7).slice(0, 14), '%', 'nobody'])
    for (const state of [[], ['held'] as const]) {
      const filter = { text, state, limit: 7, offset: 2 }
      const found = await lookup.inbox({ ...filter, bench: false })
      expect(found).toEqual(store.search(filter))
      expect(found.held).toBe(10)
    }
  expect(await lookup.inbox({ text: '', state: [], limit: 7, offset: 0, bench: true })).toEqual({
    total: 0,
    held: 0,
    entries: [],
  })
  expect(said).toEqual([])
  lookup.close()
  db.close()
})

test('a thread reads from the figures of a time what they come to', async () => {
  const { thread } = await bundle('lookup-test', { thread: 'electron/records/lookup-thread.ts' })
  const { dir, db, order, note } = openBatches()
  for (const number of [1, 2, 3]) {
    order(jobOf(number), imeiOf(number), { iccid: iccidOf(number), batch: undefined })
    note(jobOf(number), { note: 'failed', failure: { code: 'card.mismatch', offset: 0 } })
  }
  const places = { database: join(dir, 'station.db'), intake: join(dir, 'intake.db') }
  const lookup = lookupBeside(thread, places, () => undefined)
  const query = { from: '1970-01-01T00:00:00.000Z', to: '1970-01-02T00:00:00.000Z', bench: false }
  const { figures, readings } = await lookup.readings(query)
  expect(figures.outcomes.FAIL).toBe(3)
  expect(readings).toEqual(readingsOf(figures))
  lookup.close()
  db.close()
})
