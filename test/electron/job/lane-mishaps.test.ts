import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createBatches } from '../../../electron/records/batches'
import { createJournal } from '../../../electron/records/journal'
import { openDatabase } from '../../../electron/records/sqlite'
import { verdictOf } from '../../../shared/verdict'
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

afterAll(removeHomes)

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
  expect(line.lanes.state().lanes.map(({ number, reader }) => [number, reader])).toEqual([
    [1, 'R1'],
    [2, 'R2'],
  ])
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

test('a card that its job waits for is asked in again as long as it is dead, counts once, and goes on where it lives again', async () => {
  const card = cardOf(1)
  const line = armedLine({ R1: card })
  card.faults.cue({ fault: 'tear', at: 1, bytes: 20 })
  await line.until(() => !card.isIn())
  line.driver.tell()
  const { job } = await line.lane('R1', 'put-back')
  line.driver.dead.add(card)
  for (let times = 0; times < 3; times++) {
    line.put(card)
    expect(await line.lane('R1', 'reseat')).toMatchObject({ verdict: 'FAIL', failure: { code: 'card.mute' } })
    line.pull(card)
    expect(await line.lane('R1', 'put-back')).toMatchObject({ job })
    expect(line.counts()).toMatchObject({ rejects: 1, unused: 3 })
  }
  line.driver.dead.clear()
  line.put(card)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', job })
  expect(line.counts()).toMatchObject({ good: 1, rejects: 0, unused: 3 })
  await line.close()
})

test('a card that never answered is a reject with its reason where a person says so, armed or not, and counts once', async () => {
  const card = cardOf(1)
  const line = openLine(home(), { R1: card })
  order(line)
  line.lanes.choose(batch)
  line.pull(card)
  await line.lane('R1', 'asleep')
  line.driver.dead.add(card)
  line.put(card)
  await line.lane('R1', 'resting')
  await line.ask.line.reject({ lane: 1, reason: 'damaged' })
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'FAIL', failure: { code: 'card.mute' } })
  line.lanes.arm(true)
  line.pull(card)
  await line.lane('R1', 'empty')
  expect(line.counts()).toMatchObject({ rejects: 1, unused: 3 })
  expect((await line.ask.batch.report({ batch })).rejects).toEqual({ damaged: 1 })
  await expect(line.ask.line.reject({ lane: 1, reason: 'damaged' })).rejects.toMatchObject({ data: { path: 'lane' } })
  await line.close()
})

test('a card that another program keeps calls a technician, and is begun as soon as it is free', async () => {
  const card = cardOf(1)
  const line = openLine(home(), { R1: card })
  order(line)
  line.pull(card)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  await line.lane('R1', 'empty')
  line.driver.kept.add('R1')
  line.put(card)
  expect(await line.lane('R1', 'trouble')).toMatchObject({ failure: { code: 'reader.busy' } })
  line.driver.kept.clear()
  line.driver.tell()
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS' })
  expect(line.counts()).toMatchObject({ good: 1, unused: 3 })
  await line.close()
})

test('a card that falls silent half written asks to be put in once more, and holds its device and its batch until a person sets it aside', async () => {
  const [silent, last] = [cardOf(1), cardOf(2)]
  const line = openLine(home(), { R1: silent, R2: last })
  order(line, { quantity: 2 }, 1)
  line.pull(last)
  line.lanes.choose(batch)
  await line.lane('R1', 'resting')
  silent.faults.cue({ fault: 'mute', at: (await untilFirstUpdate()) + 1 })
  line.lanes.arm(true)
  expect(await line.lane('R1', 'reseat')).toMatchObject({ verdict: 'FAIL', iccid: iccidOf(1), device: imeiOf(1) })
  expect(line.counts()).toMatchObject({ rejects: 1, unused: 1 })
  expect(line.lanes.state().next).toEqual({ act: 'reseat', lane: 1 })
  line.pull(silent)
  expect(await line.lane('R1', 'put-back')).toMatchObject({ verdict: 'FAIL', iccid: iccidOf(1) })
  expect(line.lanes.state().next).toEqual({ act: 'put-back', lane: 1 })
  line.put(last)
  expect(await line.lane('R2', 'resting')).toMatchObject({ iccid: iccidOf(2) })
  await line.ask.line.reject({ lane: 1, reason: 'damaged' })
  expect(await line.lane('R2', 'take-out')).toMatchObject({ verdict: 'PASS', device: imeiOf(1) })
  expect(line.counts()).toMatchObject({ good: 1, rejects: 1, unused: 0 })
  line.pull(last)
  await line.until(({ next }) => next.act === 'close')
  await line.close()
})

