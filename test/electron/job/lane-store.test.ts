// A line whose store fails, and one that is over.
import { setImmediate } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { Failed } from '../../../shared/failure'
import { batch, cardOf, home, iccidOf, openLine, order, removeHomes } from '../../support/line'

afterAll(removeHomes)

test('a store that cannot be read for a while ends neither the station nor a job, and the line goes on when it can', async () => {
  const line = openLine(home(), { R1: cardOf(1) })
  order(line)
  line.lanes.choose(batch)
  await line.lane('R1', 'resting')
  const { batches, journal } = line.station
  const { version, get } = batches
  let asked = 0
  const fails = (): never => {
    asked++
    throw new Failed({ code: 'disk.failed', path: 'station.db', reason: 'cannot be read (EIO)' })
  }
  Object.assign(batches, { version: fails, get: fails })
  line.lanes.arm(true)
  await vi.waitUntil(() => asked > 2)
  Object.assign(batches, { version, get })
  const { job = expect.fail('no job') } = await line.lane('R1', 'take-out')
  Object.assign(batches, { get: fails })
  expect(journal.append(job, { note: 'rejected', reason: 'damaged' }).job).toBe(job)
  Object.assign(batches, { get })
  await line.close()
})

test('a line that cannot even be stopped lets go of its readers', async () => {
  const line = openLine(home(), { R1: cardOf(1) })
  order(line)
  const { batches } = line.station
  let isLetGo = false
  const full = (): never => {
    throw new Failed({ code: 'disk.failed', path: 'station.db', reason: 'no space is left' })
  }
  const { letGo } = batches
  Object.assign(batches, {
    claim: full,
    stop: full,
    letGo: () => {
      letGo()
      isLetGo = true
    },
  })
  line.lanes.choose(batch)
  isLetGo = false
  line.lanes.arm(true)
  await line.until(({ isArmed }) => !isArmed)
  expect(isLetGo).toBe(true)
  await line.close()
})

test('lanes that are closed begin no card, armed as they are', async () => {
  const line = openLine(home(), { R1: cardOf(1) })
  order(line)
  line.station.batches.pause(batch)
  line.lanes.choose(batch)
  await line.lane('R1', 'resting')
  line.lanes.arm(true)
  await setImmediate()
  await setImmediate()
  line.lanes.close()
  line.station.batches.start(batch)
  line.lanes.cardIn('R1', iccidOf(1))
  await setImmediate()
  await setImmediate()
  expect(line.counts()).toMatchObject({ working: 0, unused: 4 })
  await line.close()
})
