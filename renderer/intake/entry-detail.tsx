import type { IntakeEntry } from '../../shared/intake/entry'
import { Button } from '../parts/button'
import type { Deciding } from '../parts/deciding'
import { type Fact, Facts } from '../parts/facts'
import { Notice } from '../parts/notice'
import { ReasonBar } from '../parts/reason-bar'
import { text } from '../text'
import { reasonId } from './acts'
import { BecameMark } from './became-mark'
import { decide } from './search'
import { canDecide, type Decision, decisionBegun, decisionLeft, reasonTyped } from './store'

const words = text.intake

type DetailProps = { readonly entry: IntakeEntry; readonly deciding: Deciding<Decision> | undefined }

/** One entry in full: why this device got this message, or why not, and what a person may do about it. */
export const EntryDetail = ({ entry, deciding }: DetailProps) => (
  <section className="panel one" aria-label={words.detail}>
    <header>
      <div>
        <p className="label">
          {words.moment(entry.firstAt)}
          {entry.bench && <span className="tag">{words.bench}</span>}
        </p>
        <p className="h2">
          <bdi dir="ltr">{text.identity.device(entry.device)}</bdi>
        </p>
      </div>
      <BecameMark entry={entry} />
    </header>
    <Notice
      kind={entry.state === 'held' ? 'ask' : 'note'}
      what={`${words.why[entry.why]}.`}
      below={belowOf(entry, deciding !== undefined)}
    />
    {deciding ? <Facts rows={whoOf(entry)} /> : <Facts rows={rowsOf(entry)} />}
    {deciding && (
      <ReasonBar
        id={reasonId}
        act={words.decide[deciding.what.act]}
        {...{ reason: deciding.reason, failure: deciding.failure, onTyped: reasonTyped, onLeave: decisionLeft }}
        onSaid={() => void decide()}
      />
    )}
    {!deciding && canDecide(entry) && (
      <div className="acts">
        <Button keycap="F7" onPress={() => decisionBegun('allow')}>
          {words.decide.allow}
        </Button>
        {entry.state === 'held' && (
          <Button keycap="F8" onPress={() => decisionBegun('refuse')}>
            {words.decide.refuse}
          </Button>
        )}
      </div>
    )}
  </section>
)

const belowOf = ({ source, evidence, state }: IntakeEntry, isDeciding: boolean): string =>
  [
    `${words.source[source]}: ${words.evidence[evidence]}.`,
    ...(state === 'held' && !isDeciding ? [words.decide.lead] : []),
  ].join(' ')

/** What a person has to see while deciding. */
const whoOf = ({ trust, phone }: IntakeEntry): readonly Fact[] => [
  [words.fields.phone, phone === undefined ? words.noPhone : text.identity.phone(phone)],
  [words.fields.trust, words.trust[trust]],
]

function rowsOf(entry: IntakeEntry): readonly Fact[] {
  const { source, reference, count, lastAt, said, marks } = entry
  return [
    ...whoOf(entry),
    [words.fields.source, words.source[source]],
    [words.fields.times, words.times(count, lastAt)],
    ...(marks.length > 0 ? ([[words.fields.seen, marks.map((mark) => words.why[mark]).join(', ')]] as const) : []),
    ...(said === undefined ? [] : ([[words.fields.said, said]] as const)),
    [words.fields.reference, reference],
  ]
}
