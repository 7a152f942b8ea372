import { afterAll, expect, test } from 'vitest'
import { Failed } from '../../../shared/failure'
import type { TestCard } from '../../support/card'
import {
  armedLine,
  batch,
  cardOf,
  home,
  iccidOf,
  openLine,
  order,
  removeHomes,
  untilFirstUpdate,
} from '../../support/line'
import { imeiOf, jobOf } from '../../support/registration-world'
import { admKey } from '../../support/station'

afterAll(removeHomes)

/** How many commands a job has, from the reading of the ICCID on. */
async function commandsOfJob(): Promise<number> {
  const card = cardOf(1)
  const line = armedLine({ R1: card })
  await line.lane('R1', 'take-out')
  await line.close()
  return card.dump().log.length
}

test('a card that is pulled after any of its commands comes back and is good, with one device, and the sums are exact', async () => {
  const most = await commandsOfJob()
  const card = cardOf(0)
  const line = openLine(home(), { R1: card })
  order(line, { quantity: most, breaker: { inARow: 100 } }, most)
  line.pull(card)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  for (let after = 1; after <= most; after++) {
    await line.lane('R1', 'empty')
    card.swap({ iccid: iccidOf(after), adm: new TextEncoder().encode(admKey) })
    card.faults.cue({ fault: 'leave', after })
    line.driver.tell()
    await line.until(({ lanes }) => !card.isIn() || lanes[0]?.lane.at === 'take-out')
    if (!card.isIn()) {
      line.driver.tell()
      await line.until(({ lanes }) => lanes[0]?.lane.at === 'empty' || lanes[0]?.lane.at === 'put-back')
      line.put(card)
    }
    const out = await line.lane('R1', 'take-out')
    expect(out, `after ${after} commands`).toMatchObject({
      verdict: 'PASS',
      iccid: iccidOf(after),
    })
    line.pull(card)
  }
  expect(line.counts()).toEqual({ issued: most, good: most, rejects: 0, working: 0, waiting: 0, unused: 0 })
  await line.close()
})

test('a card that is pulled again while its job goes on keeps its device, whatever the next card gets', async () => {
  const [card, next] = [cardOf(1), cardOf(2)]
  const line = openLine(home(), { R1: card, R2: next })
  order(line)
  line.pull(next)
  line.lanes.choose(batch)
  await line.lane('R1', 'resting')
  const before = await untilFirstUpdate()
  card.faults.cue({ fault: 'leave', after: before + 3 })
  line.lanes.arm(true)
  const leaves = async () => {
    await line.until(() => !card.isIn())
    line.driver.tell()
    return await line.lane('R1', 'put-back')
  }
  const { job } = await leaves()
  expect(await line.ask.records.get({ job })).toMatchObject({
    torn: false,
    phases: [{}, { outcome: 'done' }, {}, {}, {}],
  })
  card.faults.cue({ fault: 'leave', after: 4 })
  line.put(card)
  expect(await leaves()).toMatchObject({ job, device: imeiOf(1) })
  line.put(next)
  expect(await line.lane('R2', 'take-out')).toMatchObject({ verdict: 'PASS', device: imeiOf(2) })
  line.put(card)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', job, device: imeiOf(1) })
  expect(line.counts()).toMatchObject({ good: 2, rejects: 0, unused: 2 })
  await line.close()
})

test('a torn card goes on in another lane with its own device, and the card in its place gets one of its own', async () => {
  const [torn, other] = [cardOf(1), cardOf(2)]
  const cards: Record<string, TestCard> = { R1: torn, R2: other }
  const line = openLine(home(), cards)
  order(line)
  line.pull(other)
  torn.faults.cue({ fault: 'tear', at: 1, bytes: 20 })
  line.lanes.choose(batch)
  line.lanes.arm(true)
  await line.until(() => !torn.isIn())
  line.driver.tell()
  expect(await line.lane('R1', 'put-back')).toMatchObject({ device: imeiOf(1) })
  cards.R1 = other
  cards.R2 = torn
  line.put(other)
  line.put(torn)
  expect(await line.lane('R2', 'take-out')).toMatchObject({ verdict: 'PASS', iccid: iccidOf(1), device: imeiOf(1) })
  const beside = await line.lane('R1', 'take-out')
  expect(beside).toMatchObject({ verdict: 'PASS', iccid: iccidOf(2) })
  expect(beside.device).not.toBe(imeiOf(1))
  expect(line.counts()).toMatchObject({ good: 2, rejects: 0, working: 0, unused: 2 })
  await line.close()
})

