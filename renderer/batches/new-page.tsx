import { useEffect } from 'react'
import { Field } from '../composer/field'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { useReaders } from '../readers/store'
import { useStation } from '../station/store'
import { text } from '../text'
import { ownTemplates } from '../wizard/template'
import { Choice } from './choice'
import { faultsOf, type OrderFault, orderTyped, useOrder } from './draft'
import { makeBatch } from './make'
import { OrderVariables } from './order-variables'
import { useBatches } from './store'

const words = text.batches

const saysOf = (fault: OrderFault | undefined): string | undefined =>
  fault &&
  { needed: words.hints.needed, malformed: words.hints.name, taken: words.hints.taken, whole: words.hints.whole }[fault]

/** A work order: what is written, on how many cards, and what counts as done. */
export function NewPage() {
  const draft = useOrder()
  const batches = useBatches((view) => view.batches) ?? []
  const templates = ownTemplates(useStation((view) => view.state))
  const only = templates.length === 1 ? templates[0]?.name : undefined
  useEffect(() => {
    if (only !== undefined && draft.template === undefined) orderTyped({ template: only })
  }, [only, draft.template])
  useEffect(() => document.querySelector<HTMLInputElement>('.order input')?.focus(), [])
  const faults = faultsOf(draft, batches)
  const says = (field: keyof typeof faults, typed: string) => (typed === '' ? undefined : saysOf(faults[field]))
  return (
    <main className="page">
      <header className="page-head">
        <h1 className="h1">{words.make.title}</h1>
        <p className="quiet">{words.make.lead}</p>
      </header>
      <section className="panel order" aria-label={words.make.title}>
        <Field label={words.fields.name} hint={words.hints.name} fault={says('name', draft.name)}>
          {(control) => (
            <input
              {...control}
              className="input mono"
              value={draft.name}
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => orderTyped({ name: target.value })}
            />
          )}
        </Field>
        <Field label={words.fields.template}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={draft.template ?? ''}
              onChange={({ target }) => orderTyped({ template: target.value, variables: {} })}
            >
              {draft.template === undefined && <option value="" />}
              {templates.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.fields.quantity} hint={words.hints.quantity} fault={says('quantity', draft.quantity)}>
          {(control) => (
            <input
              {...control}
              className="input"
              inputMode="numeric"
              value={draft.quantity}
              maxLength={8}
              autoComplete="off"
              onChange={({ target }) => orderTyped({ quantity: target.value })}
            />
          )}
        </Field>
        <Field label={words.fields.inARow} hint={words.hints.inARow} fault={saysOf(faults.inARow)}>
          {(control) => (
            <input
              {...control}
              className="input"
              inputMode="numeric"
              value={draft.inARow}
              maxLength={3}
              autoComplete="off"
              onChange={({ target }) => orderTyped({ inARow: target.value })}
            />
          )}
        </Field>
        {draft.template !== undefined && <OrderVariables template={draft.template} values={draft.variables} />}
        <Choice
          label={words.fields.identities}
          names={words.sources}
          value={draft.identities}
          onChoose={(identities) => orderTyped({ identities })}
        />
        <Choice
          label={words.fields.carrier}
          names={words.carriers}
          value={draft.carrier}
          onChoose={(carrier) => orderTyped({ carrier })}
        />
        <Choice
          label={words.fields.green}
          names={words.greens}
          value={draft.green}
          onChoose={(green) => orderTyped({ green })}
        />
        <Readers chosen={draft.readers} />
      </section>
      {draft.refused && <FailureNotice failure={draft.refused} />}
      <div className="acts">
        <Button
          kind="act"
          keycap={text.station.keys.enter}
          isDisabled={Object.keys(faults).length > 0}
          onPress={() => void makeBatch()}
        >
          {words.make.create}
        </Button>
      </div>
    </main>
  )
}

function Readers({ chosen }: { readonly chosen: readonly string[] }) {
  const readers = useReaders((view) => view.readers)
  const toggled = (name: string) => (chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])
  return (
    <fieldset className="order-readers">
      <legend className="field-label">{words.fields.readers}</legend>
      <div className="filters">
        {readers.map(({ name, number }) => (
          <button
            key={name}
            type="button"
            className="filter"
            aria-pressed={chosen.includes(name)}
            data-selected={chosen.includes(name) || undefined}
            onClick={() => orderTyped({ readers: toggled(name) })}
          >
            {number}
          </button>
        ))}
      </div>
      <p className="field-below">{words.hints.readers}</p>
    </fieldset>
  )
}
