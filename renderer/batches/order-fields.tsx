import { Field } from '../composer/field'
import { ChooseOne } from '../parts/choose-one'
import { text } from '../text'
import type { Template } from '../wizard/template'
import { type OrderDraft, type OrderFaults, orderTyped } from './draft'
import { Labelled } from './labelled'
import { saidOf } from './order-faults'
import { OrderNumber } from './order-number'
import { OrderVariables } from './order-variables'
import { TextField } from './text-field'

const words = text.batches

type FieldsProps = {
  readonly draft: OrderDraft
  readonly faults: OrderFaults
  readonly templates: readonly Template[]
}

/** What is made: its name, how many, and what a template asks for. */
export const OrderFields = ({ draft, faults, templates }: FieldsProps) => (
  <section className="order-group" aria-label={words.groups.made}>
    <h2 className="h2">{words.groups.made}</h2>
    <div className="pair">
      <TextField
        label={words.fields.name}
        hint={words.hints.name}
        fault={saidOf(faults.name, draft.name)}
        value={draft.name}
        maxLength={40}
        onType={(typed) => orderTyped({ name: typed })}
      />
      <Field label={words.fields.template}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={draft.template ?? ''}
            onChange={({ target }) => orderTyped({ template: target.value, variables: {} })}
          >
            {draft.template === undefined && <option value="" />}
            {templates.map((one) => (
              <option key={one.name} value={one.name}>
                {one.title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <OrderNumber of="quantity" draft={draft} faults={faults} />
      <Labelled label={words.fields.identities}>
        <ChooseOne
          label={words.fields.identities}
          words={words.sources}
          of={['listed', 'scanned']}
          chosen={draft.identities}
          onChoose={(chosen) => orderTyped({ identities: chosen })}
        />
      </Labelled>
    </div>
    {draft.template !== undefined && <OrderVariables template={draft.template} values={draft.variables} />}
  </section>
)
