// What is read beside a window: the same as in its own thread.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundle } from '../../../build/load.mjs'
import { createInboxStore } from '../../../electron/records/inbox'
import { lookupBeside } from '../../../electron/records/lookup-beside'
import { openDatabase } from '../../../electron/records/sqlite'
import { parseDevice } from '../../../shared/identity/device'
import { imeiNumber } from '../../shared/intake/support'
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