test('a dead card that its job waits for is one reject where a person sets it aside', async () => {
  const card = cardOf(1)
  const line = armedLine({ R1: card })
  card.faults.cue({ fault: 'tear', at: 1, bytes: 20 })
  await line.until(() => !card.isIn())
  line.driver.tell()
  await line.lane('R1', 'put-back')
  line.driver.dead.add(card)
  line.put(card)
  await line.lane('R1', 'reseat')
  await line.ask.line.reject({ lane: 1, reason: 'damaged' })
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'FAIL' })
  line.pull(card)
  await line.lane('R1', 'empty')
  expect(line.counts()).toMatchObject({ rejects: 1, working: 0, unused: 3 })
  await line.close()
})

test('a card that a person sets aside is no green any more: not on its tile, not in its record, not in the report', async () => {
  const card = cardOf(1)
  const line = armedLine({ R1: card })
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

test('cards that lie in the readers when their keys are stopped go on where they are, once the keys are allowed and the batch is', async () => {
  const other = { adm: new TextEncoder().encode('87654321') }
  const cards = { R1: cardOf(1), R2: cardOf(2, other), R3: cardOf(3, other), R4: cardOf(4) }
  const line = openLine(home(), cards)
  order(line)
  line.pull(cards.R2)
  line.pull(cards.R3)
  line.pull(cards.R4)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  cards.R1.faults.cue({ fault: 'tear', at: 1, bytes: 20 })
  await line.until(() => !cards.R1.isIn())
  line.driver.tell()
  await line.lane('R1', 'put-back')
  line.put(cards.R2)
  line.put(cards.R3)
  await line.lane('R2', 'take-out')
  await line.lane('R3', 'take-out')
  await line.ask.batch.start({ batch })
  line.put(cards.R4)
  expect(await line.lane('R4', 'take-out')).toMatchObject({ verdict: 'ERROR', failure: { code: 'key.stopped' } })
  await line.until((now) => now.state === 'stopped')
  line.put(cards.R1)
  const stopped = await line.lane('R1', 'take-out')
  expect(stopped).toMatchObject({ verdict: 'ERROR', failure: { code: 'key.stopped' }, device: imeiOf(1) })
  expect(line.counts()).toMatchObject({ working: 1, rejects: 2 })
  const [{ keySet = '' } = {}] = await line.ask.keys.sets()
  await line.ask.keys.allow({ keySet, reason: 'cards of another lot were among them' })
  await line.ask.batch.start({ batch })
  await line.until(({ lanes }) => [0, 3].every((at) => lanes[at]?.lane.at !== 'take-out'))
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', device: imeiOf(1), job: stopped.job })
  expect(await line.lane('R4', 'take-out')).toMatchObject({ verdict: 'PASS', iccid: iccidOf(4) })
  expect(line.counts()).toMatchObject({ good: 2, rejects: 2, working: 0, unused: 0 })
  await line.close()
})

test('a card whose job was stopped with its program, after it was touched, goes on at the next start', async () => {
  const [at, card] = [home(), cardOf(1)]
  const first = openLine(at, { R1: card })
  const { journal, jobs } = first.station
  order(first)
  const stopped = new Promise<void>((resolve) => {
    journal.watch((job) => {
      if (journal.notes(job).some(({ note }) => note.note === 'touched')) resolve(jobs.close())
    })
  })
  first.lanes.choose(batch)
  first.lanes.arm(true)
  await stopped
  await first.close()
  const line = openLine(at, { R1: card })
  expect(line.counts()).toMatchObject({ working: 1, good: 0 })
  line.lanes.arm(true)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', device: imeiOf(1) })
  expect(line.counts()).toMatchObject({ working: 0, good: 1 })
  await line.close()
})
