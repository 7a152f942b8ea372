import { useShownJob } from '../jobs/store'
import { useInspection } from '../readers/inspection'
import { ReaderStrip } from '../readers/reader-strip'
import { ServiceNotice } from '../readers/service-notice'
import { useReaders } from '../readers/store'
import { targetOf } from '../readers/target'
import { CardBench } from './card-bench'
import { JobBench } from './job-bench'
import { LifeBench } from './life-bench'
import { readerNamed, useRepair } from './store'

/** A card that came back: what is on it, what becomes of it, and the life of its device. */
export function RepairPage() {
  const { at } = useRepair()
  const { record } = useShownJob(at.step === 'job' ? at.job : undefined)
  if (at.step === 'life') return <LifeBench refused={at.refused} />
  return (
    <div className="step repair">
      <Table job={record?.reader} />
      {at.step === 'card' ? <CardBench /> : <JobBench job={at.job} />}
    </div>
  )
}

/** The readers, where there is anything to choose between. */
function Table({ job }: { readonly job: string | undefined }) {
  const readers = useReaders((view) => view.readers)
  const view = useRepair()
  const seen = useInspection(({ now }) => now)
  const chosen = targetOf(readers, view, seen)?.name
  return (
    <aside className="table-map repair-table">
      <ServiceNotice />
      {readers.length > 1 && (
        <ReaderStrip chosen={job ?? chosen} job={job} onChoose={job === undefined ? readerNamed : undefined} />
      )}
    </aside>
  )
}
