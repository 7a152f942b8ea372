import type { JobId, JobRecord } from '../../shared/job'
import { proofOf } from '../../shared/receipt'
import { waitsForItsCard } from '../../shared/record'
import { stopJob } from '../jobs/stop-job'
import { isCardDone, useShownJob } from '../jobs/store'
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
import { lookAgain } from './order'
import { resumeHere } from './resume'
import { useRepair } from './store'

const words = text.repair

/** The job as it is on disk, and its verdict; a card put back makes it run again. */
export function JobBench({ job }: { readonly job: JobId }) {
  const { record, trouble, stop } = useShownJob(job)
  const failure = useRepair((view) => view.failure)
  const isSettled = useSettled(record)
  if (trouble)
    return (
      <>
        <main className="work">
          <FailureNotice failure={trouble} />
        </main>
        <footer className="foot">
          <div>
            <span />
            <div className="acts">
              <LookAgain />
            </div>
          </div>
        </footer>
      </>
    )
  if (record === undefined) return <main className="work" />
  return (
    <>
      <main className={`work ${isSettled ? 'work-result' : 'work-job'}`}>
        {isSettled ? <Result record={record} /> : <Running record={record} />}
        {failure && <FailureNotice failure={failure} />}
        {!isSettled && stop !== undefined && stop !== 'asked' && <FailureNotice failure={stop} />}
      </main>
      <footer className="foot">
        <div>
          <span className="quiet" role="status">
            {noteOf(record)}
          </span>
          <div className="acts">
            <Acts record={record} isOver={isSettled || isCardDone(record)} />
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
    <PaperWent of={record.job} />
  </>
)

function Acts({ record, isOver }: { readonly record: JobRecord; readonly isOver: boolean }) {
  const { stop } = useShownJob(record.job)
  if (!isOver)
    return (
      <Button keycap={text.station.keys.escape} isDisabled={stop === 'asked'} onPress={() => void stopJob(record.job)}>
        {stop === 'asked' ? text.job.stopping : text.job.stop}
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
      <LookAgain />
    </>
  )
}

const LookAgain = () => (
  <Button kind="act" keycap={text.station.keys.enter} onPress={lookAgain}>
    {words.look}
  </Button>
)
