import { ORPCError } from '@orpc/client'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { lookAtSale } from '../../renderer/counter/confirm'
import type { CardState } from '../../renderer/counter/state'
import { backFrom, go as goSale, nextCustomer, at as saleAt, toCard, useCounter } from '../../renderer/counter/store'
import { pinTold, start } from '../../renderer/counter/yes'
import { followSecrets } from '../../renderer/follow-secrets'
import { placeChosen, usePlace } from '../../renderer/place/store'
import { useInspection } from '../../renderer/readers/inspection'
import { useReaders } from '../../renderer/readers/store'
import { lookAtBench } from '../../renderer/repair/follow-card'
import { jobShown } from '../../renderer/repair/order'
import { bench, cardForgotten, useRepair } from '../../renderer/repair/store'
import { useStation } from '../../renderer/station/store'
import { askForm, useVariables, variableGiven } from '../../renderer/variables/store'
import { review, startJob } from '../../renderer/wizard/order'
import { prepare, usePlan } from '../../renderer/wizard/preparing'
import { at, deviceTaken, startOver, useWizard } from '../../renderer/wizard/store'
import { parseDevice } from '../../shared/identity/device'
import { parsePhone } from '../../shared/intake/phone'
import { JobId } from '../../shared/job'
import type { StationState } from '../../shared/station-state'
import { station } from './asked'
import { reportOn } from './stand-in/cards'
import { readerAt } from './stand-in/readers'

vi.mock('../../renderer/station/client', () => import('./asked'))
vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined }))

const device = parseDevice('imei:490154203237518')
const other = parseDevice('imei:352099001761481')
const job = JobId.parse('00000000-0000-4000-8000-000000000001')
const secret = 'correct horse'
const reader = readerAt(1, true)
const open = reportOn(reader)
const behindPin = { ...open, bootstrap: open.bootstrap.map((file) => ({ ...file, needs: 'pin' as const })) }
const iccid = open.iccid ?? ''
const preview = { bytes: 100, sha256: 'abc', template: { name: 'asking' }, rows: [] }
const refused = new ORPCError('FAILED', { data: { code: 'reader.lost', reader: reader.name }, defined: true })

/** All that the pages hold now. */
const held = (): string =>
  JSON.stringify([useWizard, useCounter, useRepair, useVariables].map((store) => store.getState()))
const sale = (): CardState => {
  const state = saleAt()
  if (state.step !== 'card') throw new Error('no sale is asked about')
  return state
}
const scanStep = () => {
  const state = at()
  if (state.step !== 'scan') throw new Error('no device is asked for')
  return state
}
const told = async (): Promise<void> => {
  await vi.waitFor(() => expect(useVariables.getState().form).toBeDefined())
  variableGiven(device, 'password', secret)
}

const ends = [
  followSecrets(),
  ...[useCounter, useVariables, usePlace].map((store) => store.subscribe(lookAtSale)),
  ...[useInspection, useRepair, useVariables].map((store) => store.subscribe(lookAtBench)),
]
afterAll(() => {
  useStation.setState({ state: undefined })
  useInspection.setState({ now: { state: 'none' } })
  for (const end of ends) end()
})

beforeEach(async () => {
  vi.resetAllMocks()
  station.message.preview.mockResolvedValue(preview)
  station.message.diff.mockResolvedValue({ left: { sha256: 'abc' }, rows: [] })
  station.device.life.mockResolvedValue({ holder: device, events: [] })
  station.job.start.mockResolvedValue(job)
  station.card.inspect.mockResolvedValue(open)
  const variable = { type: 'secret', default: undefined }
  station.template.get.mockResolvedValue({ name: 'asking', variables: [{ name: 'password', variable }] })
  const template = { name: 'asking', sha256: 'def', from: 'station' }
  useStation.setState({ state: { templates: [template] } as unknown as StationState })
  useReaders.setState({ service: 'up', readers: [reader] })
  useInspection.setState({ now: { state: 'read', reader: reader.name, report: open } })
  startOver()
  nextCustomer()
  cardForgotten()
  await askForm()
})

