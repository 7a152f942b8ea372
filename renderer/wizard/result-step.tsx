import type { JobRecord } from '../../shared/job'
import { tookMs } from '../../shared/record'
import { nameOf } from '../jobs/name'
import { canResume, mainWayOf, wayOnOf } from '../jobs/way-on'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { GoOn } from './go-on'
import { Lights } from './lights'
import { sameDeviceAgain } from './order'
import { resumeWord } from './result-words'
import { resume, useRefusal } from './resume'
import { Step } from './step'
import { startOver } from './store'
import { Tile } from './tile'

const words = text.wizard.result

/** One verdict, the three facts behind it, and the way on. */
export function ResultStep({ record }: { readonly record: JobRecord }) {
  const reader = useReaderLabel(record.reader)
  const refusal = useRefusal(record.job)
  return (
    <Step
      now="result"
      done={canResume(record) ? 2 : 3}
      chosen={record.reader}
      note={
        <>
          <bdi dir="ltr">{nameOf(record)}</bdi>
          {record.iccid !== undefined && <>, {words.ofCard(text.identity.end(record.iccid))}</>}, {reader}
          {tookOf(record)}
        </>
      }
      acts={<Acts record={record} />}
    >
      <Tile record={record} />
      <GoOn record={record} resume={resume} />
      <Lights record={record} />
      {refusal && canResume(record) && <FailureNotice failure={refusal} />}
    </Step>
  )
}

/** What serves this device is the main thing; until that is done the next one is begun by another key. */
const Acts = ({ record }: { readonly record: JobRecord }) =>
  canResume(record) ? (
    <>
      <Button keycap={text.station.keys.escape} onPress={startOver}>
        {words.next}
      </Button>
      <Serve record={record} />
    </>
  ) : (
    <Button kind="act" keycap={text.station.keys.enter} onPress={startOver}>
      {words.next}
    </Button>
  )

function Serve({ record }: { readonly record: JobRecord }) {
  const onEnter = { kind: 'act', keycap: text.station.keys.enter } as const
  const again = () => sameDeviceAgain(record)
  switch (wayOnOf(record)) {
    case 'resume':
      return (
        <Button {...onEnter} onPress={() => void resume(record)}>
          {resumeWord(record)}
        </Button>
      )
    case 'prepare':
      return (
        <Button {...onEnter} onPress={again}>
          {text.wizard.review.card.prepare}
        </Button>
      )
    case 'again':
    case 'tell':
      return (
        <Button {...(mainWayOf(record) === 'again' ? onEnter : { keycap: 'F8' })} onPress={again}>
          {words.again}
        </Button>
      )
    case 'put-back':
    case 'next':
      return null
  }
}

const tookOf = (record: JobRecord): string => {
  const ms = tookMs(record)
  return ms === undefined ? '' : `. ${words.took(text.job.took(ms))}`
}
