import type { JobId } from '../../shared/job'
import type { Preview } from '../../shared/preview'
import type { ReaderState } from '../../shared/station-state'
import { inspect, inspectionClosed, useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { type Answer, answerOf } from '../station/answer'
import { station } from '../station/client'
import { type Given, variablesFor } from '../variables/store'
import { answerOn, type Readiness, readinessOf } from './readiness'
import { serverIn } from './sale'
import type { CardState, CounterState } from './state'
import { at, cardChanged, go } from './store'

/** What a yes would be given to now. */
const readinessNow = (state: CardState): Readiness =>
  readinessOf(state, useReaders.getState().readers, useInspection.getState().now)

/** A yes to what is asked. It is kept while the card is still being read, and reads one again that did not answer. */
export function start(): void {
  const state = at()
  if (state.step !== 'card') return
  const ready = readinessNow(state)
  if (ready.is === 'failed') void inspect(ready.reader.name)
  if (state.yes !== undefined || answerOn(state, ready) === 'no') return
  cardChanged(state, { yes: { to: askedOf(ready) }, failure: undefined })
  takeYes()
}

/** Whoever tells the PIN of a card says yes to it; where that is not asked any more, it is for nothing. */
export function pinTold({ device }: CardState, iccid: string): void {
  const state = at()
  const isAsked = state.step === 'card' && state.device === device && state.yes === undefined
  if (!isAsked || !isPinOf(iccid, readinessNow(state))) {
    forgetPin(iccid)
    return
  }
  cardChanged(state, { pinFor: iccid })
  start()
}

const isPinOf = (iccid: string, ready: Readiness): boolean => ready.is === 'pin' && ready.iccid === iccid

type Sale = { readonly at: CounterState }

/** A PIN is told for one sale: where no job takes it, the station forgets it. */
export function pinLeft({ at: now }: Sale, { at: before }: Sale): void {
  if (before.step !== 'card' || before.pinFor === undefined || now.step === 'done') return
  if (now.step !== 'card' || now.pinFor !== before.pinFor) forgetPin(before.pinFor)
}

const forgetPin = (iccid: string): void => void answerOf(station.keys.forgetPin({ iccid }))

const askedOf = (ready: Readiness): string | undefined => ('reader' in ready ? ready.reader.name : undefined)

/** As soon as all is read, and unless something else is asked by now. */
export function takeYes(): void {
  const state = at()
  if (state.step !== 'card' || state.yes === undefined || state.yes === 'ordered') return
  const ready = readinessNow(state)
  const answer = answerOn(state, ready)
  const isSame = askedOf(ready) === state.yes.to
  if (answer === 'later' && isSame) return
  const variables = variablesFor(state.device)
  if (answer !== 'now' || !isSame || variables === undefined) cardChanged(state, { yes: undefined })
  else if (state.preview) void order(cardChanged(state, orderedTo(state, ready)), variables, state.preview, ready)
}

/** No job takes a PIN but one on its very card. */
const orderedTo = ({ pinFor }: CardState, ready: Readiness): Partial<CardState> => ({
  yes: 'ordered',
  pinFor: ready.is === 'card' && (ready.reader.iccid ?? pinFor) === pinFor ? pinFor : undefined,
})

async function order(state: CardState, variables: Given, preview: Preview, ready: Readiness): Promise<void> {
  const { device, phone } = state
  const answer = await ordered(state, variables, preview, ready.is === 'card' ? ready.reader : undefined)
  if (!answer.ok) {
    const now = at()
    if (now.step === 'card' && now.device === device)
      cardChanged(now, { yes: undefined, pinFor: undefined, failure: answer.failure })
    return
  }
  inspectionClosed()
  go({ step: 'done', device, phone, job: answer.value, server: serverIn(preview) })
}

function ordered(
  { device, phone, pinFor }: CardState,
  variables: Given,
  { template: { name: template }, sha256 }: Preview,
  reader: ReaderState | undefined,
): Promise<Answer<JobId>> {
  const order = { device, template, variables, ...(phone !== undefined && { phone }) }
  if (reader === undefined) return answerOf(station.registration.register(order))
  const iccid = reader.iccid ?? pinFor
  const card = iccid === undefined ? {} : { iccid }
  return answerOf(station.job.start({ ...order, reader: reader.name, sha256, ...card }))
}
