import type { Batch } from '../../shared/batch'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { read } from '../station/read'
import { batchesTold, batchRefused } from './store'
import { lineOpened, useWork } from './view'

export async function refreshBatches(): Promise<void> {
  const told = await read('batches', station.batch.list())
  if (told) batchesTold(told)
}

/** The line works on this batch from now on; nothing is begun by it. */
export async function putOnLine({ order: { batch } }: Batch): Promise<void> {
  const chosen = await answerOf(station.line.choose({ batch }))
  batchRefused(batch, chosen.ok ? undefined : chosen.failure)
  if (chosen.ok && useWork.getState().view.at === 'batches') lineOpened()
}

export async function closeBatch({ order: { batch } }: Batch): Promise<void> {
  const closed = await answerOf(station.batch.close({ batch }))
  batchRefused(batch, closed.ok ? undefined : closed.failure)
}
