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
  readonly readers: readonly string[]
  readonly refused: Failure | undefined
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
  readers: [],
  refused: undefined,
}

export const useOrder = create<OrderDraft>()(() => emptyOrder)
export const orderTyped = (change: Partial<OrderDraft>): void => useOrder.setState({ refused: undefined, ...change })

export const variableOrdered = (name: string, value: string): void =>
  useOrder.setState(({ variables }) => ({ refused: undefined, variables: { ...variables, [name]: value } }))

export type OrderFault = 'needed' | 'malformed' | 'taken' | 'whole'

export type OrderFaults = Readonly<Partial<Record<'name' | 'quantity' | 'inARow' | 'template', OrderFault>>>

/** What is wrong with a field; a field that is right has no entry. */
export function faultsOf({ name, quantity, inARow, template }: OrderDraft, batches: readonly Batch[]): OrderFaults {
  return {
    ...named(name, batches),
    ...(isFrom(BatchOrder.shape.quantity, quantity) ? {} : { quantity: quantity === '' ? 'needed' : 'whole' }),
    ...(isFrom(BatchOrder.shape.breaker.unwrap().shape.inARow, inARow) ? {} : { inARow: 'whole' }),
    ...(template === undefined ? { template: 'needed' } : {}),
  }
}

function named(name: string, batches: readonly Batch[]): { readonly name?: OrderFault } {
  if (name === '') return { name: 'needed' }
  if (!BatchId.safeParse(name).success) return { name: 'malformed' }
  return batches.some(({ order }) => order.batch === name) ? { name: 'taken' } : {}
}

const isFrom = (schema: { safeParse(value: unknown): { success: boolean } }, typed: string): boolean =>
  /^\d+$/.test(typed) && schema.safeParse(Number(typed)).success
