import type { IntakeEntry } from '../../shared/intake/entry'
import { Conflicts } from '../conflicts/conflicts'
import { useConflicts } from '../conflicts/store'
import { ChooseOne } from '../parts/choose-one'
import { Notice } from '../parts/notice'
import { text } from '../text'
import { EntryDetail } from './entry-detail'
import { IntakeSearch } from './intake-search'
import { IntakeTable } from './intake-table'
import { type IntakeView, readEntry, useIntake, viewChosen, views } from './store'

const { intake: words, conflicts } = text

/** What came from elsewhere: from whom, how far trusted, what became of it and why; and what is in dispute. */
export function IntakePage() {
  const view = useIntake()
  const undecided = useConflicts(({ found = [] }) => found.filter(({ resolution }) => resolution === undefined).length)
  return (
    <main className="page records-page">
      <header className="page-head">
        <h1 className="h1">{words.title}</h1>
        {view.view === 'told' && <IntakeSearch text={view.text} filter={view.filter} />}
        <ChooseOne
          label={conflicts.view}
          of={views}
          chosen={view.view}
          words={{ ...conflicts.views, conflicts: conflicts.tab(undecided) }}
          onChoose={viewChosen}
        />
      </header>
      {view.view === 'told' ? <Told view={view} /> : <Conflicts />}
    </main>
  )
}

function Told({ view }: { readonly view: IntakeView }) {
  const entry = readEntry(view)
  const isAll = view.text === '' && view.filter === 'all'
  return (
    <>
      {view.decidedElsewhere && <Overtaken entry={view.decidedElsewhere} />}
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
    </>
  )
}

/** The decision that stands, and why. */
function Overtaken({ entry: { device, state, outcome, why, said } }: { readonly entry: IntakeEntry }) {
  const became = `${text.identity.device(device)}: ${words.became(state, outcome)}. ${words.why[why]}`
  const below =
    said === undefined ? (
      `${became}.`
    ) : (
      <>
        {became}: <bdi>{said}</bdi>
      </>
    )
  return <Notice kind="note" what={words.decide.overtaken} below={below} />
}
