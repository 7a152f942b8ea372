import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { jobsShown, recordTold } from '../../renderer/jobs/store'
import { type Inspection, useInspection } from '../../renderer/readers/inspection'
import { useReaders } from '../../renderer/readers/store'
import { usePaper } from '../../renderer/receipt/printing'
import { back, repairActs } from '../../renderer/repair/acts'
import { comparisonOf, isForCard } from '../../renderer/repair/card'
import { jobShown } from '../../renderer/repair/order'
import { replacementIn } from '../../renderer/repair/setting'
import { bench, benchLeft, cardForgotten, deviceLeft, deviceScanned, useRepair } from '../../renderer/repair/store'
import { deviceEntered, keyErased, keyTyped } from '../../renderer/repair/typing'
import { useStation } from '../../renderer/station/store'
import { useVariables } from '../../renderer/variables/store'
import { DeviceIdSchema } from '../../shared/identity/device'
import { JobId } from '../../shared/job'
import type { Difference } from '../../shared/outline/composition'
import type { DifferenceRow } from '../../shared/outline/difference'
import type { StationState } from '../../shared/station-state'
import { station } from './asked'
import { reportOn } from './stand-in/cards'
import { readerAt } from './stand-in/readers'
import { recordAt } from './stand-in/records'

vi.mock('../../renderer/station/client', () => import('./asked'))
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => null }))

const reader = readerAt(1, true).name
const none: Inspection = { state: 'none' }

afterAll(() => {
  useStation.setState({ state: undefined })
  useVariables.setState({ form: undefined })
  useInspection.setState({ now: none })
  cardForgotten()
})

const failed: Inspection = { state: 'failed', reader, failure: { code: 'card.removed', reader } }

test('a card is taken from those servers that the new message does not name, and from none that stays', () => {
  const row = (kind: DifferenceRow['kind'], left?: string, right?: string): DifferenceRow => ({
    path: './DMAcc/dms1/ServerID',
    kind,
    ...(left !== undefined && { left }),
    ...(right !== undefined && { right }),
  })
  expect(replacementIn([row('changed', 'dm.new', 'dm.old')])).toEqual({ from: 'dm.old', to: 'dm.new' })
  expect(replacementIn([row('same', 'dm.one', 'dm.one'), row('right', undefined, 'dm.two')])).toEqual({
    from: 'dm.two',
    to: 'dm.one',
  })
  expect(replacementIn([row('left', 'dm.new')])).toBeUndefined()
  expect(replacementIn([row('same', 'dm.one', 'dm.one')])).toBeUndefined()
  expect(replacementIn([{ ...row('changed', 'https://a', 'https://b'), path: './DMAcc/dms1/Name' }])).toBeUndefined()
})

test('a device that is scanned is for the card that is being read, or is next to be', () => {
  expect(isForCard({ state: 'reading', reader }, [readerAt(1, true)])).toBe(true)
  expect(isForCard(none, [readerAt(1, true), readerAt(2, false)])).toBe(true)
  expect(isForCard(none, [{ ...readerAt(1, true), held: 'ours' }])).toBe(true)
})

test('without a card, with two, with one that is another program’s or does not answer, it is asked for its life', () => {
  expect(isForCard(none, [readerAt(1, false)])).toBe(false)
  expect(isForCard(none, [readerAt(1, true), readerAt(2, true)])).toBe(false)
  expect(isForCard(none, [{ ...readerAt(1, true), held: 'theirs' }])).toBe(false)
  expect(isForCard(failed, [readerAt(1, true)])).toBe(false)
})

test('a device that was scanned for a card is for none that lies there when somebody comes back', () => {
  deviceScanned(DeviceIdSchema.parse('imei:490154203237518'))
  benchLeft({ place: 'repair' }, { place: 'readers' })
  benchLeft({ place: 'repair' }, { place: 'repair' })
  expect(bench().device).toBe('imei:490154203237518')
  benchLeft({ place: 'readers' }, { place: 'repair' })
  expect(bench().device).toBeUndefined()
})

