import { useEffect, useRef } from 'react'
import type { Batch } from '../../shared/batch'
import { text } from '../text'
import { BatchMark } from './batch-mark'
import { batchSelected } from './store'
import { useTitle } from './title'

const words = text.batches

type TableProps = { readonly batches: readonly Batch[]; readonly read: Batch }

/** Newest first; the arrows walk through them from anywhere on the page. */
export const BatchTable = ({ batches, read }: TableProps) => (
  <section className="panel list" aria-label={words.title}>
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{words.columns.batch}</th>
            <th>{words.columns.state}</th>
            <th className="num">{words.columns.good}</th>
            <th className="num">{words.columns.issued}</th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <BatchRow key={batch.order.batch} batch={batch} isRead={batch === read} />
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

function BatchRow({ batch, isRead }: { readonly batch: Batch; readonly isRead: boolean }) {
  const { order, state, counts } = batch
  const title = useTitle(order.template.name)
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (isRead) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isRead])
  return (
    <tr
      ref={row}
      className={isRead ? 'is-read' : undefined}
      aria-current={isRead || undefined}
      onClick={() => batchSelected(order.batch)}
    >
      <td>
        <button type="button" className="row-name" onClick={() => batchSelected(order.batch)}>
          <bdi dir="ltr">{order.batch}</bdi>
        </button>
        <small className="below">{title}</small>
      </td>
      <td>
        <BatchMark state={state} />
      </td>
      <td className="num">{words.number(counts.good)}</td>
      <td className="num">{words.number(counts.issued)}</td>
    </tr>
  )
}
