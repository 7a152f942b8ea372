// Two programs of one home, and one identity: the store decides.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeviceId } from '../../../shared/identity/device'
import { type Note, Outcome } from '../../../shared/job'
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

const root = join(import.meta.dirname, '..', '..', '..')
// Beside the sources, so that the store's native module is found.
const outDir = mkdtempSync(join(root, 'node_modules', '.claims-'))
const program = join(outDir, 'claim.mjs')
afterAll(() => rmSync(outDir, { recursive: true }))
beforeAll(() =>
  build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: join(root, 'test/support/claim-process.ts'),
      outDir,
      rolldownOptions: { output: { format: 'esm', entryFileNames: 'claim.mjs' } },
    },
  }),
)

const claimAs = async (dir: string, own: number, scans: readonly string[] = []): Promise<readonly string[]> => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, dir, batch, String(own), scans.join(',')])
  return stdout.split('\n').filter((line) => line !== '')
}

test('several processes that claim at the same time never get the same identity, and together get all', async () => {
  const { batches, dir, list } = openBatches()
  batches.create(batchOrder({ quantity: 1000 }))
  list(1, 400)
  batches.start(batch)
  const claimed = (await Promise.all([1, 2, 3, 4].map((own) => claimAs(dir, own)))).flat()
  expect(claimed).toHaveLength(400)
  expect(new Set(claimed).size).toBe(400)
  expect(batches.get(batch)).toMatchObject({ counts: { working: 400 }, identities: { known: 400, free: 0 } })
})

test('the same devices scanned at several processes are claimed once each', async () => {
  const { batches, dir } = openBatches()
  batches.create(batchOrder({ quantity: 1000, identities: 'scanned' }))
  batches.start(batch)
  const devices = Array.from({ length: 200 }, (_, number) => imeiOf(number))
  const claimed = (await Promise.all([1, 2, 3].map((own) => claimAs(dir, own, devices)))).flat()
  expect(claimed.toSorted()).toEqual([...devices].sort())
})

test('no more pieces are begun than were issued, by all processes together', async () => {
  const { batches, dir, list } = openBatches()
  batches.create(batchOrder({ quantity: 150 }))
  list(1, 400)
  batches.start(batch)
  const claimed = (await Promise.all([1, 2, 3].map((own) => claimAs(dir, own)))).flat()
  expect(claimed).toHaveLength(150)
})

test('the store itself refuses a second piece of an identity or a card, and more pieces than were issued', () => {
  const { batches, db, list } = openBatches()
  batches.create(batchOrder({ quantity: 2 }))
  list(1, 4)
  batches.start(batch)
  batches.claim({ batch, iccid: iccidOf(1), job: jobOf(1) })
  const again = (iccid: string, identity: string) => () =>
    db.run(
      `INSERT INTO piece (batch, bench, iccid, identity, state, at) VALUES (?, 0, ?, ?, 'working', 1)`,
      ...[batch, iccid, identity],
    )
  const identity = imeiOf(1).slice(0, -1)
  expect(again(iccidOf(2), identity)).toThrow('UNIQUE')
  expect(again(iccidOf(1), 'imei:1')).toThrow('UNIQUE')
  expect(() => db.run('UPDATE batch SET good = 3')).toThrow('CHECK')
})

const removed = { code: 'card.removed', reader: 'R1' } as const
const lost = { code: 'reader.lost', reader: 'R1' } as const
const mismatch = { code: 'card.mismatch', offset: 1 } as const
const touched: readonly Note[] = [{ note: 'touched', at: 1 }]
const written: readonly Note[] = [...touched, { note: 'done', phase: 'write', ms: 1 }]

