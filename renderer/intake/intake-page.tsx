import { text } from '../text'
import { EntryDetail } from './entry-detail'
import { IntakeSearch } from './intake-search'
import { IntakeTable } from './intake-table'
import { readEntry, useIntake } from './store'

const words = text.intake

/** What came from elsewhere: from whom, how far trusted, what became of it and why. */
export function IntakePage() {
  const view = useIntake()
  const entry = readEntry(view)
  const isAll = view.text === '' && view.filter === 'all'
  return (
    <main className="page records-page">
      <header className="page-head">
        <h1 className="h1">{words.title}</h1>
        <IntakeSearch text={view.text} filter={view.filter} />
      </header>
      {view.found !== undefined && entry === undefined && (
        <div className="nothing">
          <p className="h1">{isAll ? words.none : words.noMatch}</p>
          <p className="lead">{isAll ? words.noneLead : words.noMatchLead}</p>
        </div>
      )}
      {view.found !== undefined && entry !== undefined && (
        <div className="two">
          <IntakeTable found={view.found} read={entry.id} />
          <EntryDetail entry={entry} deciding={view.deciding} />
        </div>
      )}
    </main>
  )
}
