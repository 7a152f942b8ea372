import type { JobId } from '../../shared/job'
import type { Preview } from '../../shared/preview'
import type { ReaderState } from '../../shared/station-state'
import { inspect, inspectionClosed, useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { type Answer, answerOf } from '../station/answer'
import { station } from '../station/client'
import { secretsForgotten } from '../variables/store'
import { answerOn, type Readiness, readinessOf } from './readiness'
import { serverIn } from './sale'
import type { CardState } from './state'
import { at, cardChanged, go } from './store'

/** What a yes would be given to now. */
const readinessNow = (state: CardState): Readiness =>
  readinessOf(state, useReaders.getState().readers, useInspection.getState().now)

/** A yes to what is asked. It is kept while the card is still being read, and reads one again that did not answer. */
export function start(state: CardState): void {
  const ready = readinessNow(state)
  if (ready.is === 'failed') void inspect(ready.reader.name)
  if (state.yes !== undefined || answerOn(state, ready) === 'no') return
  cardChanged(state, { yes: { to: askedOf(ready) }, failure: undefined })
  takeYes()
}

/** Whoever tells the PIN of a card says yes to it. */
export function pinTold(iccid: string): void {
  const state = at()
  if (state.step === 'card' && state.yes === undefined) start(cardChanged(state, { pinFor: iccid }))
}

const askedOf = (ready: Readiness): string | undefined => ('reader' in ready ? ready.reader.name : undefined)

/** As soon as all is read, and unless something else is asked by now. */
export function takeYes(): void {
  const state = at()
  if (state.step !== 'card' || state.yes === undefined || state.yes === 'ordered') return
  const ready = readinessNow(state)
  const answer = answerOn(state, ready)
  const isSame = askedOf(ready) === state.yes.to
  if (answer === 'later' && isSame) return
  if (answer !== 'now' || !isSame) takeBack(state)
  else if (state.preview) void order(cardChanged(state, { yes: 'ordered' }), state.preview, ready)
}

/** A yes that was not ordered yet is none any more. */
export function takeBack(state: CardState): void {
  if (state.yes !== undefined && state.yes !== 'ordered') cardChanged(state, { yes: undefined })
}

async function order(state: CardState, preview: Preview, ready: Readiness): Promise<void> {
  const { device, phone } = state
  const answer = await ordered(state, preview, ready.is === 'card' ? ready.reader : undefined)
  if (!answer.ok) {
    const now = at()
    if (now.step === 'card' && now.device === device) cardChanged(now, { yes: undefined, failure: answer.failure })
    return
  }
  secretsForgotten()
  inspectionClosed()
  go({ step: 'done', device, phone, job: answer.value, server: serverIn(preview) })
}

function ordered(
  { device, phone, variables }: CardState,
  { template: { name: template }, sha256 }: Preview,
  reader: ReaderState | undefined,
): Promise<Answer<JobId>> {
  const order = { device, template, variables, ...(phone !== undefined && { phone }) }
  if (reader === undefined) return answerOf(station.registration.register(order))
  const card = reader.iccid === undefined ? {} : { iccid: reader.iccid }
  return answerOf(station.job.start({ ...order, reader: reader.name, sha256, ...card }))
}
