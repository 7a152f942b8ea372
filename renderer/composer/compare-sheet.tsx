import type { Against, Difference } from '../../shared/outline/composition'
import { FailureNotice } from '../parts/notice'
import { isReady, useReaders } from '../readers/store'
import { text } from '../text'
import { againstChosen, type CompareView, rowsChosen, useCompare } from './compare'
import { DifferenceTable } from './difference-table'
import { useDraft } from './draft'
import { Field } from './field'
import { TemplateOptions } from './template-options'

const words = text.composer.diff

/** The message beside that of another template, or beside what a card holds. */
export function CompareSheet() {
  const view = useCompare()
  return (
    <section className="panel compare" aria-label={words.label}>
      <header>
        <AgainstChoice against={view.against} />
        {view.difference && <Summary difference={view.difference} />}
        {view.difference && <RowsChoice isAll={view.isAll} />}
      </header>
      {view.failure && <FailureNotice failure={view.failure} />}
      {view.difference && <DifferenceTable difference={view.difference} isAll={view.isAll} beside={view.against} />}
      {view.against === undefined && (
        <div className="sheets-empty">
          <p className="lead">{words.choose}</p>
          <p className="quiet">{words.chooseDo}</p>
        </div>
      )}
    </section>
  )
}

function AgainstChoice({ against }: { readonly against: CompareView['against'] }) {
  const here = useDraft(({ template }) => template)
  const readers = useReaders(({ readers }) => readers)
  const isChosen = (one: Against): boolean => keyOf(one) === keyOf(against)
  return (
    <Field label={words.against}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={keyOf(against)}
          onChange={({ target }) => againstChosen(againstOf(target.value))}
        >
          <option value="" disabled>
            {words.choose}
          </option>
          <TemplateOptions except={here} keyOf={(template) => keyOf({ template })} />
          {readers
            .filter((reader) => isReady(reader) || isChosen({ reader: reader.name }))
            .map(({ name, number }) => (
              <option key={name} value={keyOf({ reader: name })}>
                {words.card(number)}
              </option>
            ))}
        </select>
      )}
    </Field>
  )
}

const readerPrefix = 'reader:'

function keyOf(against: Against | undefined): string {
  if (against === undefined) return ''
  return 'reader' in against ? readerPrefix + against.reader : `template:${against.template}`
}

const againstOf = (key: string): Against =>
  key.startsWith(readerPrefix)
    ? { reader: key.slice(readerPrefix.length) }
    : { template: key.slice('template:'.length) }

function Summary({ difference: { rows, right, isAcross } }: { readonly difference: Difference }) {
  const differing = rows.filter(({ kind }) => kind !== 'same').length
  return (
    <p className="compare-summary" role="status">
      <b>{right.format === undefined ? words.empty : words.differ(differing, rows.length)}</b>
      {isAcross && <span className="below">{words.across}</span>}
    </p>
  )
}

const RowsChoice = ({ isAll }: { readonly isAll: boolean }) => (
  <label className="check">
    <input type="checkbox" checked={isAll} onChange={({ target }) => rowsChosen(target.checked)} />
    {words.all}
  </label>
)
