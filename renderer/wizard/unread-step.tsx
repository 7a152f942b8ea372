import type { Failure } from '../../shared/failure'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { text } from '../text'
import { Step } from './step'
import { startOver } from './store'

/** The record of the job cannot be read or went no further: said, with the way on. */
export const UnreadStep = ({ failure }: { readonly failure: Failure }) => (
  <Step
    now="job"
    note=""
    acts={
      <Button keycap={text.station.keys.escape} onPress={startOver}>
        {text.wizard.result.next}
      </Button>
    }
  >
    <h1>{text.job.unread}</h1>
    <FailureNotice failure={failure} />
  </Step>
)
