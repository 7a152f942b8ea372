import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import { type DeviceId, identityOf } from '../../shared/identity/device'
import { readScan, type Scan } from '../../shared/identity/scan'
import { againEntered, againErased, againTyped, type Proving, provingOf } from '../scan/proving'
import { emptyScan, type ReviewState, type ScanState, type WizardState } from './state'

const longest = 64

export const useWizard = create<{ readonly at: WizardState }>()(() => ({ at: emptyScan }))

export const at = (): WizardState => useWizard.getState().at
export const go = (next: WizardState): void => useWizard.setState({ at: next })

export const startOver = (): void => go(emptyScan)

/** A key on the scan step. After an identity was taken, the next one begins anew. */
export function keyTyped(state: ScanState, key: string): void {
  const typed = state.scan === undefined ? state.typed + key : key
  if (state.proving !== undefined) go({ ...state, proving: againTyped(state.proving, key) })
  else go({ ...emptyScan, typed: typed.slice(0, longest) })
}

export function keyErased(state: ScanState): void {
  const { typed, scan, proving } = state
  if (proving !== undefined && proving.again !== '') go({ ...state, proving: againErased(proving) })
  else if (proving !== undefined) go({ ...emptyScan, typed })
  else go({ ...emptyScan, typed: scan === undefined ? typed.slice(0, -1) : '' })
}

/** Enter behind what a hand typed: a device is asked for again, anything else is said at once. */
export function entered({ typed, proving }: ScanState): void {
  const scan = readScan(typed)
  if (proving !== undefined) provingEntered(typed, proving)
  else if (scan.kind === 'device')
    go({ ...emptyScan, typed: identityOf(scan.device).value, proving: provingOf(scan.device) })
  else scanned(typed)
}

function provingEntered(typed: string, proving: Proving): void {
  const told = againEntered(proving)
  if (typeof told === 'string') deviceTaken(told)
  else go({ ...emptyScan, typed, proving: told })
}

/** One device, scanned, or told twice, or chosen of two that were scanned. */
export const deviceTaken = (device: DeviceId): void =>
  go({ ...emptyScan, typed: identityOf(device).value, scan: { kind: 'device', device } })

/** What was scanned, from any step: taken if it is a device, refused with words if it is not. */
export function scanned(text: string): void {
  const state = at()
  const scan = readScan(text)
  if (state.step === 'review' && scan.kind !== 'device') go({ ...state, refused: scan })
  else go({ ...emptyScan, typed: shownOf(scan, text), scan })
}

const shownOf = (scan: Scan, text: string): string => {
  if (scan.kind === 'device') return identityOf(scan.device).value
  if (scan.kind === 'several') return ''
  return scan.kind === 'check-digit' ? scan.digits : text.trim().slice(0, longest)
}

export const readerNamed = (reader: string): void => {
  const state = at()
  if (state.step === 'review' && state.starting === 'no') go({ ...state, reader, failure: undefined })
}

/** Told on the review that it was ordered on: by then a person may be at another job. */
export function startRefused(ordered: ReviewState, failure: Failure): void {
  if (at() === ordered) go({ ...ordered, starting: 'no', failure })
}