/** What a running job may come to, what an owed one, and what happens to a job that has ended. */
const running: Readonly<Record<string, readonly Note[]>> = {
  bad: failedIn('write', { code: 'card.unsuitable', missing: 'PKCS#15' }),
  unchanged: [{ note: 'done', phase: 'write', ms: 1 }, ...failedIn('verify', removed)],
  withdrawn: [...written, ...touched, { note: 'withdrawn' }, ...failedIn('verify', mismatch)],
  torn: [...touched, ...failedIn('write', removed)],
  unproven: [...written, ...failedIn('verify', removed)],
  unread: [...written, ...failedIn('verify', { code: 'card.refused', command: 'READ BINARY', sw: '6f00' })],
  uncomposed: failedIn('compose', { code: 'message.invalid', path: 'size', reason: '' }),
  left: failedIn('write', removed),
  station: failedIn('write', lost),
  killed: [{ note: 'interrupted' }],
  overwhelmed: [...written, { note: 'interrupted' }],
  cancelled: failedIn('write', { code: 'job.cancelled' }),
  owed: [...touched, ...registering],
}
const owed: Readonly<Record<string, readonly Note[]>> = {
  registered,
  refused: failedIn('register', { code: 'server.refused', status: 409, reason: '', retryable: false }).slice(1),
}
const ended: Readonly<Record<string, readonly Note[]>> = {
  resumed: [{ note: 'resumed', owner: '', reader: 'R1' }],
  blanked: [{ note: 'finished-by', job: jobOf(999) }],
}
/** What can happen to a card now. A person sets few aside. */
const possible = (outcome: Outcome | undefined): readonly string[] => {
  if (outcome === undefined) return ['claim', 'claim', 'claim', 'reject']
  if (outcome === 'running') return Object.keys(running)
  if (outcome === 'OWED') return [...Object.keys(owed), 'reject']
  return outcome === 'PASS'
    ? ['claim', 'reject']
    : ['resumed', 'resumed', 'resumed', 'retry', 'retry', 'blanked', 'reject']
}
const notesOf: Readonly<Record<string, readonly Note[]>> = { ...running, ...owed, ...ended }
const isWriting = ({ note, ...of }: Note): boolean =>
  note === 'touched' || (note === 'done' && 'phase' in of && of.phase === 'write')
const act = fc.record({ card: fc.integer({ min: 1, max: 5 }), which: fc.nat() })

test('whatever happens in whatever order, the sums are what the rows say, and no identity is on two cards', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const { batches, db, journal, list, order, close } = openBatches()
      batches.create(batchOrder({ quantity: 8 }))
      list(1, 3)
      batches.start(batch)
      let jobs = 0
      /** What a device would find on each card that nobody has set aside. */
      const onCards = new Map<string, DeviceId>()
      for (const { card, which } of acts) {
        const iccid = iccidOf(card)
        const had = batches.pieceOf(batch, { iccid })
        const can = possible(had?.job && journal.record(had.job)?.outcome)
        const act = can[which % can.length] ?? ''
        if (act === 'claim' || act === 'retry') {
          const job = jobOf(++jobs)
          const claim = batches[act]({ batch, iccid, job })
          if (claim.claim === 'claimed') order(job, claim.unit.device, { iccid })
        } else
          try {
            if (act === 'reject') {
              batches.reject(batch, { iccid }, 'other')
              onCards.delete(iccid)
            }
            const notes = notesOf[act]
            if (notes && had?.job && had.device) {
              journal.append(had.job, ...notes)
              if (notes.some(isWriting)) onCards.set(iccid, had.device)
              if (act === 'withdrawn' || act === 'blanked') onCards.delete(iccid)
            }
          } catch (error) {
            expect(error).toMatchObject({ name: 'Failed' })
          }
        const { counts, identities } = batches.get(batch)
        const rows = (state: string) => db.all('SELECT 1 FROM piece WHERE state = ?', state).length
        const { working, waiting, good } = counts
        expect({ good, working, waiting, rejects: counts.rejects }).toEqual({
          good: rows('good'),
          working: rows('working'),
          waiting: rows('waiting'),
          rejects: rows('reject'),
        })
        expect(identities.free).toBe(db.all(`SELECT 1 FROM unit WHERE state = 'free'`).length)
        expect(good + working + waiting + counts.rejects + counts.unused).toBe(8)
        const given = `SELECT 1 FROM piece JOIN unit USING (identity, bench) WHERE unit.state = 'free' AND piece.state IN ('working', 'waiting', 'good')`
        expect(db.get(given), 'given twice').toBeUndefined()
        expect(new Set(onCards.values()).size, 'devices on cards').toBe(onCards.size)
        for (const [card, device] of onCards) {
          expect(db.get(`SELECT 1 FROM unit WHERE device = ? AND state = 'free'`, device)).toBeUndefined()
          const having = `SELECT 1 FROM piece WHERE device = ? AND iccid <> ? AND state IN ('working', 'waiting', 'good')`
          expect(db.get(having, device, card)).toBeUndefined()
        }
        // Green is only what its record has proven.
        for (const { job } of batches.pieces(batch, ['good'], 9))
          expect(job && journal.record(job)?.outcome).toBe(Outcome.enum.PASS)
      }
      close()
    }),
    { numRuns: 300 },
  )
})
