import { Field } from '../composer/field'
import { ChooseOne } from '../parts/choose-one'
import { text } from '../text'
import type { Template } from '../wizard/template'
import { type OrderDraft, type OrderFaults, orderTyped } from './draft'
import { Labelled } from './labelled'
import { saidOf } from './order-faults'
import { OrderVariables } from './order-variables'
import { TextField } from './text-field'

const words = text.batches

type FieldsProps = {
  readonly draft: OrderDraft
  readonly faults: OrderFaults
  readonly templates: readonly Template[]
}

/** What is made: its name, how many, and what a template asks for. */
export const OrderFields = ({
  draft: { name, template, quantity, identities, variables },
  faults,
  templates,
}: FieldsProps) => (
  <section className="order-group" aria-label={words.groups.made}>
    <h2 className="h2">{words.groups.made}</h2>
    <div className="pair">
      <TextField
        label={words.fields.name}
        hint={words.hints.name}
        fault={saidOf(faults.name, name)}
        value={name}
        maxLength={40}
        onType={(typed) => orderTyped({ name: typed })}
      />
      <Field label={words.fields.template}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={template ?? ''}
            onChange={({ target }) => orderTyped({ template: target.value, variables: {} })}
          >
            {template === undefined && <option value="" />}
            {templates.map((one) => (
              <option key={one.name} value={one.name}>
                {one.title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        label={words.fields.quantity}
        hint={words.hints.quantity}
        fault={saidOf(faults.quantity, quantity)}
        value={quantity}
        maxLength={8}
        onType={(typed) => orderTyped({ quantity: typed })}
      />
      <Labelled label={words.fields.identities}>
        <ChooseOne
          label={words.fields.identities}
          words={words.sources}
          of={['listed', 'scanned']}
          chosen={identities}
          onChoose={(chosen) => orderTyped({ identities: chosen })}
        />
      </Labelled>
    </div>
    {template !== undefined && <OrderVariables template={template} values={variables} />}
  </section>
)
