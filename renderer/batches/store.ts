import { create } from 'zustand'
import type { Batch, BatchId } from '../../shared/batch'
import type { Failure } from '../../shared/failure'

export type BatchesView = {
  /** Newest first; undefined until the station has told. */
  readonly batches: readonly Batch[] | undefined
  readonly selected: BatchId | undefined
  /** What the last act came to, if it was not taken. */
  readonly refused: Failure | undefined
}

export const useBatches = create<BatchesView>()(() => ({ batches: undefined, selected: undefined, refused: undefined }))

export const batchesTold = (batches: readonly Batch[]): void => useBatches.setState({ batches })
export const batchSelected = (selected: BatchId): void => useBatches.setState({ selected, refused: undefined })
/** Said of this batch, where it is still the one that is read. */
export const batchRefused = (batch: BatchId, refused: Failure | undefined): void =>
  useBatches.setState((view) => (readBatch(view)?.order.batch === batch ? { refused } : {}))

/** The batch that is read: the one selected, else the newest that is not closed, else the newest. */
export const readBatch = ({ batches = [], selected }: Pick<BatchesView, 'batches' | 'selected'>): Batch | undefined =>
  batches.find(({ order }) => order.batch === selected) ?? batches.find(({ state }) => state !== 'closed') ?? batches[0]

export const useBatch = (batch: BatchId | undefined): Batch | undefined =>
  useBatches(({ batches }) => batches?.find(({ order }) => order.batch === batch))

/** The next or the former batch in the list. */
export function selectionMoved(by: 1 | -1): void {
  const view = useBatches.getState()
  const batches = view.batches ?? []
  const read = readBatch(view)
  const next = read && batches[batches.indexOf(read) + by]
  if (next) batchSelected(next.order.batch)
}
