import type { JobRecord } from '../../shared/job'
import { nameOf } from '../jobs/name'
import { isCardDone } from '../jobs/store'
import { Button } from '../parts/button'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { Dial } from './dial'
import { stopJob } from './order'
import { PhaseList } from './phase-list'
import type { JobState } from './state'
import { Step } from './step'
import { startOver } from './store'

const words = text.job

/** The job as it is on disk, phase by phase. Nobody is needed, but the card must stay. */
export function JobStep({ state, record }: { readonly state: JobState; readonly record: JobRecord }) {
  const reader = useReaderLabel(record.reader)
  const isDone = isCardDone(record)
  return (
    <Step
      now="job"
      job={record.reader}
      note={isDone ? words.mayLeaveNote : words.slipped}
      acts={<Acts state={state} isCardDone={isDone} />}
    >
      <div className="run">
        <Dial record={record} />
        <div>
          <h1>{isDone ? words.mayLeave : words.leaveIn}</h1>
          <p className="lead">{isDone ? words.mayLeaveLead : words.leaveInLead}</p>
          <PhaseList record={record} />
          <p className="quiet run-of">
            <bdi dir="ltr">{nameOf(record)}</bdi>, {reader}
          </p>
        </div>
      </div>
    </Step>
  )
}

function Acts({ state, isCardDone: isDone }: { readonly state: JobState; readonly isCardDone: boolean }) {
  if (isDone)
    return (
      <Button kind="act" keycap={text.station.keys.enter} onPress={startOver}>
        {text.wizard.result.next}
      </Button>
    )
  return (
    <Button keycap={text.station.keys.escape} isDisabled={state.isStopping} onPress={() => void stopJob(state)}>
      {state.isStopping ? words.stopping : words.stop}
    </Button>
  )
}
