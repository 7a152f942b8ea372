import type { JobRecord } from '../../shared/job'
import { nameOf } from '../jobs/name'
import { isWaiting } from '../jobs/store'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { Lights } from './lights'
import { sameDeviceAgain } from './order'
import { resume, useRefusal } from './resume'
import { Step } from './step'
import { startOver } from './store'
import { Tile } from './tile'

const words = text.wizard.result

/** One verdict, the three facts behind it, and the way on. */
export function ResultStep({ record }: { readonly record: JobRecord }) {
  const reader = useReaderLabel(record.reader)
  const refusal = useRefusal((view) => view.failure)
  const isOver = record.outcome === 'PASS' || record.outcome === 'OWED'
  return (
    <Step
      now="result"
      job={isWaiting(record) ? record.reader : undefined}
      note={
        <>
          <bdi dir="ltr">{nameOf(record)}</bdi>, {reader}
          {tookOf(record)}
        </>
      }
      acts={
        <>
          {!isOver && (
            <Button kind="plain" keycap="F6" onPress={() => sameDeviceAgain(record)}>
              {words.again}
            </Button>
          )}
          <MainAct record={record} />
        </>
      }
    >
      <Tile record={record} />
      <Lights record={record} />
      {refusal && record.outcome === 'INTERRUPTED' && <FailureNotice failure={refusal} />}
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

const tookOf = ({ startedAt, endedAt }: JobRecord): string =>
  endedAt === undefined ? '' : `. ${words.took(text.job.took(Date.parse(endedAt) - Date.parse(startedAt)))}`
