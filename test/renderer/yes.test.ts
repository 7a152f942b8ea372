import { beforeEach, expect, test, vi } from 'vitest'
import { canServe, counterActs } from '../../renderer/counter/acts'
import type { CardState } from '../../renderer/counter/state'
import { at, go, nextCustomer, readerNamed, toCard } from '../../renderer/counter/store'
import { start, takeYes } from '../../renderer/counter/yes'
import { inspect, useInspection } from '../../renderer/readers/inspection'
import { useReaders } from '../../renderer/readers/store'
import { parseDevice } from '../../shared/identity/device'
import { parsePhone } from '../../shared/intake/phone'
import type { ReaderState } from '../../shared/station-state'
import { station } from './asked'
import { reportOn } from './stand-in/cards'
import { readerAt } from './stand-in/readers'

vi.mock('../../renderer/station/client', () => import('./asked'))
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined }))

const device = parseDevice('imei:490154203237518')
const first = readerAt(1, true)
const second = readerAt(2, true)
const preview = {
  bytes: 100,
  sha256: 'abc',
  template: { name: 'nordwind' },
  rows: [],
} as unknown as CardState['preview']

const onTable = (...readers: readonly ReaderState[]): void =>
  useReaders.setState({ service: 'up', readers: [...readers] })
const readingFirst = (): void => useInspection.setState({ now: { state: 'reading', reader: first.name } })
const sale = (): CardState => {
  const state = at()
  if (state.step !== 'card') throw new Error('no sale is asked about')
  return state
}

beforeEach(() => {
  vi.clearAllMocks()
  station.job.start.mockReturnValue(new Promise(() => undefined))
  nextCustomer()
  toCard(device, parsePhone('+4915123456789'))
  go({ ...sale(), asked: 'message', preview })
  onTable(first, second)
  readingFirst()
})

test('a yes that was given while a card was read is for that card, and for no other that is named then', () => {
  readerNamed(first.name)
  start()
  expect(sale().yes).toEqual({ to: first.name })
  readerNamed(second.name)
  useInspection.setState({ now: { state: 'read', reader: second.name, report: reportOn(second) } })
  takeYes()
  expect(station.job.start).not.toHaveBeenCalled()
  expect(sale().yes).toBeUndefined()
  start()
  expect(station.job.start).toHaveBeenCalledWith(expect.objectContaining({ reader: second.name }))
})

test('a yes is for the card that lay there, not for one in another reader', () => {
  onTable(first)
  start()
  onTable(readerAt(1, false), second)
  useInspection.setState({ now: { state: 'read', reader: second.name, report: reportOn(second) } })
  takeYes()
  expect(station.job.start).not.toHaveBeenCalled()
  expect(sale().yes).toBeUndefined()
})

test('a yes is kept until the card has been let go, and not while another program holds it', async () => {
  vi.useFakeTimers()
  onTable({ ...first, held: 'ours' })
  station.card.inspect.mockResolvedValue(reportOn(first))
  useInspection.setState({ now: { state: 'none' } })
  const looked = inspect(first.name)
  start()
  await looked
  onTable({ ...first, held: 'theirs' })
  takeYes()
  expect(sale().yes).toEqual({ to: first.name })
  vi.advanceTimersByTime(10_000)
  takeYes()
  expect(sale().yes).toBeUndefined()
  onTable(first)
  takeYes()
  expect(station.job.start).not.toHaveBeenCalled()
  vi.useRealTimers()
})

test('a message that was not made is asked for again when a reader is named', () => {
  go({ ...sale(), preview: undefined, failure: { code: 'reader.lost', reader: first.name } })
  readerNamed(first.name)
  expect(sale()).toMatchObject({ asked: undefined, failure: undefined })
  go({ ...sale(), asked: 'message', preview, failure: { code: 'reader.lost', reader: first.name } })
  readerNamed(first.name)
  expect(sale()).toMatchObject({ asked: 'message', failure: undefined })
})

test('while a sale is being ordered nobody else is served, so that no scan is lost', async () => {
  onTable(first)
  useInspection.setState({ now: { state: 'read', reader: first.name, report: reportOn(first) } })
  let ordered: (job: string) => void = () => undefined
  station.job.start.mockReturnValueOnce(new Promise((resolve) => (ordered = resolve)))
  go({ ...sale(), asked: 'it', preview })
  start()
  start()
  expect(station.job.start).toHaveBeenCalledOnce()
  expect(sale().yes).toBe('ordered')
  expect(canServe()).toBe(false)
  counterActs.scanned('352099001761481')
  counterActs.back()
  expect(sale().device).toBe(device)
  ordered('00000000-0000-4000-8000-000000000001')
  await vi.waitFor(() => expect(at()).toMatchObject({ step: 'done', device }))
})