test('Esc stops the job that is shown, whatever was typed before it was', () => {
  const job = JobId.parse('00000000-0000-4000-8000-000000000001')
  jobsShown([job])
  recordTold(recordAt(0, { job, outcome: 'running', phases: [{ name: 'write', outcome: 'running' }] }))
  keyTyped('4')
  jobShown(job)
  back()
  expect(station.job.cancel).toHaveBeenCalledWith({ job })
})

test('a job on the bench forgets its own paper, and nothing of the customer at the counter', () => {
  const [job, sold] = [JobId.parse('00000000-0000-4000-8000-000000000001'), JobId.parse(crypto.randomUUID())]
  const printed = { state: 'printed', printer: 'Counter' } as const
  usePaper.setState({ language: 'ar', papers: new Map([job, sold].map((of) => [of, printed])) })
  jobShown(job)
  expect(usePaper.getState()).toEqual({ language: 'ar', papers: new Map([[sold, printed]]) })
})

describe('a device that a hand types for the card', () => {
  const device = 'imei:490154203237518'
  const typed = (text: string) => [...text].forEach(keyTyped)
  beforeEach(cardForgotten)

  test('is taken when its last digits were told a second time', () => {
    typed('490154203237518')
    expect(deviceEntered(true)).toBe(true)
    expect(bench()).toMatchObject({ device: undefined, proving: { device } })
    typed('7518')
    deviceEntered(true)
    expect(bench()).toMatchObject({ device, typed: '', proving: undefined })
  })

  test('is not taken by Enter alone, nor by other digits', () => {
    typed('490154203237518')
    deviceEntered(true)
    deviceEntered(true)
    expect(bench()).toMatchObject({ device: undefined, proving: { wrong: { told: 'length' } } })
    typed('7581')
    deviceEntered(true)
    expect(bench()).toMatchObject({ device: undefined, proving: { wrong: { told: 'differs' } } })
  })

  test('and that nothing guards, is told again whole', () => {
    typed('A00000049259B1')
    expect(deviceEntered(true)).toBe(true)
    typed('59B1')
    deviceEntered(true)
    expect(bench().device).toBeUndefined()
    typed('A00000049259B1')
    deviceEntered(true)
    expect(bench().device).toBe('meid:A00000049259B1')
  })

  test('is corrected key by key, and is for no card that comes after', () => {
    typed('490154203237518')
    deviceEntered(true)
    keyErased()
    keyErased()
    expect(bench()).toMatchObject({ typed: '49015420323751', proving: undefined })
    typed('8')
    deviceEntered(true)
    deviceLeft()
    expect(bench()).toMatchObject({ device: undefined, proving: undefined })
  })

  test('and without a card is only asked about', () => {
    typed('490154203237518')
    expect(deviceEntered(false)).toBe(false)
    expect(bench().proving).toBeUndefined()
  })
})

test('what takes a card from another server is begun by no Enter and by no START', () => {
  const here = readerAt(1, true)
  const report = reportOn(here)
  const device = DeviceIdSchema.parse('imei:490154203237518')
  const templates = [{ name: 'nordwind', sha256: 'def', from: 'station' }]
  useStation.setState({ state: { templates } as unknown as StationState })
  useVariables.setState({ form: { sha256: 'def', asked: [] } })
  useReaders.setState({ service: 'up', readers: [here] })
  useInspection.setState({ now: { state: 'read', reader: here.name, report } })
  const rebootstrap = station.card.rebootstrap.mockReset().mockReturnValue(new Promise(() => undefined))
  const asked = (kind: DifferenceRow['kind'], act: () => boolean | undefined): boolean | undefined => {
    const row: DifferenceRow = { path: './DMAcc/dms1/ServerID', kind, left: 'dm.new', right: 'dm.old' }
    const value = { left: { sha256: 'abc' }, rows: [row] } as unknown as Difference
    cardForgotten()
    deviceScanned(device)
    useRepair.setState({ difference: { of: comparisonOf(device, 'nordwind', report.iccid ?? ''), value } })
    return act()
  }
  for (const act of [repairActs.onward, () => repairActs.commanded?.({ act: 'start' })]) {
    rebootstrap.mockClear()
    expect(asked('changed', act)).toBe(false)
    expect(rebootstrap).not.toHaveBeenCalled()
    expect(asked('same', act)).toBe(true)
    expect(rebootstrap).toHaveBeenCalledOnce()
  }
})
