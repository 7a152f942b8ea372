import { Button } from '../parts/button'
import { Icon } from '../parts/icon'
import { FailureNotice } from '../parts/notice'
import { isStartable } from '../readers/fit'
import { useInspection } from '../readers/inspection'
import { isReady, useReaders } from '../readers/store'
import { targetOf } from '../readers/target'
import { text } from '../text'
import { CardState } from './card-state'
import { NoCardKey } from './no-card-key'
import { startJob } from './order'
import { ReviewSheet } from './review-sheet'
import { ScanRefused } from './scan-refused'
import type { ReviewState } from './state'
import { Step } from './step'
import { readerNamed, startOver } from './store'
import { fitNow } from './target'

const words = text.wizard.review

/** The operator sees exactly what will be written, has one reader, and starts the job. */
export function ReviewStep(state: ReviewState) {
  const readers = useReaders((view) => view.readers)
  const seen = useInspection((view) => view.now)
  const reader = targetOf(readers, state, seen)
  const fit = fitNow(state, reader, seen)
  const isStopped = fit !== undefined && !isStartable(fit)
  const into =
    reader &&
    (reader.iccid === undefined
      ? words.into(reader.number)
      : words.intoCard(text.identity.end(reader.iccid), reader.number))
  return (
    <Step
      now="review"
      chosen={reader?.name}
      note={<Target said={isStopped ? words.stopped : into} hasCards={readers.some(isReady)} />}
      onChoose={readerNamed}
      acts={
        <>
          <Button
            kind="plain"
            keycap={text.station.keys.escape}
            isDisabled={state.starting === 'ordered'}
            onPress={startOver}
          >
            {text.wizard.back}
          </Button>
          <Button
            kind="act"
            keycap={text.station.keys.enter}
            isDisabled={reader === undefined || state.starting !== 'no' || isStopped}
            onPress={() => void startJob()}
          >
            {state.starting === 'no' ? words.write : words.starting}
          </Button>
        </>
      }
    >
      <h1>{words.titles[fit?.fit ?? 'ready']}</h1>
      {state.failure && <FailureNotice failure={state.failure} />}
      {state.refused && <ScanRefused scan={state.refused} />}
      {reader && <CardState state={state} seen={seen} fit={fit} />}
      <NoCardKey />
      <ReviewSheet preview={state.preview} />
      <ul className="warnings">
        {state.preview.warnings.map((warning) => (
          <li key={warning}>
            <Icon name="note" />
            {words.warning(warning)}
          </li>
        ))}
      </ul>
    </Step>
  )
}

/** Where the message goes; without a reader, the one thing to do next. */
function Target({ said, hasCards }: { readonly said: string | undefined; readonly hasCards: boolean }) {
  if (said !== undefined) return said
  return <strong className="next-line">{hasCards ? words.choose : words.insert}</strong>
}
