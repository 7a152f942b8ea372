import type { Failure } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { Scan } from '../../shared/identity/scan'
import type { JobId } from '../../shared/job'
import type { Preview } from '../../shared/preview'
import type { Proving } from '../scan/proving'
import type { Given } from '../variables/store'

/** What was typed so far, and what it turned out to be once it was entered. */
export type ScanState = {
  readonly step: 'scan'
  readonly typed: string
  readonly scan: Scan | undefined
  /** What a hand typed is a device only when it was told a second time. */
  readonly proving: Proving | undefined
  readonly failure: Failure | undefined
  readonly isAsking: boolean
}

/** What would be written, and where to if the operator has said so. */
export type ReviewState = {
  readonly step: 'review'
  readonly device: DeviceId
  readonly template: string
  readonly variables: Given
  readonly preview: Preview
  readonly reader: string | undefined
  readonly refused: Scan | undefined
  readonly failure: Failure | undefined
  /** Whether its card is still looked at for it, or the job is ordered: from then on nothing is taken back here. */
  readonly starting: 'no' | 'looking' | 'ordered'
}

/** A job, running or over: its record says which. */
export type JobState = {
  readonly step: 'job'
  readonly job: JobId
  /** What a preparation is done for. */
  readonly review?: ReviewState | undefined
}

export type WizardState = ScanState | ReviewState | JobState

export const emptyScan: ScanState = {
  step: 'scan',
  typed: '',
  scan: undefined,
  proving: undefined,
  failure: undefined,
  isAsking: false,
}

export const scannedDevice = ({ scan }: ScanState): DeviceId | undefined =>
  scan?.kind === 'device' ? scan.device : undefined
