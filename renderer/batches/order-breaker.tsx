import { text } from '../text'
import { emptyOrder, type OrderDraft, type OrderFaults, orderTyped } from './draft'
import { saidOf } from './order-faults'
import { TextField } from './text-field'

const words = text.batches

type BreakerProps = { readonly draft: OrderDraft; readonly faults: OrderFaults }

/** After how many failures the line stops itself. */
export const OrderBreaker = ({ draft: { inARow, failures, last }, faults }: BreakerProps) => (
  <div className="triple">
    <TextField
      label={words.fields.inARow}
      hint={words.hints.inARow}
      fault={saidOf(faults.inARow, inARow, emptyOrder.inARow)}
      value={inARow}
      maxLength={3}
      onType={(typed) => orderTyped({ inARow: typed })}
    />
    <TextField
      label={words.fields.failures}
      hint={words.hints.amongEmpty}
      fault={saidOf(faults.among, failures)}
      value={failures}
      maxLength={4}
      onType={(typed) => orderTyped({ failures: typed })}
    />
    <TextField
      label={words.fields.last}
      hint={words.hints.last}
      fault={saidOf(faults.among, last)}
      value={last}
      maxLength={4}
      onType={(typed) => orderTyped({ last: typed })}
    />
  </div>
)
