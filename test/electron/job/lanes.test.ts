import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { watchInsertions } from '../../../electron/job/insertions'
import { createBatches } from '../../../electron/records/batches'
import { createJournal } from '../../../electron/records/journal'
import { openDatabase } from '../../../electron/records/sqlite'
import { type BatchOrder, BatchOrder as Order } from '../../../shared/batch'
import { BatchId } from '../../../shared/batch-id'
import type { LaneAt, LineState } from '../../../shared/lane'
import { verdictOf } from '../../../shared/verdict'
import type { TestCard } from '../../support/card'
import { failureIn } from '../../support/failure'
import { imeiOf, jobOf } from '../../support/registration-world'
import { createTestHome, openTestStation, testCard } from '../../support/station'

const batch = BatchId.parse('order-17')
const homes: string[] = []
const home = (): string => {
  const made = createTestHome()
  homes.push(made)
  return made
}
afterAll(() => {
  for (const made of homes) rmSync(made, { recursive: true })
})

const iccidOf = (number: number): string => `894900000000${String(number).padStart(7, '0')}`
const cardOf = (number: number, options: Parameters<typeof testCard>[0] = {}) =>
  testCard({ iccid: iccidOf(number), ...options })

/** A station whose cards somebody puts in and takes out. */
function openLine(at: string, cards: Readonly<Record<string, TestCard>>) {
  const opened = openTestStation({ home: at, cards })
  const { station, driver } = opened
  const lanes = station.lanes()
  const stop = watchInsertions(station.readers(), lanes, () => undefined)
  /** Waits until the line is as wanted. */
  const until = (is: (line: LineState) => boolean): Promise<LineState> =>
    new Promise((resolve) => {
      const look = (): void => {
        const line = lanes.state()
        if (!is(line)) return
        stopLooking()
        resolve(line)
      }
      const stopLooking = lanes.watch(look)
      look()
    })
  const laneAt = ({ lanes: all }: LineState, reader: string): LaneAt | undefined =>
    all.find((one) => one.reader === reader)?.lane
  return {
    ...opened,
    lanes,
    until,
    /** Waits until a lane is somewhere. */
    lane: async <K extends LaneAt['at']>(reader: string, name: K): Promise<Extract<LaneAt, { at: K }>> => {
      const at = laneAt(await until((line) => laneAt(line, reader)?.at === name), reader)
      if (at?.at !== name) throw new Error('it went on')
      return at as Extract<LaneAt, { at: K }>
    },
    pull: (card: TestCard) => {
      card.remove()
      driver.tell()
    },
    put: (card: TestCard) => {
      card.insert()
      driver.tell()
    },
    counts: () => station.batches.get(batch).counts,
    close: async () => {
      stop()
      await station.close()
    },
  }
}

type Line = ReturnType<typeof openLine>

/** A work order with so many listed identities, started. */
function order({ station }: Line, more: Partial<BatchOrder> = {}, identities = 4): void {
  const template = station.composer.refOf('training')
  station.batches.create({
    ...Order.parse({ batch, template, quantity: 4, identities: 'listed', green: 'rehearsed', bench: false }),
    ...more,
  })
  if (identities > 0) {
    const staged = station.batches.stage(batch)
    staged.lay(Array.from({ length: identities }, (_, number) => ({ device: imeiOf(number + 1) })))
    staged.take()
  }
  station.batches.start(batch)
}

/** How many commands a job takes until the card is changed for the first time. */
async function untilFirstUpdate(): Promise<number> {
  const card = cardOf(1)
  const line = openLine(home(), { R1: card })
  order(line)
  line.lanes.choose(batch)
  await line.lane('R1', 'resting')
  const before = card.dump().log.length
  line.lanes.arm(true)
  await line.lane('R1', 'take-out')
  await line.close()
  return card.dump().log.findIndex(({ c }) => c.startsWith('00D6')) + 1 - before
}

