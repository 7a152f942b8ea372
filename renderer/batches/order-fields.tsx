import { Field } from '../composer/field'
import { text } from '../text'
import type { Template } from '../wizard/template'
import { type OrderDraft, type OrderFault, type OrderFaults, orderTyped } from './draft'
import { OrderVariables } from './order-variables'
import { TextField } from './text-field'

const words = text.batches

const saysOf: Readonly<Record<OrderFault, string>> = {
  needed: words.hints.needed,
  malformed: words.hints.name,
  taken: words.hints.taken,
  whole: words.hints.whole,
  among: words.hints.among,
}

type FieldsProps = {
  readonly draft: OrderDraft
  readonly faults: OrderFaults
  readonly templates: readonly Template[]
}

/** What is typed: a field that nobody has typed in yet is not called wrong. */
export function OrderFields({
  draft: { name, template, quantity, inARow, failures, last, variables },
  faults,
  templates,
}: FieldsProps) {
  const faultOf = (field: keyof OrderFaults, typed: string): string | undefined => {
    const fault = typed === '' ? undefined : faults[field]
    return fault && saysOf[fault]
  }
  return (
    <>
      <TextField
        label={words.fields.name}
        hint={words.hints.name}
        fault={faultOf('name', name)}
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
        fault={faultOf('quantity', quantity)}
        value={quantity}
        maxLength={8}
        onType={(typed) => orderTyped({ quantity: typed })}
      />
      <TextField
        label={words.fields.inARow}
        hint={words.hints.inARow}
        fault={faultOf('inARow', inARow)}
        value={inARow}
        maxLength={3}
        onType={(typed) => orderTyped({ inARow: typed })}
      />
      <div className="pair">
        <TextField
          label={words.fields.failures}
          hint={words.hints.amongEmpty}
          fault={faultOf('among', failures)}
          value={failures}
          maxLength={4}
          onType={(typed) => orderTyped({ failures: typed })}
        />
        <TextField
          label={words.fields.last}
          hint={words.hints.last}
          fault={faultOf('among', last)}
          value={last}
          maxLength={4}
          onType={(typed) => orderTyped({ last: typed })}
        />
      </div>
      {template !== undefined && <OrderVariables template={template} values={variables} />}
    </>
  )
}
