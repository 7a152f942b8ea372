import type { Failure } from '../../shared/failure'
import { useShownJob } from '../jobs/store'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { PaperWent } from '../receipt/paper-went'
import { PrintButton } from '../receipt/print-button'
import { text } from '../text'
import { canServe, canTryAgain, counterActs } from './acts'
import { ReceiptSlip } from './receipt-slip'
import { useReceipt } from './sale'
import { SaleLights } from './sale-lights'
import { SaleTile } from './sale-tile'
import type { DoneState } from './state'
import { toCard } from './store'

const words = text.counter.done

/** One verdict, the honest lights behind it, and what the customer takes home. */
export function DoneStep(state: DoneState) {
  const { record, trouble } = useShownJob(state.job)
  const receipt = useReceipt(state.job)
  if (trouble) return <Unread failure={trouble} />
  if (record === undefined) return <main className="end" />
  const hasCalled = ['contacted', 'managed'].includes(record.registration.state)
  const isGood = record.outcome === 'PASS' || record.outcome === 'OWED'
  return (
    <main className="end">
      <div className="said">
        <SaleTile record={record} server={state.server} />
        <SaleLights record={record} />
        <PaperWent of={state.job} />
        <div className="after">
          <span className="quiet" role="status">
            {isGood && (hasCalled ? (record.kind === 'write' ? words.all : words.allWithout) : words.notYet)}
          </span>
          <div className="acts">
            {canTryAgain() && (
              <Button keycap="F8" onPress={() => toCard(state.device, state.phone)}>
                {words.again}
              </Button>
            )}
            {receipt && <PrintButton job={state.job} />}
            <Next />
          </div>
        </div>
      </div>
      <ReceiptSlip device={state.device} isTraining={record.bench} receipt={receipt} />
    </main>
  )
}

/** The record of the sale goes no further yet: said, with the way on. */
const Unread = ({ failure }: { readonly failure: Failure }) => (
  <main className="end">
    <div className="said">
      <FailureNotice failure={failure} />
      <div className="after">
        <span className="quiet" role="status">
          {text.job.unread}
        </span>
        <div className="acts">
          <Next />
        </div>
      </div>
    </div>
  </main>
)

const Next = () => (
  <Button kind="act" keycap={text.station.keys.enter} isDisabled={!canServe()} onPress={counterActs.onward}>
    {words.next}
  </Button>
)
