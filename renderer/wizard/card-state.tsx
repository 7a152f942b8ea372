import { Button } from '../parts/button'
import { Icon } from '../parts/icon'
import { FailureNotice, Notice } from '../parts/notice'
import type { Fit } from '../readers/fit'
import type { Inspection } from '../readers/inspection'
import { text } from '../text'
import { prepare, usePlan } from './preparing'
import type { ReviewState } from './state'

const words = text.wizard.review.card

type CardProps = { readonly state: ReviewState; readonly seen: Inspection; readonly fit: Fit | undefined }

/** The card that would be written: its room and tries, or what stops it and the way on. */
export function CardState({ state, seen, fit }: CardProps) {
  if (seen.state === 'failed') return <FailureNotice failure={seen.failure} />
  if (seen.state === 'reading') return <Line says={words.reading} />
  switch (fit?.fit) {
    case undefined:
      return null
    case 'ready':
      return <Line says={words.ready(fit.roomBytes, fit.triesLeft)} />
    case 'pin':
      return <Notice kind="ask" what={text.readers.inspect.stopped.pin} below={text.readers.inspect.stoppedDo.pin} />
    case 'stopped':
      return (
        <Notice
          kind="fail"
          what={text.readers.inspect.stopped[fit.why]}
          below={text.readers.inspect.stoppedDo[fit.why]}
        />
      )
    case 'unprepared':
      return <Preparation state={state} what={words.unprepared} />
    case 'too-small':
      return <Preparation state={state} what={words.small(fit.roomBytes, state.preview.bytes)} />
  }
}

const Line = ({ says }: { readonly says: string }) => (
  <p className="card-line" role="status">
    <Icon name="card" />
    {says}
  </p>
)

function Preparation({ state, what }: { readonly state: ReviewState; readonly what: string }) {
  const { plan } = usePlan()
  if (plan.state === 'cannot') return <FailureNotice failure={plan.failure} />
  if (plan.state !== 'can') return <Line says={words.planning} />
  return (
    <>
      <Notice kind="act" what={what} below={words.would}>
        <Button keycap="F7" isDisabled={state.starting !== 'no'} onPress={() => void prepare()}>
          {words.prepare}
        </Button>
      </Notice>
      <ol className="plan">
        {plan.steps.map((step) => (
          <li key={text.preparation.step(step)}>{text.preparation.step(step)}</li>
        ))}
      </ol>
    </>
  )
}
