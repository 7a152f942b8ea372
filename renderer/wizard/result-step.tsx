import type { JobRecord } from '../../shared/job'
import { tookMs } from '../../shared/record'
import { nameOf } from '../jobs/name'
import { isWaiting } from '../jobs/store'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { GoOn } from './go-on'
import { Lights } from './lights'
import { sameDeviceAgain } from './order'
import { canResume, otherActOf, resume, useRefusal } from './resume'
import { Step } from './step'
import { startOver } from './store'
import { Tile } from './tile'

const words = text.wizard.result

/** One verdict, the three facts behind it, and the way on. */
export function ResultStep({ record }: { readonly record: JobRecord }) {
  const reader = useReaderLabel(record.reader)
  const refusal = useRefusal((view) => view.failure)
  return (
    <Step
      now="result"
      chosen={isWaiting(record) ? record.reader : undefined}
      note={
        <>
          <bdi dir="ltr">{nameOf(record)}</bdi>, {reader}
          {tookOf(record)}
        </>
      }
      acts={
        <>
          <OtherAct record={record} />
          <MainAct record={record} />
        </>
      }
    >
      <Tile record={record} />
      <GoOn record={record} resume={resume} />
      <Lights record={record} />
      {refusal && canResume(record) && <FailureNotice failure={refusal} />}
    </Step>
  )
}

const MainAct = ({ record }: { readonly record: JobRecord }) =>
  record.outcome === 'INTERRUPTED' ? (
    <Button kind="act" keycap={text.station.keys.enter} onPress={() => void resume(record)}>
      {words.resume}
    </Button>
  ) : (
    <Button kind="act" keycap={text.station.keys.enter} onPress={startOver}>
      {words.next}
    </Button>
  )

function OtherAct({ record }: { readonly record: JobRecord }) {
  switch (otherActOf(record)) {
    case 'resume':
      return (
        <Button keycap="F8" onPress={() => void resume(record)}>
          {words.resume}
        </Button>
      )
    case 'prepare':
      return (
        <Button keycap="F7" onPress={() => sameDeviceAgain(record)}>
          {text.wizard.review.card.prepare}
        </Button>
      )
    case 'again':
      return (
        <Button keycap="F8" onPress={() => sameDeviceAgain(record)}>
          {words.again}
        </Button>
      )
    case undefined:
      return null
  }
}

const tookOf = (record: JobRecord): string => {
  const ms = tookMs(record)
  return ms === undefined ? '' : `. ${words.took(text.job.took(ms))}`
}
