import { Button } from '../parts/button'
import { PaperLost } from '../receipt/paper-went'
import { SecondProof } from '../scan/second-proof'
import { SeveralDevices } from '../scan/several-devices'
import { text } from '../text'
import { Echo } from '../wizard/echo'
import { NoCardKey } from '../wizard/no-card-key'
import { ScanRefused } from '../wizard/scan-refused'
import { counterActs } from './acts'
import type { DeviceState } from './state'
import { deviceTaken } from './store'

const words = text.counter.device

/** The whole screen is for one scan. */
export const DeviceStep = ({ typed, scan, proving }: DeviceState) => (
  <main className="ask ask-wide">
    <h1>{words.title}</h1>
    <p className="lead">{words.lead}</p>
    <Echo typed={typed} scan={scan} proving={proving} />
    {proving && <SecondProof proving={proving} />}
    {scan && <ScanRefused scan={scan} />}
    {scan?.kind === 'several' && <SeveralDevices devices={scan.devices} onChoose={deviceTaken} />}
    <PaperLost />
    <NoCardKey />
    <div className="acts">
      <Button kind="act" keycap={text.station.keys.enter} isDisabled={typed === ''} onPress={counterActs.onward}>
        {words.next}
      </Button>
    </div>
  </main>
)
