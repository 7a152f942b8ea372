import { create } from 'zustand'
import type { BatchId } from '../../shared/batch'

/** What of the line's place is shown: its lanes, the batches, a new order, or a file of identities for one of them. */
export type WorkView =
  | { readonly at: 'line' }
  | { readonly at: 'batches' }
  | { readonly at: 'new' }
  | { readonly at: 'import'; readonly batch: BatchId }

export const useWork = create<{ readonly view: WorkView }>()(() => ({ view: { at: 'line' } }))

export const workShown = (view: WorkView): void => useWork.setState({ view })
export const lineOpened = (): void => workShown({ at: 'line' })
export const batchesOpened = (): void => workShown({ at: 'batches' })
