// What is typed and secret is nowhere but on the page that it was typed on, and for what it was typed for.
import { draftSecretsForgotten } from './composer/draft'
import { useCounter } from './counter/store'
import { pinLeft } from './counter/yes'
import { usePlace } from './place/store'
import { useInspection } from './readers/inspection'
import { drafted } from './settings/certificate-store'
import { hasSecret, secretsForgotten } from './variables/store'
import { scannedDevice, type WizardState } from './wizard/state'
import { at, deviceTaken, go, useWizard } from './wizard/store'

/** Until it is ended. */
export function followSecrets(): () => void {
  const ends = [
    usePlace.subscribe(({ place }, before) => {
      if (place !== before.place) forgetSecrets()
    }),
    useWizard.subscribe((now, before) => {
      if (deviceAt(now.at) !== deviceAt(before.at)) secretsForgotten()
    }),
    useCounter.subscribe(({ at: now }, { at: before }) => {
      if (before.step === 'card' && (now.step !== 'card' || now.device !== before.device)) secretsForgotten()
    }),
    useCounter.subscribe(pinLeft),
    useInspection.subscribe(({ now }) => {
      if (now.state === 'none' && usePlace.getState().place === 'repair') secretsForgotten()
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}

function forgetSecrets(): void {
  leaveReview(at())
  secretsForgotten()
  draftSecretsForgotten()
  drafted({ secretLine: '' })
}

/** A review of something secret is asked for again, and what is prepared is not gone back from. */
function leaveReview(state: WizardState): void {
  if (state.step === 'review' && state.starting !== 'ordered' && hasSecret(state.variables)) deviceTaken(state.device)
  if (state.step === 'job' && state.review && hasSecret(state.review.variables)) go({ step: 'job', job: state.job })
}

function deviceAt(state: WizardState): string | undefined {
  if (state.step === 'job') return state.review?.device
  return state.step === 'review' ? state.device : scannedDevice(state)
}
