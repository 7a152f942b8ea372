import { text } from '../text'
import { RecordDetail } from './record-detail'
import { RecordsSearch } from './records-search'
import { RecordsTable } from './records-table'
import { readRecord, useRecords } from './store'

const words = text.records

/** Everything this station wrote: sought by a scan, read phase by phase. */
export function RecordsPage() {
  const view = useRecords()
  const record = readRecord(view)
  return (
    <main className="page records-page">
      <header className="page-head">
        <h1 className="h1">{words.title}</h1>
        <RecordsSearch text={view.text} filter={view.filter} />
      </header>
      {view.found !== undefined && record === undefined && (
        <div className="nothing">
          <p className="h1">{isAll(view) ? words.none : words.noMatch}</p>
          <p className="lead">{isAll(view) ? words.noneLead : words.noMatchLead}</p>
        </div>
      )}
      {view.found !== undefined && record !== undefined && (
        <div className="two">
          <RecordsTable found={view.found} read={record.job} />
          <RecordDetail record={record} />
        </div>
      )}
    </main>
  )
}

const isAll = ({ text: sought, filter }: { readonly text: string; readonly filter: string }): boolean =>
  sought === '' && filter === 'all'
