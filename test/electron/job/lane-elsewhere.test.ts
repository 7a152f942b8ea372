import { afterAll, expect, test } from 'vitest'
import { BatchId } from '../../../shared/batch-id'
import { failureIn } from '../../support/failure'
import { batch, cardOf, home, iccidOf, openLine, order, removeHomes } from '../../support/line'

afterAll(removeHomes)

test('a card that was torn in an earlier batch is finished for that one, told apart, and counted there alone', async () => {
  const [card, next] = [cardOf(1), cardOf(2)]
  const line = openLine(home(), { R1: card, R2: next })
  const earlier = BatchId.parse('order-16')
  order(line, { batch: earlier }, 1, 1)
  order(line, {}, 1, 2)
  line.pull(next)
  card.faults.cue({ fault: 'tear', at: 1, bytes: 20 })
  line.lanes.choose(earlier)
  line.lanes.arm(true)
  await line.until(() => !card.isIn())
  line.driver.tell()
  await line.lane('R1', 'put-back')
  line.lanes.choose(batch)
  line.lanes.arm(true)
  line.put(card)
  line.put(next)
  const apart = { batch: earlier }
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', elsewhere: apart, iccid: iccidOf(1) })
  expect(await line.lane('R2', 'take-out')).not.toHaveProperty('elsewhere')
  const refused = { path: 'lane', reason: expect.stringContaining('no card of this batch') }
  expect(failureIn(() => line.lanes.reject(1, 'card'))).toMatchObject(refused)
  const even = { issued: 4, good: 1, rejects: 0, working: 0, waiting: 0, unused: 3 }
  expect(line.station.batches.get(earlier).counts).toEqual(even)
  expect(line.counts()).toEqual(even)
  await line.close()
})
