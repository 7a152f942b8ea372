import type { CardReport } from '../../shared/card-report'
import type { DeviceId } from '../../shared/identity/device'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { headOf } from '../readers/card-words'
import { useInspection } from '../readers/inspection'
import { isReady, useReaders } from '../readers/store'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { NoCardKey } from '../wizard/no-card-key'
import { showLife } from './acts'
import { CardStory } from './card-story'
import { ChangeTable } from './change-table'
import { Deeds } from './deeds'
import { Echo } from './echo'
import { LifeLine } from './life-line'
import { lookAgain } from './order'
import { useRepair } from './store'

const words = text.repair

/** The card on the bench, or the one thing to do while there is none. */
export function CardBench() {
  const seen = useInspection(({ now }) => now)
  const { device, failure } = useRepair()
  if (seen.state === 'none') return <NoCard />
  return (
    <>
      <main className="work repair-work">
        {seen.state === 'read' ? (
          <Head report={seen.report} reader={seen.reader} />
        ) : (
          <Reading state={seen.state} device={device} />
        )}
        {seen.state === 'failed' && <FailureNotice failure={seen.failure} />}
        {failure && <FailureNotice failure={failure} />}
        {seen.state === 'read' && <Card report={seen.report} />}
      </main>
      <Deeds />
    </>
  )
}

function NoCard() {
  const isMany = useReaders(({ readers }) => readers).filter(isReady).length > 1
  return (
    <main className="work repair-none">
      <h1>{isMany ? words.choose : words.insert}</h1>
      <p className="lead">{isMany ? words.chooseLead : words.insertLead}</p>
      <Echo />
    </main>
  )
}

type ReadingProps = { readonly state: 'reading' | 'failed'; readonly device: DeviceId | undefined }

/** A device that was scanned meanwhile is taken. */
const Reading = ({ state, device }: ReadingProps) => (
  <header className="repair-head">
    <div>
      {device && <p className="label">{text.identity.device(device)}</p>}
      <h1>{text.readers.inspect[state]}</h1>
    </div>
  </header>
)

function Head({ report, reader }: { readonly report: CardReport; readonly reader: string }) {
  const label = useReaderLabel(reader)
  const holder = useRepair(({ life }) => life?.value?.holder)
  return (
    <header className="repair-head">
      <div>
        <p className="label">
          {text.readers.inspect.of(
            label,
            report.iccid === undefined ? text.readers.unnamed : text.identity.iccid(report.iccid),
          )}
        </p>
        <h1>{headOf(report)}</h1>
      </div>
      <div className="bench-acts">
        {holder !== undefined && <Button onPress={() => showLife(holder)}>{words.wholeLife}</Button>}
        <Button keycap="F8" onPress={lookAgain}>
          {words.again}
        </Button>
      </div>
    </header>
  )
}

function Card({ report }: { readonly report: CardReport }) {
  const { life, typed } = useRepair()
  return (
    <>
      <CardStory report={report} life={life?.value} />
      {typed !== '' && <Echo />}
      <NoCardKey />
      <ChangeTable report={report} />
      {life?.value && <LifeLine life={life.value} />}
    </>
  )
}
