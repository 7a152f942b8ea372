import { BatchId } from '../../shared/batch'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { useStation } from '../station/store'
import { amongOf, emptyOrder, faultsOf, orderTyped, useOrder } from './draft'
import { importOpened } from './reading'
import { batchSelected, useBatches } from './store'
import { batchesOpened, useWork } from './view'

/** Makes the batch as it is typed; where its identities come from a file, that file is next. */
export async function makeBatch(): Promise<void> {
  const draft = useOrder.getState()
  if (draft.isMaking) return
  const found = useStation.getState().state?.templates.find(({ name }) => name === draft.template)
  if (Object.keys(faultsOf(draft, useBatches.getState().batches ?? [])).length > 0 || found === undefined) return
  const variables = Object.fromEntries(Object.entries(draft.variables).filter(([, value]) => value !== ''))
  const among = amongOf(draft.failures, draft.last)
  const keySet = useStation.getState().state?.keySet
  const { carrier, identities, green, readers } = draft
  useOrder.setState({ isMaking: true })
  const made = await answerOf(
    station.batch.create({
      batch: BatchId.parse(draft.name),
      template: { name: found.name, sha256: found.sha256 },
      quantity: Number(draft.quantity),
      breaker: { inARow: Number(draft.inARow), ...(among && { among }) },
      ...(draft.keySet === 'this' && keySet !== undefined && { keySet }),
      variables,
      carrier,
      identities,
      green,
      readers: [...readers],
    }),
  )
  if (!made.ok) return orderTyped({ refused: made.failure, isMaking: false })
  const { batch } = made.value.order
  useOrder.setState(emptyOrder)
  // Whoever left meanwhile is somewhere else.
  if (useWork.getState().view.at !== 'new') return
  batchSelected(batch)
  if (identities === 'listed') importOpened(batch)
  else batchesOpened()
}
