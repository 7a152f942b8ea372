import { Button } from '../parts/button'
import { text } from '../text'
import { BatchDetail } from './batch-detail'
import { BatchTable } from './batch-table'
import { readBatch, useBatches } from './store'
import { workShown } from './view'

const words = text.batches

/** The work orders of this station, and one of them in plain figures. */
export function BatchesPage() {
  const view = useBatches()
  const batch = readBatch(view)
  return (
    <main className="page records-page">
      <header className="page-head">
        <h1 className="h1">{words.title}</h1>
        <Button keycap="F7" {...(batch ? {} : { kind: 'act' })} onPress={() => workShown({ at: 'new' })}>
          {words.acts.create}
        </Button>
      </header>
      {view.batches !== undefined && batch === undefined && (
        <div className="nothing">
          <p className="h1">{words.none}</p>
          <p className="lead">{words.noneLead}</p>
        </div>
      )}
      {batch && (
        <div className="two">
          <BatchTable batches={view.batches ?? []} read={batch} />
          <BatchDetail batch={batch} refused={view.refused} />
        </div>
      )}
    </main>
  )
}
