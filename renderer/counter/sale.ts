import { create } from 'zustand'
import type { ReaderState } from '../../shared/contract'
import type { JobId, JobRecord } from '../../shared/job'
import { proofOf, type Receipt } from '../../shared/receipt'
import { usePlace } from '../place/store'
import type { Fit } from '../readers/fit'
import { inspect, inspectionClosed, looked, useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { type Answer, answerOf } from '../station/answer'
import { station } from '../station/client'
import { followOnce } from '../station/follow'
import { secretsForgotten, variablesFor } from '../variables/store'
import { fitNow, targetOf } from '../wizard/target'
import { templateNow } from '../wizard/template'
import type { CardState } from './state'
import { at, cardChanged, go } from './store'

/** The sale on the screen, as its notes on disk have it, and what could be handed out of it. */
export const useSale = create<{ readonly record: JobRecord | undefined; readonly receipt: Receipt | undefined }>()(
  () => ({
    record: undefined,
    receipt: undefined,
  }),
)

/** The reader and its card, as long as there is one to be written. */
export const targetNow = (state: CardState): ReaderState | undefined =>
  targetOf(useReaders.getState().readers, state, useInspection.getState().now)

export const fitOfTarget = (state: CardState): Fit | undefined =>
  state.preview && fitNow({ preview: state.preview }, targetNow(state), useInspection.getState().now)

/** At the confirmation, and only there, what would be written is asked for and the card is looked at. */
export function lookAtSale(): void {
  const state = at()
  if (state.step !== 'card' || usePlace.getState().place !== 'counter') return
  void askPreview(state)
  const seen = useInspection.getState().now
  const target = targetNow(state)
  if (target !== undefined && (seen.state === 'none' || seen.reader !== target.name)) void inspect(target.name)
}

async function askPreview(state: CardState): Promise<void> {
  const template = templateNow()?.name
  const { device } = state
  const variables = variablesFor(device)
  if (template === undefined || variables === undefined) return forgetPreview(state)
  const asked = JSON.stringify([template, variables])
  if (state.asked === asked) return
  cardChanged(state, { asked, variables, preview: undefined, failure: undefined })
  const answer = await answerOf(station.message.preview({ device, template, variables }))
  const now = at()
  if (now.step !== 'card' || now.device !== device || now.asked !== asked) return
  cardChanged(now, answer.ok ? { preview: answer.value } : { failure: answer.failure })
}

/** What was made with other words is not what would be written. */
function forgetPreview(state: CardState): void {
  if (state.asked !== undefined) cardChanged(state, { asked: undefined, preview: undefined })
}

/** With the card that is in, or without one where there is a number. */
export async function start(state: CardState): Promise<void> {
  const { preview } = state
  if (state.isStarting || preview === undefined) return
  const starting = cardChanged(state, { isStarting: true, failure: undefined })
  await looked()
  const reader = targetNow(starting)
  const fit = fitOfTarget(starting)
  if (at() !== starting) return
  const isUnfit = reader === undefined ? state.phone === undefined || hasCards() : fit?.fit !== 'ready'
  if (isUnfit) return go({ ...starting, isStarting: false })
  const answer = await ordered(starting, preview, reader)
  if (!answer.ok) return at() === starting ? go({ ...starting, isStarting: false, failure: answer.failure }) : undefined
  const { device, phone } = state
  secretsForgotten()
  inspectionClosed()
  go({ step: 'done', device, phone, job: answer.value, server: serverIn(preview) })
  void followSale(answer.value)
}

export const hasCards = (): boolean => useReaders.getState().readers.some(({ card }) => card !== 'none')

function ordered(
  { device, phone, variables }: CardState,
  { template: { name: template }, sha256 }: NonNullable<CardState['preview']>,
  reader: ReaderState | undefined,
): Promise<Answer<JobId>> {
  const order = { device, template, variables, ...(phone !== undefined && { phone }) }
  if (reader === undefined) return answerOf(station.registration.register(order))
  const card = reader.iccid === undefined ? {} : { iccid: reader.iccid }
  return answerOf(station.job.start({ ...order, reader: reader.name, sha256, ...card }))
}

/** By whom the device will be looked after, as the message names it. */
export function serverIn(preview: CardState['preview']): string | undefined {
  const server = preview?.rows.find(({ label }) => label === 'server')
  return server?.aside ?? server?.value
}

const isShown = (job: JobId): boolean => {
  const state = at()
  return state.step === 'done' && state.job === job
}

/** As long as this sale is on the screen. */
export async function followSale(job: JobId): Promise<void> {
  useSale.setState({ record: undefined, receipt: undefined })
  await answerOf(
    followOnce(
      () => station.job.changes({ job }),
      (record) => {
        if (!isShown(job)) return
        useSale.setState({ record })
        void askReceipt(record)
      },
    ),
  )
}

/** There is another with another verdict, and none where nothing is proven any more. */
async function askReceipt(record: JobRecord): Promise<void> {
  const proof = proofOf(record)
  if (proof === undefined) return useSale.setState({ receipt: undefined })
  if (useSale.getState().receipt?.verdict === proof.verdict) return
  const answer = await answerOf(station.receipt.get({ job: record.job }))
  if (answer.ok && isShown(record.job)) useSale.setState({ receipt: answer.value })
}
