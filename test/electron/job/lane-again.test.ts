// A card of the batch that comes in once more.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { createBatches } from '../../../electron/records/batches'
import { createJournal } from '../../../electron/records/journal'
import { openDatabase } from '../../../electron/records/sqlite'
import { Failed } from '../../../shared/failure'
import type { Note } from '../../../shared/job'
import { armedLine, batch, cardOf, home, iccidOf, openLine, order, removeHomes } from '../../support/line'
import { imeiOf, jobOf } from '../../support/registration-world'

afterAll(removeHomes)

const began = { note: 'began', phase: 'write' } as const
const written = [began, { note: 'touched', at: 0 }, { note: 'done', phase: 'write', ms: 1 }] as const
const proven = { note: 'done', phase: 'verify', ms: 1 } as const
const cancelled = { note: 'failed', failure: { code: 'job.cancelled' } } as const

/** A home where a program ended in the job of a card, after these notes. */
async function leftIn(...notes: readonly Note[]): Promise<string> {
  const at = home()
  const first = openLine(at, { R1: cardOf(9) })
  order(first)
  const made = first.station.composer.ordered({ device: imeiOf(1), template: 'training', variables: {} })
  await first.close()
  const dead = '999999999:1'
  const db = openDatabase(join(at, 'station.db'))
  createBatches(db, dead, Date.now).claim({ batch, iccid: iccidOf(1), job: jobOf(1) })
  const ordered = {
    ...({
      kind: 'write',
      device: imeiOf(1),
      reader: 'R1',
      iccid: iccidOf(1),
      add: false,
      bench: false,
      batch,
    } as const),
    ...({ template: made.template, format: made.format, variables: made.variables, green: 'rehearsed' } as const),
  }
  createJournal(db, Date.now).append(jobOf(1), { note: 'ordered', order: ordered, owner: dead }, ...notes)
  db.close()
  return at
}

test.for([
  { how: 'half written', notes: [began, { note: 'touched', at: 0 }], told: 'request.superseded' },
  { how: 'whole, and by a person', notes: [...written, proven, cancelled], told: 'request.superseded' },
] as const)('a card that was left $how and has another message by now stops no line', async ({ notes, told }) => {
  const at = await leftIn(...notes)
  const [card, next] = [cardOf(1), cardOf(2)]
  const line = openLine(at, { R1: card, R2: next })
  line.pull(next)
  await line.lane('R1', 'resting')
  const other = await line.ask.job.start({ device: imeiOf(7), template: 'training', reader: 'R1', variables: {} })
  expect(await line.settled(other)).toMatchObject({ outcome: 'OWED' })
  const held = card.file('6421')
  line.lanes.arm(true)
  const lane = await line.lane('R1', 'take-out')
  expect(lane.verdict).not.toBe('PASS')
  expect(lane.failure?.code).toBe(told)
  line.put(next)
  expect(await line.lane('R2', 'take-out')).toMatchObject({ verdict: 'PASS' })
  expect(line.lanes.state()).toMatchObject({ state: 'running', isArmed: true })
  expect(card.file('6421')).toBe(held)
  await line.close()
})

test('a good card that reads with its PIN only is not called rewritten, and shows nobody’s PIN', async () => {
  const card = cardOf(1, { pkcs15: { read: 'pin1' } })
  const line = openLine(home(), { R1: card })
  order(line)
  line.lanes.choose(batch)
  await line.lane('R1', 'resting')
  await line.ask.keys.givePin({ iccid: iccidOf(1), typed: '1234' })
  line.lanes.arm(true)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS' })
  line.pull(card)
  await line.lane('R1', 'empty')
  line.put(card)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'FAIL', failure: { code: 'card.needs-pin' } })
  await line.close()
})

test('a good card that reads with its PIN only is read again with the PIN that the file of its batch has for it', async () => {
  const at = home()
  const pinFile = join(at, 'pins.csv')
  const fill = (pin: string) => writeFileSync(pinFile, `ICCID,PIN1\n${iccidOf(1)},${pin}\n`, { mode: 0o600 })
  fill('1234')
  const card = cardOf(1, { pkcs15: { read: 'pin1' } })
  const line = openLine(at, { R1: card }, { pinFile })
  order(line)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'PASS' })
  const again = async () => {
    line.pull(card)
    await line.lane('R1', 'empty')
    line.put(card)
    return line.lane('R1', 'take-out')
  }
  expect(await again()).toMatchObject({ verdict: 'PASS' })
  fill('9999')
  expect(await again()).toMatchObject({ verdict: 'FAIL', failure: { code: 'card.pin', state: 'refused' } })
  expect(card.dump().tries.pin1).toBe(2)
  await line.close()
})

test('a card whose answer cannot be noted is looked at no more, and stops the line', async () => {
  const card = cardOf(1)
  const line = armedLine({ R1: card })
  await line.lane('R1', 'take-out')
  line.pull(card)
  await line.lane('R1', 'empty')
  card.swap({ iccid: iccidOf(1) })
  const full = new Failed({ code: 'disk.failed', path: 'station.db', reason: 'the disk is full' })
  vi.spyOn(line.station.jobs, 'refuse').mockImplementation(() => {
    throw full
  })
  line.driver.tell()
  const stopped = await line.until(({ state }) => state === 'stopped')
  expect(stopped).toMatchObject({ stoppedBy: { code: 'disk.failed' }, lanes: [{ lane: { at: 'resting' } }] })
  await line.close()
})
