import { useEffect, useRef } from 'react'
import type { JobId, JobRecord } from '../../shared/job'
import { tookMs } from '../../shared/record'
import { countLimit } from '../../shared/records-query'
import { nameOf } from '../jobs/name'
import { Button } from '../parts/button'
import { RecordMark } from '../parts/mark'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { moreAsked, type RecordsView, recordSelected } from './store'

const words = text.records

type TableProps = { readonly found: NonNullable<RecordsView['found']>; readonly read: JobId }

/** The records found, newest first; the arrows walk through them from anywhere on the page. */
export const RecordsTable = ({ found: { total, records }, read }: TableProps) => (
  <section className="panel list" aria-label={words.title}>
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{words.columns.time}</th>
            <th>{words.columns.device}</th>
            <th>{words.columns.outcome}</th>
            <th>{words.columns.reader}</th>
            <th className="num">{words.columns.took}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <RecordRow key={record.job} record={record} isRead={record.job === read} />
          ))}
        </tbody>
      </table>
    </div>
    <footer className="list-foot">
      <span className="label">
        {total < countLimit ? words.total(records.length, total) : words.totalAtLeast(records.length, total)}
      </span>
      {records.length < total && <Button onPress={moreAsked}>{words.more}</Button>}
    </footer>
  </section>
)

function RecordRow({ record, isRead }: { readonly record: JobRecord; readonly isRead: boolean }) {
  const row = useRef<HTMLTableRowElement>(null)
  const reader = useReaderLabel(record.reader)
  const took = tookMs(record)
  useEffect(() => {
    if (isRead) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isRead])
  return (
    <tr
      ref={row}
      className={isRead ? 'is-read' : undefined}
      aria-current={isRead || undefined}
      onClick={() => recordSelected(record.job)}
    >
      <td className="quiet">
        {words.at(record.startedAt)}
        <small className="below">{words.day(record.startedAt)}</small>
      </td>
      <td>
        <button type="button" className="row-name" onClick={() => recordSelected(record.job)}>
          <bdi dir="ltr">{nameOf(record)}</bdi>
        </button>
        <small className="below">
          {record.iccid === undefined ? words.noCard : <bdi dir="ltr">{text.identity.iccid(record.iccid)}</bdi>}
        </small>
      </td>
      <td>
        <RecordMark record={record} />
      </td>
      <td className="quiet">{reader}</td>
      <td className="num quiet">{took === undefined ? '' : words.took(took)}</td>
    </tr>
  )
}