describe('a secret that was typed', () => {
  beforeEach(async () => {
    placeChosen('wizard')
    deviceTaken(device)
    await told()
    await review(scanStep())
    expect(held()).toContain(secret)
  })

  test('for a card is gone when its job has begun', async () => {
    await startJob()
    expect(station.job.start).toHaveBeenCalledWith(expect.objectContaining({ variables: { password: secret } }))
    expect(at()).toEqual({ step: 'job', job })
    expect(held()).not.toContain(secret)
  })

  test('is gone when its review is left, and its device asked about again', () => {
    placeChosen('records')
    expect(held()).not.toContain(secret)
    expect(scanStep().scan).toEqual({ kind: 'device', device })
  })

  test.for([
    ['nothing', startOver],
    ['another device', () => deviceTaken(other)],
  ] as const)('is gone where %s follows', ([, next]) => {
    next()
    expect(held()).not.toContain(secret)
  })

  test('is kept while its card is prepared, and gone when that is left', async () => {
    usePlan.setState({ plan: { state: 'can', reader: reader.name, sizeBytes: undefined, steps: [] } })
    station.card.prepare.mockResolvedValue(job)
    await prepare()
    expect(held()).toContain(secret)
    placeChosen('line')
    expect(held()).not.toContain(secret)
    expect(at()).toEqual({ step: 'job', job })
  })
})

describe('at the counter a secret that was typed', () => {
  beforeEach(async () => {
    placeChosen('counter')
    toCard(device, parsePhone('+4915123456789'))
    await told()
    await vi.waitFor(() => expect(sale().preview).toBeDefined())
  })

  test('is gone when the sale was ordered', async () => {
    start()
    await vi.waitFor(() => expect(saleAt().step).toBe('done'))
    expect(station.job.start).toHaveBeenCalledWith(expect.objectContaining({ variables: { password: secret } }))
    expect(held()).not.toContain(secret)
  })

  test('is gone one step back', () => {
    backFrom(sale())
    expect(held()).not.toContain(secret)
  })

  test('is gone, and the message that was made with it, when the counter is left', () => {
    placeChosen('readers')
    expect(held()).not.toContain(secret)
    placeChosen('counter')
    expect(sale().preview).toBeUndefined()
  })
})

test('at the bench a secret is gone with the job that it was typed for, and with its card', async () => {
  placeChosen('repair')
  await told()
  await vi.waitFor(() => expect(bench().difference?.value).toBeDefined())
  jobShown(job)
  expect(held()).not.toContain(secret)
  cardForgotten()
  await told()
  useInspection.setState({ now: { state: 'none' } })
  expect(held()).not.toContain(secret)
})

describe('the PIN of a card', () => {
  const forgotten = () => station.keys.forgetPin.mock.calls.map(([input]) => input.iccid)
  beforeEach(async () => {
    placeChosen('counter')
    toCard(device, undefined)
    await told()
    await vi.waitFor(() => expect(sale().preview).toBeDefined())
    useInspection.setState({ now: { state: 'read', reader: reader.name, report: behindPin } })
  })
  const toldLater = (): void => {
    goSale({ ...sale(), preview: undefined })
    pinTold(sale(), iccid)
    expect(sale()).toMatchObject({ pinFor: iccid, yes: { to: reader.name } })
  }

  test('is for the job that begins with it', async () => {
    pinTold(sale(), iccid)
    await vi.waitFor(() => expect(saleAt().step).toBe('done'))
    expect(station.job.start).toHaveBeenCalledWith(expect.objectContaining({ iccid }))
    expect(forgotten()).toEqual([])
  })

  test.for([
    ['one step back', () => backFrom(sale())],
    ['for the next customer', nextCustomer],
    ['for another page', () => placeChosen('records')],
  ] as const)('is forgotten by the station where the sale is left %s', ([, leave]) => {
    toldLater()
    leave()
    expect(forgotten()).toEqual([iccid])
  })

  test('is forgotten where the job does not begin, and asked for again', async () => {
    station.job.start.mockRejectedValue(refused)
    pinTold(sale(), iccid)
    await vi.waitFor(() => expect(sale().failure).toBeDefined())
    expect(forgotten()).toEqual([iccid])
    expect(sale().pinFor).toBeUndefined()
  })

  test('is for no job on another card, and is forgotten by the station as that begins', async () => {
    const another = { ...reader, iccid: '8988211000000430010' }
    useReaders.setState({ readers: [another] })
    useInspection.setState({ now: { state: 'read', reader: reader.name, report: { ...open, iccid: another.iccid } } })
    goSale({ ...sale(), pinFor: iccid })
    start()
    await vi.waitFor(() => expect(saleAt().step).toBe('done'))
    expect(station.job.start).toHaveBeenCalledWith(expect.objectContaining({ iccid: another.iccid }))
    expect(forgotten()).toEqual([iccid])
  })

  test('that was told for a sale which was left meanwhile starts no other, and is forgotten', () => {
    const left = sale()
    toCard(other, undefined)
    pinTold(left, iccid)
    expect(sale()).toMatchObject({ pinFor: undefined, yes: undefined })
    expect(forgotten()).toEqual([iccid])
  })
})
