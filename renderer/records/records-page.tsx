import { saveReport } from '../charts/ask'
import { Charts } from '../charts/charts'
import { Narrow } from '../charts/narrow'
import { hasTime, periodChosen, periods, useCharts } from '../charts/store'
import { Button } from '../parts/button'
import { ChooseOne } from '../parts/choose-one'
import { FailureNotice } from '../parts/notice'
import { text } from '../text'
import { useExport } from './export'
import { ExportBar } from './export-bar'
import { RecordDetail } from './record-detail'
import { RecordsSearch } from './records-search'
import { RecordsTable } from './records-table'
import { type RecordsView, readRecord, useRecords, viewChosen, views } from './store'

const { records: words, charts, report } = text

/** Everything this station wrote: sought by a scan, read phase by phase. */
export function RecordsPage() {
  const view = useRecords()
  const shown = useCharts()
  const { period, report: saved } = shown
  const isExporting = useExport(({ isOpen }) => isOpen)
  return (
    <main className="page records-page">
      <header className="page-head">
        <h1 className="h1">{words.title}</h1>
        {view.view === 'list' ? (
          <RecordsSearch text={view.text} filter={view.filter} />
        ) : (
          <div className="report">
            <ChooseOne
              label={charts.period}
              of={periods}
              chosen={period}
              words={charts.periods}
              onChoose={periodChosen}
            />
            <Button isDisabled={!hasTime(shown)} onPress={() => void saveReport()}>
              {report.save}
            </Button>
            <Narrow />
            {saved?.ok && (
              <p className="label" role="status">
                <bdi>{report.saved(saved.value)}</bdi>
              </p>
            )}
          </div>
        )}
        <ChooseOne label={charts.view} of={views} chosen={view.view} words={charts.views} onChoose={viewChosen} />
      </header>
      {view.view === 'charts' && saved?.ok === false && <FailureNotice failure={saved.failure} />}
      {view.view === 'list' && isExporting && <ExportBar />}
      {view.view === 'charts' ? <Charts /> : <List view={view} />}
    </main>
  )
}

function List({ view }: { readonly view: RecordsView }) {
  const record = readRecord(view)
  return (
    <>
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
    </>
  )
}

const isAll = ({ text: sought, filter }: { readonly text: string; readonly filter: string }): boolean =>
  sought === '' && filter === 'all'
