import type { JobRecord } from '../../shared/job'
import { nameOf } from '../jobs/name'
import { stopJob } from '../jobs/stop-job'
import { isCardDone, useShownJob } from '../jobs/store'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { Dial } from './dial'
import { PhaseList } from './phase-list'
import { Step } from './step'
import { startOver } from './store'

const words = text.job

/** The job as it is on disk, phase by phase. Nobody is needed, but the card must stay. */
export function JobStep({ record }: { readonly record: JobRecord }) {
  const reader = useReaderLabel(record.reader)
  const isDone = isCardDone(record)
  const { stop } = useShownJob(record.job)
  return (
    <Step
      now="job"
      job={record.reader}
      note={isDone ? words.mayLeaveNote : words.slipped}
      acts={<Acts record={record} isCardDone={isDone} />}
    >
      <div className="run">
        <Dial record={record} />
        <div>
          <h1>{isDone ? words.mayLeave : words.leaveIn}</h1>
          <p className="lead">{isDone ? words.mayLeaveLead : words.leaveInLead}</p>
          <PhaseList record={record} />
          {stop !== undefined && stop !== 'asked' && <FailureNotice failure={stop} />}
          <p className="quiet run-of">
            <bdi dir="ltr">{nameOf(record)}</bdi>, {reader}
          </p>
        </div>
      </div>
    </Step>
  )
}

function Acts({ record: { job }, isCardDone: isDone }: { readonly record: JobRecord; readonly isCardDone: boolean }) {
  const { stop } = useShownJob(job)
  if (isDone)
    return (
      <Button kind="act" keycap={text.station.keys.enter} onPress={startOver}>
        {text.wizard.result.next}
      </Button>
    )
  return (
    <Button keycap={text.station.keys.escape} isDisabled={stop === 'asked'} onPress={() => void stopJob(job)}>
      {stop === 'asked' ? words.stopping : words.stop}
    </Button>
  )
}
