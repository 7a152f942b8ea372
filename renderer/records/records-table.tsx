import { useEffect, useRef } from 'react'
import type { JobId, JobRecord } from '../../shared/job'
import { tookMs } from '../../shared/record'
import { countLimit } from '../../shared/records-query'
import { nameOf } from '../jobs/name'
import { Button } from '../parts/button'
import { RecordMark } from '../parts/mark'
import { useRowWindow } from '../parts/row-window'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { exportOpened } from './export'
import { walkOn } from './search'
import { type Found, recordSelected } from './store'

const words = text.records

type TableProps = { readonly found: Found; readonly read: JobId }

/** The records found, newest first; the arrows walk through them from anywhere on the page, and so does scrolling. */
export function RecordsTable({ found: { total, records }, read }: TableProps) {
  const place = useRef<HTMLDivElement>(null)
  const { first, end, above, below } = useRowWindow(place, records.length)
  const readAt = records.findIndex(({ job }) => job === read)
  useEffect(() => {
    if (end >= records.length) void walkOn()
  }, [end, records.length])
  useEffect(() => {
    if (place.current) reveal(place.current, readAt)
  }, [readAt])
  return (
    <section className="panel list" aria-label={words.title}>
      <div className="scroll" ref={place}>
        <table aria-rowcount={records.length + 1}>
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
            <Gap height={above} />
            {records.slice(first, end).map((record, at) => (
              <RecordRow key={record.job} record={record} at={first + at} isRead={record.job === read} />
            ))}
            <Gap height={below} />
          </tbody>
        </table>
      </div>
      <footer className="list-foot">
        <span className="label">
          {total < countLimit ? words.total(total, total) : words.totalAtLeast(records.length, total)}
        </span>
        <Button keycap="F7" onPress={exportOpened}>
          {words.export.open}
        </Button>
      </footer>
    </section>
  )
}

const Gap = ({ height }: { readonly height: number }) =>
  height > 0 && (
    <tr className="gap">
      <td colSpan={5} style={{ blockSize: height }} />
    </tr>
  )

/** Scrolls no further than it must; the head of the table stays above the rows. */
function reveal(place: HTMLElement, at: number): void {
  const row = place.querySelector('[data-row]')?.getBoundingClientRect().height
  if (row === undefined || at < 0) return
  const head = place.querySelector('thead')?.getBoundingClientRect().height ?? 0
  const top = at * row
  if (top < place.scrollTop) place.scrollTop = top
  else if (top + row > place.scrollTop + place.clientHeight - head)
    place.scrollTop = top + row + head - place.clientHeight
}

/** Where all is of one day its date would only repeat. */
const isToday = (at: string): boolean => new Date(at).toDateString() === new Date().toDateString()

type RowProps = { readonly record: JobRecord; readonly at: number; readonly isRead: boolean }

function RecordRow({ record, at, isRead }: RowProps) {
  const reader = useReaderLabel(record.reader)
  const took = tookMs(record)
  return (
    <tr
      data-row
      aria-rowindex={at + 2}
      className={isRead ? 'is-read' : undefined}
      aria-current={isRead || undefined}
      onClick={() => recordSelected(record.job)}
    >
      <td className="quiet">
        {words.at(record.startedAt)}
        {!isToday(record.startedAt) && <small className="below">{words.day(record.startedAt)}</small>}
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
