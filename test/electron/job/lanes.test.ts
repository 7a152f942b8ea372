import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BatchId } from '../../../shared/batch-id'
import { failureIn } from '../../support/failure'
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
import { imeiOf } from '../../support/registration-world'

afterAll(removeHomes)

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
  const line = armedLine(cards)
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

test('failures in a row stop the batch, and a person who lets it go on has forgiven them', async () => {
  const small = { pkcs15: { bootstrapSizeBytes: 128 } }
  const cards = { R1: cardOf(1, small), R2: cardOf(2, small), R3: cardOf(3), R4: cardOf(4, small) }
  cards.R3.remove()
  cards.R4.remove()
  const line = openLine(home(), cards)
  order(line, { breaker: { inARow: 2 } })
  line.lanes.choose(batch)
  line.lanes.arm(true)
  const stopped = await line.until(({ state }) => state === 'stopped')
  expect(stopped).toMatchObject({ stoppedBy: { code: 'batch.failing', failures: 2 }, counts: { rejects: 2 } })
  line.put(cards.R4)
  expect(await line.lane('R4', 'resting')).toMatchObject({ iccid: iccidOf(4) })
  line.station.batches.start(batch)
  expect(await line.lane('R4', 'take-out')).toMatchObject({ verdict: 'FAIL' })
  line.put(cards.R3)
  expect(await line.lane('R3', 'take-out')).toMatchObject({ verdict: 'PASS' })
  expect(line.lanes.state()).toMatchObject({ state: 'running', counts: { good: 1, rejects: 3, unused: 0 } })
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

describe('a card that does not tell its number', () => {
  const openEmpty = async () => {
    const card = cardOf(1)
    const line = openLine(home(), { R1: card })
    order(line)
    line.pull(card)
    line.lanes.choose(batch)
    const putMute = () => {
      card.insert()
      card.faults.cue({ fault: 'mute', at: 1 })
      line.driver.tell()
    }
    return { card, line, putMute, records: async () => (await line.ask.records.search({})).records }
  }

  test('is asked in once more and counts for nothing before; then it is a reject, and both times have a record', async () => {
    const { card, line, putMute, records } = await openEmpty()
    line.lanes.arm(true)
    await line.lane('R1', 'empty')
    putMute()
    const asked = await line.lane('R1', 'reseat')
    expect(asked).toMatchObject({ verdict: 'FAIL', failure: { code: 'card.mute' } })
    expect(line.lanes.state().next).toEqual({ act: 'reseat', lane: 1 })
    line.pull(card)
    expect(await line.lane('R1', 'put-back')).toMatchObject({ verdict: 'FAIL', job: asked.job })
    expect(line.counts()).toMatchObject({ rejects: 0, unused: 4 })
    putMute()
    const refused = await line.lane('R1', 'take-out')
    expect(refused).toMatchObject({ verdict: 'FAIL', failure: { code: 'card.mute' } })
    expect(refused.job).not.toBe(asked.job)
    expect(line.counts()).toMatchObject({ rejects: 1, unused: 3 })
    expect((await records()).map(({ batch: of, outcome }) => [of, outcome])).toEqual([
      [batch, 'FAIL'],
      [batch, 'FAIL'],
    ])
    line.pull(card)
    await line.lane('R1', 'empty')
    await line.close()
  })

  test('is good, and no reject, when it tells it the second time', async () => {
    const { card, line, putMute } = await openEmpty()
    line.lanes.arm(true)
    putMute()
    await line.lane('R1', 'reseat')
    line.pull(card)
    await line.lane('R1', 'put-back')
    line.put(card)
    expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS', iccid: iccidOf(1) })
    expect(line.counts()).toMatchObject({ good: 1, rejects: 0, unused: 3 })
    line.pull(card)
    await line.lane('R1', 'empty')
    await line.close()
  })

  test('is not begun before somebody arms the batch, and then at once', async () => {
    const { line, putMute, records } = await openEmpty()
    putMute()
    await line.lane('R1', 'resting')
    expect(await records()).toEqual([])
    line.lanes.arm(true)
    await line.lane('R1', 'reseat')
    await line.close()
  })

  test('is a reject at once where a person says so, in the reader or out of it', async () => {
    const { card, line, putMute, records } = await openEmpty()
    line.lanes.arm(true)
    putMute()
    await line.lane('R1', 'reseat')
    await line.ask.line.reject({ lane: 1, reason: 'damaged' })
    expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'FAIL' })
    expect(line.counts()).toMatchObject({ rejects: 1, unused: 3 })
    line.pull(card)
    await line.lane('R1', 'empty')
    putMute()
    await line.lane('R1', 'reseat')
    line.pull(card)
    await line.lane('R1', 'put-back')
    await line.ask.line.reject({ lane: 1, reason: 'damaged' })
    await line.lane('R1', 'empty')
    expect(await line.ask.batch.report({ batch })).toMatchObject({ rejects: { damaged: 2 } })
    expect(await records()).toHaveLength(2)
    await line.close()
  })

  test('counts once against the cards: two of them do not stop a batch that stops at three failures', async () => {
    const { card, line, putMute } = await openEmpty()
    line.lanes.arm(true)
    for (let number = 1; number <= 2; number++) {
      for (const at of ['reseat', 'take-out'] as const) {
        putMute()
        await line.lane('R1', at)
        line.pull(card)
        await line.until(({ lanes }) => lanes[0]?.lane.at === 'empty' || lanes[0]?.lane.at === 'put-back')
      }
    }
    expect(line.lanes.state()).toMatchObject({ state: 'running', counts: { rejects: 2 }, pace: { yieldPercent: 0 } })
    await line.close()
  })
})
