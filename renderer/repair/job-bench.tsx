import type { JobRecord } from '../../shared/job'
import { proofOf } from '../../shared/receipt'
import { waitsForItsCard } from '../../shared/record'
import { isCardDone, useJobs } from '../jobs/store'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { PaperWent } from '../receipt/paper-went'
import { PrintButton } from '../receipt/print-button'
import { text } from '../text'
import { Dial } from '../wizard/dial'
import { GoOn } from '../wizard/go-on'
import { Lights } from '../wizard/lights'
import { PhaseList } from '../wizard/phase-list'
import { canResume } from '../wizard/resume'
import { useSettled } from '../wizard/settled'
import { Tile } from '../wizard/tile'
import { lookAgain, stop } from './order'
import { resumeHere } from './resume'
import { type RepairStep, useRepair } from './store'

const words = text.repair

type JobProps = {
  readonly state: Extract<RepairStep, { step: 'job' }>
  readonly record: JobRecord | undefined
}

/** The job as it is on disk, and its verdict; a card put back makes it run again. */
export function JobBench({ state, record }: JobProps) {
  const trouble = useJobs((view) => view.trouble)
  const failure = useRepair((view) => view.failure)
  const isSettled = useSettled(record)
  if (trouble)
    return (
      <main className="work">
        <FailureNotice failure={trouble} />
      </main>
    )
  if (record === undefined) return <main className="work" />
  return (
    <>
      <main className={`work ${isSettled ? 'work-result' : 'work-job'}`}>
        {isSettled ? <Result record={record} /> : <Running record={record} />}
        {failure && <FailureNotice failure={failure} />}
      </main>
      <footer className="foot">
        <div>
          <span className="quiet" role="status">
            {noteOf(record)}
          </span>
          <div className="acts">
            <Acts state={state} record={record} isOver={isSettled || isCardDone(record)} />
          </div>
        </div>
      </footer>
    </>
  )
}

/** What the card is now, where that is not said already. */
function noteOf(record: JobRecord): string {
  if (record.torn && record.outcome !== 'running') return text.job.torn[record.kind]
  if (record.outcome === 'running' && !isCardDone(record)) return text.job.slipped
  return record.outcome === 'OWED' || record.outcome === 'running' ? text.job.mayLeaveNote : ''
}

const Running = ({ record }: { readonly record: JobRecord }) => (
  <div className="run">
    <Dial record={record} />
    <div>
      <h1>{isCardDone(record) ? text.job.mayLeave : text.job.leaveIn}</h1>
      <PhaseList record={record} />
    </div>
  </div>
)

const Result = ({ record }: { readonly record: JobRecord }) => (
  <>
    <Tile record={record} />
    <GoOn record={record} resume={resumeHere} />
    {record.outcome === 'PASS' || record.outcome === 'OWED' ? (
      <Lights record={record} />
    ) : (
      <PhaseList record={record} />
    )}
    <PaperWent />
  </>
)

function Acts({ state, record, isOver }: { readonly isOver: boolean } & JobProps & { readonly record: JobRecord }) {
  if (!isOver)
    return (
      <Button keycap={text.station.keys.escape} isDisabled={state.isStopping} onPress={() => void stop()}>
        {state.isStopping ? text.job.stopping : text.job.stop}
      </Button>
    )
  if (record.outcome === 'INTERRUPTED')
    return (
      <Button kind="act" keycap={text.station.keys.enter} onPress={() => void resumeHere(record)}>
        {text.wizard.result.resume}
      </Button>
    )
  return (
    <>
      {canResume(record) && !waitsForItsCard(record) && (
        <Button keycap="F8" onPress={() => void resumeHere(record)}>
          {text.wizard.result.resume}
        </Button>
      )}
      {proofOf(record) && <PrintButton job={record.job} />}
      <Button kind="act" keycap={text.station.keys.enter} onPress={lookAgain}>
        {words.look}
      </Button>
    </>
  )
}
