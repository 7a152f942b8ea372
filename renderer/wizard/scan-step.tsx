import { useEffect } from 'react'
import type { DeviceId } from '../../shared/identity/device'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { SecondProof } from '../scan/second-proof'
import { SeveralDevices } from '../scan/several-devices'
import { useStation } from '../station/store'
import { text } from '../text'
import { goToVariable } from '../variables/enter'
import { askedNow, useVariables, variablesFor } from '../variables/store'
import { VariableFields } from '../variables/variable-fields'
import { Echo } from './echo'
import { Found } from './found'
import { NoCardKey } from './no-card-key'
import { OpenJobs } from './open-jobs'
import { review } from './order'
import { ScanRefused } from './scan-refused'
import { type ScanState, scannedDevice } from './state'
import { Step } from './step'
import { deviceTaken } from './store'
import { ownTemplates, templateNow, useLastTemplate } from './template'

const words = text.wizard.scan

/** The operator scans or types the device; the card and the template find their own places. */
export function ScanStep(state: ScanState) {
  const device = scannedDevice(state)
  const next = useNext(device)
  // What a template wants to be told is told next: the caret is where.
  useEffect(() => {
    if (device !== undefined && next === 'fields') goToVariable()
  }, [device, next])
  return (
    <Step
      now="scan"
      note=""
      acts={
        <Button
          kind="act"
          keycap={text.station.keys.enter}
          isDisabled={next !== 'review'}
          onPress={() => void review(state)}
        >
          {words.next}
        </Button>
      }
    >
      <h1>{state.proving ? words.once : device === undefined ? words.title : words.found}</h1>
      {!state.proving && <p className="lead">{next === undefined ? words.lead : words.follows[next]}</p>}
      <Echo {...state} />
      {state.proving && <SecondProof proving={state.proving} />}
      {state.scan && <ScanRefused scan={state.scan} />}
      {state.scan?.kind === 'several' && <SeveralDevices devices={state.scan.devices} onChoose={deviceTaken} />}
      {state.failure && <FailureNotice failure={state.failure} />}
      <Found device={device} />
      {device !== undefined && <VariableFields device={device} />}
      <NoCardKey />
      <OpenJobs />
    </Step>
  )
}

/** What comes before the review, once the device is found. */
function useNext(device: DeviceId | undefined): 'template' | 'fields' | 'review' | undefined {
  useVariables()
  useLastTemplate()
  const templates = ownTemplates(useStation(({ state }) => state))
  if (device === undefined || templates.length === 0) return undefined
  if (templateNow() === undefined) return 'template'
  if (askedNow() === undefined) return undefined
  return variablesFor(device) === undefined ? 'fields' : 'review'
}
