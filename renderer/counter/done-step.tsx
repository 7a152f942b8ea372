import type { Failure } from '../../shared/failure'
import type { JobRecord } from '../../shared/job'
import { useShownJob } from '../jobs/store'
import { canResume, mainWayOf, wayOnOf } from '../jobs/way-on'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { PaperWent } from '../receipt/paper-went'
import { PrintButton } from '../receipt/print-button'
import { text } from '../text'
import { resumeWord } from '../wizard/result-words'
import { useRefusal } from '../wizard/resume'
import { canServe, leave, resumeSale, tryAgain } from './acts'
import { NoReceipt } from './no-receipt'
import { ReceiptSlip } from './receipt-slip'
import { useReceipt } from './sale'
import { SaleLights } from './sale-lights'
import { SaleTile } from './sale-tile'
import type { DoneState } from './state'

const words = text.counter.done

/** One verdict, the honest lights behind it, and what the customer takes home. */
export function DoneStep(state: DoneState) {
  const { record, trouble } = useShownJob(state.job)
  const receipt = useReceipt(state.job)
  const refusal = useRefusal(state.job)
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
        {refusal && canResume(record) && <FailureNotice failure={refusal} />}
        <div className="after">
          <span className="quiet" role="status">
            {isGood && (hasCalled ? (record.kind === 'write' ? words.all : words.allWithout) : words.notYet)}
          </span>
          <div className="acts">
            {receipt && <PrintButton job={state.job} />}
            {canResume(record) ? <Serve state={state} record={record} /> : <Next />}
          </div>
        </div>
      </div>
      {receipt ? (
        <ReceiptSlip device={state.device} isTraining={record.bench} receipt={receipt} />
      ) : (
        <NoReceipt device={state.device} record={record} />
      )}
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
          <Leave />
        </div>
      </div>
    </div>
  </main>
)

const onEnter = { kind: 'act', keycap: text.station.keys.enter } as const

const Next = () => (
  <Button {...onEnter} isDisabled={!canServe()} onPress={leave}>
    {words.next}
  </Button>
)

/** The next customer, though this one was not served. */
const Leave = () => (
  <Button keycap={text.station.keys.escape} onPress={leave}>
    {words.next}
  </Button>
)

/** What serves this customer is the main thing. */
const Serve = ({ state, record }: { readonly state: DoneState; readonly record: JobRecord }) => {
  const main = mainWayOf(record)
  const isMain = main !== undefined && main !== 'resume'
  return (
    <>
      <Leave />
      <Button {...(isMain ? onEnter : { keycap: 'F8' })} onPress={() => tryAgain(state)}>
        {wayOnOf(record) === 'resume' ? words.other : words.again}
      </Button>
      {main === 'resume' && (
        <Button {...onEnter} onPress={() => void resumeSale(state, record)}>
          {resumeWord(record)}
        </Button>
      )}
    </>
  )
}