test('a pause in the middle of a write ends that card and begins no other; a batch with a card in work is not closed', async () => {
  const [card, next] = [cardOf(1), cardOf(2)]
  const line = openLine(home(), { R1: card, R2: next })
  order(line)
  line.pull(next)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  await line.lane('R1', 'working')
  await expect(line.ask.batch.close({ batch })).rejects.toMatchObject({ data: { code: 'batch.unsettled', working: 1 } })
  await line.ask.batch.pause({ batch })
  line.put(next)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS' })
  expect(await line.lane('R2', 'resting')).toMatchObject({ iccid: iccidOf(2) })
  expect(line.counts()).toMatchObject({ good: 1, working: 0, unused: 3 })
  await line.ask.batch.start({ batch })
  expect(await line.lane('R2', 'take-out')).toMatchObject({ verdict: 'PASS' })
  await line.close()
})

test('sixteen lanes give sixteen cards a device each', async () => {
  const cards = Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`R${at + 1}`, cardOf(at + 1)]))
  const line = openLine(home(), cards)
  order(line, { quantity: 16 }, 16)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  const done = await Promise.all(Object.keys(cards).map((reader) => line.lane(reader, 'take-out')))
  expect(done.map(({ verdict }) => verdict)).toEqual(Array(16).fill('PASS'))
  expect(new Set(done.map(({ device }) => device)).size).toBe(16)
  expect(line.counts()).toMatchObject({ good: 16, unused: 0, working: 0 })
  await line.close()
})

test('a card is green by what is on it when it comes in, not by what was written under its number', async () => {
  const [card, clone] = [cardOf(1), cardOf(1)]
  const line = openLine(home(), { R1: card, R2: clone })
  order(line)
  line.pull(clone)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  const { job } = await line.lane('R1', 'take-out')
  line.put(clone)
  const beside = await line.lane('R2', 'take-out')
  expect(beside).toMatchObject({ verdict: 'FAIL', iccid: iccidOf(1), failure: { code: 'card.rewritten' } })
  expect(await line.ask.records.get({ job: beside.job ?? jobOf(0) })).toMatchObject({
    outcome: 'FAIL',
    iccid: iccidOf(1),
  })
  expect(clone.dump().log.filter(({ c }) => c.startsWith('00D6') || c.startsWith('0020'))).toEqual([])
  line.pull(card)
  await line.lane('R1', 'empty')
  line.put(card)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', job })
  card.swap({ iccid: iccidOf(1) })
  line.driver.tell()
  await line.until(({ lanes }) => lanes[0]?.lane.at !== 'take-out')
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'FAIL', failure: { code: 'card.rewritten' } })
  expect(line.counts()).toMatchObject({ good: 1, rejects: 0, unused: 3 })
  await line.close()
})

test('two cards of one number in two readers at once are one good card and one that is not', async () => {
  const line = armedLine({ R1: cardOf(1), R2: cardOf(1) })
  const { lanes } = await line.until(({ lanes: all }) => all.every(({ lane }) => lane.at === 'take-out'))
  expect(lanes.map(({ lane }) => 'verdict' in lane && lane.verdict).sort()).toEqual(['FAIL', 'PASS'])
  expect(line.counts()).toMatchObject({ good: 1, working: 0, unused: 3 })
  await line.close()
})

test('a job that its batch does not let go on is told at its card, and the line goes on', async () => {
  const [card, next] = [cardOf(1), cardOf(2)]
  const line = openLine(home(), { R1: card, R2: next })
  order(line, { quantity: 1 }, 4)
  line.pull(next)
  line.lanes.choose(batch)
  card.faults.cue({ fault: 'tear', at: 1, bytes: 20 })
  line.lanes.arm(true)
  await line.until(() => !card.isIn())
  line.driver.tell()
  const { job } = await line.lane('R1', 'put-back')
  const { resume } = line.station.jobs
  Object.assign(line.station.jobs, { cardIn: () => undefined, resume: () => refusing() })
  line.put(card)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'ERROR', failure: { code: 'request.invalid' } })
  expect(line.lanes.state().state).toBe('running')
  Object.assign(line.station.jobs, { resume })
  line.pull(card)
  await line.lane('R1', 'put-back')
  line.put(card)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', job })
  await line.close()
})

const refusing = (): never => {
  throw new Failed({ code: 'request.invalid', path: 'job', reason: 'its identity went to another card' })
}
