import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { SecondProof } from '../scan/second-proof'
import { SeveralDevices } from '../scan/several-devices'
import { text } from '../text'
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

const words = text.wizard.scan

/** The operator scans or types the device; the card and the template find their own places. */
export function ScanStep(state: ScanState) {
  const device = scannedDevice(state)
  return (
    <Step
      now="scan"
      note={words.nothing}
      acts={
        <Button
          kind="act"
          keycap={text.station.keys.enter}
          isDisabled={device === undefined}
          onPress={() => void review(state)}
        >
          {words.next}
        </Button>
      }
    >
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
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
