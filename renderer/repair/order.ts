import type { JobId } from '../../shared/job'
import { inspectionClosed, useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { targetOf } from '../readers/target'
import { paperLeft } from '../receipt/printing'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { secretsForgotten, variablesFor } from '../variables/store'
import { templateNow } from '../wizard/template'
import { comparisonOf, deviceFor } from './card'
import { bench, emptyBench, untyped, useRepair } from './store'

/** Everything on the card for the new message, or the new server beside what is there. */
export type Deed = 'rebootstrap' | 'add'

/** What would be done: undefined until it was all read and shown. */
export function orderNow() {
  const view = bench()
  const seen = useInspection.getState().now
  const template = templateNow()?.name
  const difference = view.difference?.value
  const reader = targetOf(useReaders.getState().readers, view, seen)
  if (seen.state !== 'read' || reader?.name !== seen.reader || !template || !difference) return undefined
  const device = deviceFor(view, seen.report)
  const { iccid } = seen.report
  const variables = device && variablesFor(device)
  if (device === undefined || variables === undefined || view.isStarting) return undefined
  if (view.difference?.of !== comparisonOf(device, template, iccid ?? '')) return undefined
  return {
    device,
    template,
    variables,
    reader: reader.name,
    sha256: difference.left.sha256,
    ...(iccid && { iccid }),
  }
}

export async function start(deed: Deed): Promise<void> {
  const order = orderNow()
  if (order === undefined) return
  useRepair.setState({ isStarting: true, failure: undefined })
  const answer = await answerOf(
    deed === 'rebootstrap' ? station.card.rebootstrap(order) : station.job.start({ ...order, add: true }),
  )
  if (answer.ok) jobShown(answer.value)
  else useRepair.setState({ isStarting: false, failure: answer.failure })
}

/** What was typed while it was ordered is for nothing: Esc is for the job. */
export function jobShown(job: JobId): void {
  paperLeft(job)
  secretsForgotten()
  useRepair.setState({ at: { step: 'job', job }, ...untyped, isStarting: false })
}

/** The card is read anew, whatever was known of it. What was scanned for it stays, until a job was made of it. */
export function lookAgain(): void {
  const { at, reader, device } = bench()
  inspectionClosed()
  useRepair.setState({ ...emptyBench, reader, device: at.step === 'card' ? device : undefined })
}
