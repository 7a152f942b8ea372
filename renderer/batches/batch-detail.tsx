import type { Batch } from '../../shared/batch'
import type { Failure } from '../../shared/failure'
import { Button } from '../parts/button'
import { Facts } from '../parts/facts'
import { HoldButton } from '../parts/hold-button'
import { FailureNotice } from '../parts/notice'
import { text } from '../text'
import { closeBatch, putOnLine } from './ask'
import { BatchMark } from './batch-mark'
import { importOpened } from './reading'
import { Reconciliation } from './reconciliation'
import { useTitle } from './title'

const words = text.batches

/** Identities can come until the batch is closed, where they are listed. */
export const canImport = ({ order, state }: Batch): boolean => order.identities === 'listed' && state !== 'closed'

type DetailProps = { readonly batch: Batch; readonly refused?: Failure | undefined }

/** One batch: how it comes out, what was ordered, and what can be done with it. */
export const BatchDetail = ({ batch, refused = batch.stoppedBy }: DetailProps) => (
  <section className="panel one" aria-label={words.detail}>
    <header>
      <div>
        <p className="label">{words.created(batch.createdAt)}</p>
        <p className="h2">
          <bdi dir="ltr">{batch.order.batch}</bdi>
        </p>
      </div>
      <BatchMark state={batch.state} />
    </header>
    {refused && <FailureNotice failure={refused} />}
    <Reconciliation counts={batch.counts} />
    <Order batch={batch} />
    <Acts batch={batch} />
  </section>
)

/** What can be done with it. A press that asks for another is of this batch only. */
export const Acts = ({ batch }: { readonly batch: Batch }) =>
  batch.state === 'closed' ? null : (
    <div className="acts">
      <Button kind="act" keycap={text.station.keys.enter} onPress={() => void putOnLine(batch)}>
        {words.acts.toLine}
      </Button>
      {canImport(batch) && (
        <Button keycap="F8" onPress={() => importOpened(batch.order.batch)}>
          {words.acts.import}
        </Button>
      )}
      {batch.startedAt !== undefined && (
        <HoldButton key={batch.order.batch} again={words.acts.closeAgain} onHeld={() => void closeBatch(batch)}>
          {words.acts.close}
        </HoldButton>
      )}
    </div>
  )

function Order({ batch: { order, identities } }: { readonly batch: Batch }) {
  const title = useTitle(order.template.name)
  const spare = Math.max(0, identities.known - order.quantity)
  const rows = [
    [words.fields.template, title ?? order.template.name],
    [words.fields.carrier, words.carriers[order.carrier]],
    [words.fields.identities, words.known(order.identities, identities.known, identities.free, spare)],
    [words.fields.green, words.greens[order.green]],
    [words.fields.readers, order.readers.length === 0 ? words.allReaders : order.readers.join(', ')],
    [words.fields.breaker, words.breaker(order.breaker)],
    ...(order.keySet === undefined ? [] : ([[words.fields.keySet, order.keySet]] as const)),
    [words.fields.hash, order.template.sha256.slice(0, 16)],
  ] as const
  return <Facts rows={rows} />
}
