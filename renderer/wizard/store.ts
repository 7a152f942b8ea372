import { create } from 'zustand'
import { identityOf } from '../../shared/identity/device'
import { readScan } from '../../shared/identity/scan'
import { emptyScan, type ScanState, type WizardState } from './state'

const longest = 64

export const useWizard = create<{ readonly at: WizardState }>()(() => ({ at: emptyScan }))

export const at = (): WizardState => useWizard.getState().at
export const go = (next: WizardState): void => useWizard.setState({ at: next })

export const startOver = (): void => go(emptyScan)

/** A key on the scan step. After an identity was taken, the next one begins anew. */
export function keyTyped(state: ScanState, key: string): void {
  const typed = state.scan === undefined ? state.typed + key : key
  go({ ...emptyScan, typed: typed.slice(0, longest) })
}

export const keyErased = (state: ScanState): void =>
  go({ ...emptyScan, typed: state.scan === undefined ? state.typed.slice(0, -1) : '' })

/** What was scanned or typed, from any step: taken if it is a device, refused with words if it is not. */
export function scanned(text: string): void {
  const state = at()
  const scan = readScan(text)
  const typed = scan.kind === 'device' ? identityOf(scan.device).value : text.trim()
  go(state.step === 'review' && scan.kind !== 'device' ? { ...state, refused: scan } : { ...emptyScan, typed, scan })
}

export const readerNamed = (reader: string): void => {
  const state = at()
  if (state.step === 'review' && !state.isStarting) go({ ...state, reader, failure: undefined })
}
