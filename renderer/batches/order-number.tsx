import { text } from '../text'
import { emptyOrder, type OrderDraft, type OrderFaults, orderTyped } from './draft'
import { saidOf } from './order-faults'
import { TextField } from './text-field'

const { fields, hints } = text.batches

/** How long each may be, and what is said of it. */
const numbers = {
  quantity: { maxLength: 8, hint: hints.quantity, fault: 'quantity' },
  inARow: { maxLength: 3, hint: hints.inARow, fault: 'inARow' },
  failures: { maxLength: 4, hint: hints.amongEmpty, fault: 'among' },
  last: { maxLength: 4, hint: hints.last, fault: 'among' },
} as const satisfies Partial<Record<keyof OrderDraft, object>>

type NumberProps = {
  readonly of: keyof typeof numbers
  readonly draft: OrderDraft
  readonly faults: OrderFaults
}

/** One of the numbers of an order. */
export function OrderNumber({ of, draft, faults }: NumberProps) {
  const { maxLength, hint, fault } = numbers[of]
  return (
    <TextField
      label={fields[of]}
      hint={hint}
      fault={saidOf(faults[fault], draft[of], emptyOrder[of])}
      value={draft[of]}
      maxLength={maxLength}
      onType={(typed) => orderTyped({ [of]: typed })}
    />
  )
}

/** After how many failures the line stops itself. */
export const OrderBreaker = (order: Omit<NumberProps, 'of'>) => (
  <div className="triple">
    {(['inARow', 'failures', 'last'] as const).map((of) => (
      <OrderNumber key={of} of={of} {...order} />
    ))}
  </div>
)