test('no card starts by itself before a person has armed its batch', async () => {
  const line = openLine(home(), { R1: cardOf(1) })
  order(line)
  expect(failureIn(() => line.lanes.arm(true))).toMatchObject({ path: 'batch' })
  line.lanes.choose(batch)
  expect(await line.lane('R1', 'resting')).toMatchObject({ iccid: iccidOf(1) })
  expect(line.lanes.state()).toMatchObject({ isArmed: false, next: { act: 'arm' }, counts: { unused: 4 } })
  line.lanes.arm(true)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', device: imeiOf(1), iccid: iccidOf(1) })
  expect(line.counts()).toMatchObject({ good: 1, unused: 3 })
  await line.close()
})

test('each lane works by itself; a card that is good is not written again', async () => {
  const cards = { R1: cardOf(1), R2: cardOf(2), R3: cardOf(3, { pkcs15: { bootstrapSizeBytes: 128 } }) }
  const line = openLine(home(), cards)
  order(line)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  const [one, two] = [await line.lane('R1', 'take-out'), await line.lane('R2', 'take-out')]
  expect(new Set([one.device, two.device]).size).toBe(2)
  expect(await line.lane('R3', 'take-out')).toMatchObject({ verdict: 'FAIL', failure: { code: 'card.too-small' } })
  expect(line.lanes.state().next).toEqual({ act: 'take-out', lane: 3, verdict: 'FAIL' })
  expect(line.counts()).toEqual({ issued: 4, good: 2, rejects: 1, working: 0, waiting: 0, unused: 1 })

  const commands = () => cards.R1.dump().log.filter(({ c }) => c.startsWith('00D6')).length
  const written = commands()
  line.pull(cards.R1)
  await line.lane('R1', 'empty')
  line.put(cards.R1)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', job: one.job })
  expect(commands()).toBe(written)
  line.pull(cards.R3)
  await line.lane('R3', 'empty')
  line.put(cards.R3)
  expect(await line.lane('R3', 'take-out')).toMatchObject({ verdict: 'FAIL' })
  expect(line.counts()).toMatchObject({ good: 2, rejects: 1 })
  await line.close()
})

test('a card that leaves in the middle has to come back, and goes on with its own device', async () => {
  const card = cardOf(1)
  const line = openLine(home(), { R1: card })
  order(line)
  card.faults.cue({ fault: 'tear', at: 1, bytes: 20 })
  line.lanes.choose(batch)
  line.lanes.arm(true)
  await line.until(() => !card.isIn())
  line.driver.tell()
  expect(await line.lane('R1', 'put-back')).toMatchObject({ verdict: 'FAIL', device: imeiOf(1) })
  expect(line.lanes.state().next).toEqual({ act: 'put-back', lane: 1 })
  line.put(card)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', device: imeiOf(1) })
  expect(line.counts()).toMatchObject({ good: 1, rejects: 0, working: 0, unused: 3 })
  await line.close()
})

test.for([
  {
    what: 'refused once',
    at: 0,
    cue: (at: number) => ({ fault: 'answer', at, sw: 0x6f00 }) as const,
    failure: 'card.refused',
  },
  {
    what: 'left untouched',
    at: -1,
    cue: (after: number) => ({ fault: 'leave', after }) as const,
    failure: 'card.removed',
  },
])('a card that $what counts as a reject, and is tried again when it comes back', async ({ at, cue, failure }) => {
  const number = await untilFirstUpdate()
  const card = cardOf(1)
  const line = openLine(home(), { R1: card })
  order(line)
  line.lanes.choose(batch)
  await line.lane('R1', 'resting')
  card.faults.cue(cue(number + at))
  line.lanes.arm(true)
  await line.until(({ counts }) => counts?.rejects === 1)
  const { records } = await line.ask.records.search({})
  expect(records).toMatchObject([{ outcome: 'FAIL', failure: { code: failure }, batch }])
  line.pull(card)
  await line.until(({ lanes }) => lanes[0]?.lane.at === 'empty' || lanes[0]?.lane.at === 'put-back')
  line.put(card)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS' })
  expect(line.counts()).toMatchObject({ good: 1, rejects: 0, unused: 3 })
  await line.close()
})

