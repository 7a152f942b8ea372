import { create } from 'zustand'
import { type Batch, BatchId, BatchOrder } from '../../shared/batch'
import type { Failure } from '../../shared/failure'

/** A new order as it is typed. */
export type OrderDraft = {
  readonly name: string
  readonly template: string | undefined
  readonly quantity: string
  readonly variables: Readonly<Record<string, string>>
  readonly carrier: BatchOrder['carrier']
  readonly identities: BatchOrder['identities']
  readonly green: BatchOrder['green']
  readonly inARow: string
  /** So many failures among so many pieces; both empty, or neither. */
  readonly failures: string
  readonly last: string
  readonly keySet: 'any' | 'this'
  readonly readers: readonly string[]
  readonly refused: Failure | undefined
  /** Where the station has been asked, until it answers: it is asked once. */
  readonly isMaking: boolean
}

export const emptyOrder: OrderDraft = {
  name: '',
  template: undefined,
  quantity: '',
  variables: {},
  carrier: 'card',
  identities: 'listed',
  green: 'registered',
  inARow: '3',
  failures: '',
  last: '',
  keySet: 'any',
  readers: [],
  refused: undefined,
  isMaking: false,
}

export const useOrder = create<OrderDraft>()(() => emptyOrder)
export const orderTyped = (change: Partial<OrderDraft>): void => useOrder.setState({ refused: undefined, ...change })

export const variableOrdered = (name: string, value: string): void =>
  useOrder.setState(({ variables }) => ({ refused: undefined, variables: { ...variables, [name]: value } }))

export type OrderFault = 'needed' | 'malformed' | 'taken' | 'whole' | 'among'

export type OrderFaults = Readonly<Partial<Record<'name' | 'quantity' | 'inARow' | 'among' | 'template', OrderFault>>>

/** What is wrong with a field; a field that is right has no entry. */
export function faultsOf(
  { name, quantity, inARow, failures, last, template }: OrderDraft,
  batches: readonly Batch[],
): OrderFaults {
  return {
    ...named(name, batches),
    ...(isFrom(BatchOrder.shape.quantity, quantity) ? {} : { quantity: quantity === '' ? 'needed' : 'whole' }),
    ...(isFrom(BatchOrder.shape.breaker.unwrap().shape.inARow, inARow)
      ? {}
      : { inARow: inARow === '' ? 'needed' : 'whole' }),
    ...(failures === '' && last === '' ? {} : amongOf(failures, last) ? {} : { among: 'among' }),
    ...(template === undefined ? { template: 'needed' } : {}),
  }
}

/** Undefined where it is none: more failures than pieces would never stop anything. */
export function amongOf(failures: string, last: string): BatchOrder['breaker']['among'] {
  if (!/^\d+$/.test(failures) || !/^\d+$/.test(last)) return undefined
  const among = BatchOrder.shape.breaker
    .unwrap()
    .shape.among.safeParse({ failures: Number(failures), last: Number(last) })
  return among.success && Number(failures) <= Number(last) ? among.data : undefined
}

function named(name: string, batches: readonly Batch[]): { readonly name?: OrderFault } {
  if (name === '') return { name: 'needed' }
  if (!BatchId.safeParse(name).success) return { name: 'malformed' }
  return batches.some(({ order }) => order.batch === name) ? { name: 'taken' } : {}
}

const isFrom = (schema: { safeParse(value: unknown): { success: boolean } }, typed: string): boolean =>
  /^\d+$/.test(typed) && schema.safeParse(Number(typed)).success
