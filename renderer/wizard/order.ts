import type { JobRecord } from '../../shared/job'
import { isStartable } from '../readers/fit'
import { inspectionClosed, looked, useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { targetOf } from '../readers/target'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { variablesFor } from '../variables/store'
import { emptyScan, type ScanState, scannedDevice } from './state'
import { at, go, startRefused } from './store'
import { fitNow } from './target'
import { templateNow } from './template'

/** From the scan to the review: asks what would be written. */
export async function review(state: ScanState): Promise<void> {
  const device = scannedDevice(state)
  const template = templateNow()?.name
  const variables = device && variablesFor(device)
  if (device === undefined || template === undefined || variables === undefined || state.isAsking) return
  const asking = { ...state, isAsking: true, failure: undefined }
  go(asking)
  const answer = await answerOf(station.message.preview({ device, template, variables }))
  if (at() !== asking) return
  if (!answer.ok) return go({ ...asking, isAsking: false, failure: answer.failure })
  const { value: preview } = answer
  inspectionClosed()
  go({
    step: 'review',
    device,
    template,
    variables,
    preview,
    reader: undefined,
    refused: undefined,
    failure: undefined,
    starting: 'no',
  })
}

/** From the review to the job, with the hash of what was reviewed. */
export async function startJob(): Promise<void> {
  const state = at()
  if (state.step !== 'review' || state.starting !== 'no') return
  const reader = targetOf(useReaders.getState().readers, state, useInspection.getState().now)
  if (reader === undefined) return
  const starting = { ...state, starting: 'looking', refused: undefined, failure: undefined } as const
  go(starting)
  await looked()
  const fit = fitNow(state, reader, useInspection.getState().now)
  if (at() !== starting) return
  if (fit !== undefined && !isStartable(fit)) return go({ ...starting, starting: 'no' })
  const ordered = { ...starting, starting: 'ordered' } as const
  go(ordered)
  const { device, template, variables, preview } = state
  const card = reader.iccid === undefined ? {} : { iccid: reader.iccid }
  const answer = await answerOf(
    station.job.start({ device, template, variables, reader: reader.name, sha256: preview.sha256, ...card }),
  )
  if (!answer.ok) return startRefused(ordered, answer.failure)
  openJob(answer.value)
}

/** What was read of the card before it is not so after it. */
export function openJob(job: JobRecord['job']): void {
  go({ step: 'job', job })
  inspectionClosed()
}

/** Another try for the same device, with the same template, on whatever card is put in. */
export function sameDeviceAgain({ device }: JobRecord): void {
  if (device === undefined) return
  const scan: ScanState = {
    ...emptyScan,
    typed: device.slice(device.indexOf(':') + 1),
    scan: { kind: 'device', device },
  }
  go(scan)
  void review(scan)
}
