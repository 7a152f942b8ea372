import { Button } from '../parts/button'
import { Icon } from '../parts/icon'
import { FailureNotice } from '../parts/notice'
import { isReady, readerFor, useReaders } from '../readers/store'
import { text } from '../text'
import { NoCardKey } from './no-card-key'
import { startJob } from './order'
import { ReviewSheet } from './review-sheet'
import { ScanRefused } from './scan-refused'
import type { ReviewState } from './state'
import { Step } from './step'
import { readerNamed, startOver } from './store'

const words = text.wizard.review

/** The operator sees exactly what will be written, has one reader, and starts the job. */
export function ReviewStep(state: ReviewState) {
  const readers = useReaders((view) => view.readers)
  const reader = readerFor(readers, state.reader)
  const into =
    reader &&
    (reader.iccid === undefined
      ? words.into(reader.number)
      : words.intoCard(text.identity.end(reader.iccid), reader.number))
  return (
    <Step
      now="review"
      chosen={reader?.name}
      note={<Target said={into} hasCards={readers.some(isReady)} />}
      onChoose={readerNamed}
      acts={
        <>
          <Button kind="plain" keycap={text.station.keys.escape} onPress={startOver}>
            {text.wizard.back}
          </Button>
          <Button
            kind="act"
            keycap={text.station.keys.enter}
            isDisabled={reader === undefined || state.isStarting}
            onPress={() => void startJob(state)}
          >
            {state.isStarting ? words.starting : words.write}
          </Button>
        </>
      }
    >
      <h1>{words.title}</h1>
      {state.failure && <FailureNotice failure={state.failure} />}
      {state.refused && <ScanRefused scan={state.refused} />}
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
