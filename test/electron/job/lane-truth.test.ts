// Hands that do what hands do, in any order and at any moment: no tile may be green for a card that is not.
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { BatchId } from '../../../shared/batch-id'
import { fromHex } from '../../../shared/bytes'
import type { LineState } from '../../../shared/lane'
import { home, openLine, order, removeHomes } from '../../support/line'
import { admKey, testCard } from '../../support/station'

afterAll(removeHomes)

const reader = fc.constantFrom('R1', 'R2')
/** Few numbers, so that cards of the same number meet. `told` comes late: what happened before it is one poll of PC/SC. */
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('put-new' as const), reader, number: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('pull' as const, 'put-back' as const), reader }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('tear' as const), reader, at: fc.nat(40) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('told' as const) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('turns' as const), turns: fc.nat(60) }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('clock' as const), byMs: fc.integer({ min: -1e10, max: 1e10 }) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('pause' as const, 'start' as const, 'close' as const) }) },
)

const isAtRest = ({ lanes }: LineState): boolean =>
  lanes.every(({ lane }) => lane.at !== 'working' && lane.at !== 'reading')
const isResumed = ({ note }: { readonly note: { readonly note: string } }): boolean => note.note === 'resumed'
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test('whatever hands do, and however late the readers tell of it, a green tile is of the card that is in its reader', async () => {
  const cards = { R1: testCard(), R2: testCard() }
  const clock = { byMs: 0 }
  const line = openLine(home(), cards, { now: () => Date.now() + clock.byMs })
  const { station, driver, lanes } = line
  const adm = new TextEncoder().encode(admKey)
  let runs = 0
  let greens = 0
  let others = 0

  /** As soon as the readers have told what is in them. */
  function check({ lanes: all }: LineState, batch: BatchId): void {
    const devices = new Map<string, string>()
    for (const { reader: name, lane } of all) {
      if (lane.at !== 'take-out' || lane.verdict !== 'PASS') {
        if (lane.at === 'take-out') others++
        continue
      }
      const card = name === 'R1' ? cards.R1 : cards.R2
      const record = lane.job && station.journal.record(lane.job)
      if (!record) throw new Error('a green without a record')
      expect(card.isIn(), 'its card is in').toBe(true)
      expect(card.iccid()).toBe(lane.iccid)
      expect(record).toMatchObject({ iccid: lane.iccid, outcome: 'OWED' })
      // A card that was torn in an earlier batch is finished for that one, whenever it comes back.
      if (record.batch !== batch) expect(station.journal.notes(record.job).filter(isResumed)).not.toEqual([])
      expect(sha256(fromHex(card.file('6421')).subarray(0, record.bytes)), 'its bytes').toBe(record.sha256)
      expect(devices.get(record.device ?? '') ?? lane.iccid, 'its device is on no other card').toBe(lane.iccid)
      devices.set(record.device ?? '', lane.iccid ?? '')
      greens++
    }
  }

  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 24 }), async (acts) => {
      const run = ++runs
      const batch = BatchId.parse(`order-${run}`)
      for (const card of Object.values(cards)) card.remove()
      driver.tell()
      order(line, { batch, breaker: { inARow: 100 } }, 4, 10 * run)
      lanes.choose(batch)
      lanes.arm(true)
      const iccid = (number: number) => `8949${String(run).padStart(8, '0')}${String(number).padStart(7, '0')}`
      // A card may leave with the last answer of its job: its reader tells of that after it.
      const settle = async (): Promise<void> => {
        driver.tell()
        await line.until(isAtRest)
        driver.tell()
        check(await line.until(isAtRest), batch)
      }
      for (const one of acts) {
        if (one.does === 'put-new') cards[one.reader].swap({ iccid: iccid(one.number), adm })
        else if (one.does === 'pull') cards[one.reader].remove()
        else if (one.does === 'put-back') cards[one.reader].insert()
        else if (one.does === 'tear') cards[one.reader].faults.cue({ fault: 'leave', after: one.at })
        else if (one.does === 'clock') clock.byMs += one.byMs
        else if (one.does === 'told') await settle()
        else if (one.does === 'turns') for (let turn = 0; turn < one.turns; turn++) await setImmediate()
        else await line.ask.batch[one.does]({ batch }).catch(() => undefined)
      }
      await settle()
      await line.ask.batch.start({ batch }).catch(() => undefined)
      await settle()
    }),
    { numRuns: 60 },
  )
  expect(greens).toBeGreaterThan(30)
  expect(others).toBeGreaterThan(10)
  await line.close()
}, 120_000)