test('failures in a row stop the batch, and a person lets it go on', async () => {
  const small = { pkcs15: { bootstrapSizeBytes: 128 } }
  const cards = { R1: cardOf(1, small), R2: cardOf(2, small), R3: cardOf(3) }
  cards.R3.remove()
  const line = openLine(home(), cards)
  order(line, { breaker: { inARow: 2 } })
  line.lanes.choose(batch)
  line.lanes.arm(true)
  const stopped = await line.until(({ state }) => state === 'stopped')
  expect(stopped).toMatchObject({ stoppedBy: { code: 'batch.failing', failures: 2 }, counts: { rejects: 2 } })
  line.put(cards.R3)
  expect(await line.lane('R3', 'resting')).toMatchObject({ iccid: iccidOf(3) })
  line.station.batches.start(batch)
  expect(await line.lane('R3', 'take-out')).toMatchObject({ verdict: 'PASS' })
  expect(line.lanes.state()).toMatchObject({ state: 'running', counts: { good: 1, rejects: 2, unused: 1 } })
  await line.close()
})

test('what is wrong with the whole station stops it at once, and costs no card', async () => {
  const at = home()
  const line = openLine(at, { R1: cardOf(1) })
  order(line)
  writeFileSync(join(at, 'templates', 'training.json'), JSON.stringify({ not: 'a template' }))
  line.lanes.choose(batch)
  line.lanes.arm(true)
  const stopped = await line.until(({ state }) => state === 'stopped')
  expect(stopped.counts).toMatchObject({ unused: 4, rejects: 0, working: 0 })
  expect(stopped.stoppedBy?.code).toMatch(/^(template|request)\./)
  await line.close()
})

test('a scanned batch asks for a device, takes each once, and tells why it takes another not', async () => {
  const cards = { R1: cardOf(1), R2: cardOf(2) }
  const line = openLine(home(), cards)
  order(line, { identities: 'scanned' }, 0)
  line.lanes.choose(batch)
  expect(failureIn(() => line.lanes.scanned(imeiOf(1)))).toMatchObject({ path: 'device' })
  line.lanes.arm(true)
  await line.lane('R1', 'wants-device')
  await line.lane('R2', 'wants-device')
  line.lanes.scanned(imeiOf(7), 2)
  expect(await line.lane('R2', 'take-out')).toMatchObject({ verdict: 'PASS', device: imeiOf(7), iccid: iccidOf(2) })
  expect(failureIn(() => line.lanes.scanned(imeiOf(7)))).toMatchObject({
    reason: expect.stringContaining('another card'),
  })
  line.lanes.scanned(imeiOf(8))
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', device: imeiOf(8), iccid: iccidOf(1) })
  await line.close()
})

test('a card of another batch is refused with a record, and stays as it is', async () => {
  const at = home()
  const card = cardOf(1)
  const line = openLine(at, { R1: card })
  order(line)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  await line.lane('R1', 'take-out')
  const other = BatchId.parse('order-18')
  const template = line.station.composer.refOf('training')
  line.station.batches.create({ ...line.station.batches.get(batch).order, batch: other, template })
  const staged = line.station.batches.stage(other)
  staged.lay([{ device: imeiOf(20) }])
  staged.take()
  line.station.batches.start(other)
  line.lanes.choose(other)
  expect(line.lanes.state().isArmed).toBe(false)
  line.lanes.arm(true)
  line.pull(card)
  await line.lane('R1', 'empty')
  const before = card.file('6421')
  line.put(card)
  const refused = await line.lane('R1', 'take-out')
  expect(refused).toMatchObject({ verdict: 'FAIL', failure: { code: 'card.taken', batch } })
  expect(await line.ask.records.search({ text: refused.job ?? '' })).toMatchObject({ total: 1 })
  expect(card.file('6421')).toBe(before)
  expect(line.station.batches.get(other).counts).toMatchObject({ unused: 4 })
  await line.close()
})

