// Two programs of one home, and one identity: the store decides.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

const ends: Readonly<Record<string, readonly Note[]>> = {
  bad: failedIn('verify', { code: 'card.mismatch', offset: 1 }),
  torn: [{ note: 'touched', at: 1 }, ...failedIn('write', { code: 'card.removed', reader: 'R1' })],
  station: failedIn('write', { code: 'reader.lost', reader: 'R1' }),
  killed: [{ note: 'interrupted' }],
  owed: registering,
  registered: [...registering, ...registered],
  refused: [
    ...registering,
    {
      note: 'failed',
      phase: 'register',
      failure: { code: 'server.refused', status: 409, reason: '', retryable: false },
    },
  ],
  resumed: [{ note: 'resumed', owner: '', reader: 'R1' }],
  cancelled: failedIn('write', { code: 'job.cancelled' }),
}
const act = fc.record({
  card: fc.integer({ min: 1, max: 6 }),
  act: fc.constantFrom('claim', 'retry', 'reject', ...Object.keys(ends)),
})

test('whatever happens in whatever order, the sums are what the rows say, and no identity is on two cards', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const { batches, db, journal, list, order, close } = openBatches()
      batches.create(batchOrder({ quantity: 5 }))
      list(1, 4)
      batches.start(batch)
      let jobs = 0
      for (const { card, act } of acts) {
        const iccid = iccidOf(card)
        const had = batches.pieceOf(batch, { iccid })
        if (act === 'claim' || act === 'retry') {
          const job = jobOf(++jobs)
          const claim = batches[act]({ batch, iccid, job })
          if (claim.claim === 'claimed') order(job, claim.unit.device, { iccid })
        } else
          try {
            if (act === 'reject') batches.reject(batch, { iccid }, 'other')
            else if (had?.job) journal.append(had.job, ...(ends[act] ?? []))
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
        expect(good + working + waiting + counts.rejects + counts.unused).toBe(5)
        // Green is only what its record has proven.
        for (const { job } of batches.pieces(batch, ['good'], 9))
          expect(job && journal.record(job)?.outcome).toBe(Outcome.enum.PASS)
      }
      close()
    }),
    { numRuns: 200 },
  )
})
