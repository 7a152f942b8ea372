import type { JobId, JobRecord } from '../../shared/job'
import { proofOf } from '../../shared/receipt'
import { nameOf } from '../jobs/name'
import { stopJob } from '../jobs/stop-job'
import { isCardDone, useShownJob } from '../jobs/store'
import { mainWayOf, wayOnOf } from '../jobs/way-on'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { useReaderLabel } from '../readers/words'
import { PaperWent } from '../receipt/paper-went'
import { PrintButton } from '../receipt/print-button'
import { text } from '../text'
import { Dial } from '../wizard/dial'
import { GoOn } from '../wizard/go-on'
import { Lights } from '../wizard/lights'
import { PhaseList } from '../wizard/phase-list'
import { resumeWord } from '../wizard/result-words'
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
  const reader = useReaderLabel(record?.reader ?? '')
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
              <LookAgain isMain says={words.look} />
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
            {noteOf(record, reader)}
          </span>
          <div className="acts">
            <Acts record={record} isOver={isSettled || isCardDone(record)} />
          </div>
        </div>
      </footer>
    </>
  )
}

/** What the card is now, where that is not said already, and else whose it is. */
function noteOf(record: JobRecord, reader: string): string {
  if (record.torn && record.outcome !== 'running') return text.job.torn[record.kind]
  if (record.outcome === 'running' && !isCardDone(record)) return text.job.slipped
  return record.outcome === 'running' ? text.job.mayLeaveNote : `${nameOf(record)}, ${reader}`
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
  const main = mainWayOf(record)
  const isNext = wayOnOf(record) === 'next'
  return (
    <>
      {proofOf(record) && <PrintButton job={record.job} />}
      <LookAgain isMain={main === 'again' || main === 'prepare' || isNext} says={isNext ? words.next : words.look} />
      {main === 'resume' && (
        <Button kind="act" keycap={text.station.keys.enter} onPress={() => void resumeHere(record)}>
          {resumeWord(record)}
        </Button>
      )}
    </>
  )
}

/** Another card that is in by then is looked at as well as the same one. */
const LookAgain = ({ isMain, says }: { readonly isMain: boolean; readonly says: string }) => (
  <Button
    {...(isMain && { kind: 'act' })}
    keycap={isMain ? text.station.keys.enter : text.station.keys.escape}
    onPress={lookAgain}
  >
    {says}
  </Button>
)