test('a card that says nothing is a reject with a record', async () => {
  const card = cardOf(1)
  const line = openLine(home(), { R1: card })
  order(line)
  line.pull(card)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  await line.lane('R1', 'empty')
  card.insert()
  card.faults.cue({ fault: 'mute', at: 1 })
  line.driver.tell()
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'FAIL', failure: { code: 'card.mute' } })
  expect(line.counts()).toMatchObject({ rejects: 1, unused: 3 })
  await line.close()
})

test('a reader that is unplugged disturbs no other, and its card goes on when it is back', async () => {
  const cards: Record<string, TestCard> = { R1: cardOf(1), R2: cardOf(2) }
  const line = openLine(home(), cards)
  order(line)
  line.lanes.choose(batch)
  await line.lane('R1', 'resting')
  const [unplugged] = [cards.R1]
  if (!unplugged) throw new Error('no card')
  delete cards.R1
  line.driver.tell()
  expect(await line.lane('R1', 'trouble')).toMatchObject({ failure: { code: 'reader.lost', reader: 'R1' } })
  line.lanes.arm(true)
  expect(await line.lane('R2', 'take-out')).toMatchObject({ verdict: 'PASS' })
  cards.R1 = unplugged
  line.driver.tell()
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', iccid: iccidOf(1) })
  expect(line.counts()).toMatchObject({ good: 2, unused: 2 })
  await line.close()
})

test('what a program left when it ended is set right at the next start, and its torn card goes on once that is armed', async () => {
  const at = home()
  const first = openLine(at, { R1: cardOf(9) })
  order(first)
  const { template, format, variables } = first.station.composer.ordered({
    device: imeiOf(1),
    template: 'training',
    variables: {},
  })
  await first.close()
  const dead = '999999999:1'
  const db = openDatabase(join(at, 'station.db'))
  const [journal, batches] = [createJournal(db, Date.now), createBatches(db, dead, Date.now)]
  for (const number of [1, 2]) batches.claim({ batch, iccid: iccidOf(number), job: jobOf(number) })
  const ordered = {
    kind: 'write',
    device: imeiOf(1),
    reader: 'R1',
    iccid: iccidOf(1),
    add: false,
    bench: false,
  } as const
  journal.append(
    jobOf(1),
    { note: 'ordered', order: { ...ordered, template, format, variables, batch, green: 'rehearsed' }, owner: dead },
    { note: 'began', phase: 'write' },
    { note: 'touched', at: 0 },
  )
  db.close()

  const card = cardOf(1)
  card.remove()
  const line = openLine(at, { R1: card })
  expect(line.counts()).toMatchObject({ working: 1, unused: 3 })
  expect(await line.lane('R1', 'put-back')).toMatchObject({ verdict: 'ERROR', device: imeiOf(1) })
  line.put(card)
  expect(await line.lane('R1', 'resting')).toMatchObject({ iccid: iccidOf(1) })
  expect(line.lanes.state()).toMatchObject({ batch, isArmed: false })
  line.lanes.arm(true)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', job: jobOf(1), device: imeiOf(1) })
  expect(line.counts()).toMatchObject({ good: 1, working: 0, unused: 3 })
  await line.close()
})

test('a card that a person sets aside is no green any more: not on its tile, not in its record, not in the report', async () => {
  const card = cardOf(1)
  const line = openLine(home(), { R1: card })
  order(line)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  const { job } = await line.lane('R1', 'take-out')
  if (!job) throw new Error('no job')
  await line.ask.line.reject({ lane: 1, reason: 'label' })
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'FAIL', job })
  const record = await line.ask.records.get({ job })
  expect(record).toMatchObject({ rejected: 'label' })
  expect(verdictOf(record)).toBe('FAIL')
  expect(await line.ask.batch.report({ batch })).toMatchObject({
    batch: { counts: { good: 0, rejects: 1 } },
    rejects: { label: 1 },
  })
  line.pull(card)
  await line.lane('R1', 'empty')
  line.put(card)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'FAIL', job })
  await line.close()
})
