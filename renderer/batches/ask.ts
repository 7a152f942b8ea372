import type { Batch } from '../../shared/batch'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { batchesTold, batchRefused } from './store'
import { lineOpened } from './view'

export async function refreshBatches(): Promise<void> {
  const told = await answerOf(station.batch.list())
  if (told.ok) batchesTold(told.value)
}

/** The line works on this batch from now on; nothing is begun by it. */
export async function putOnLine({ order: { batch } }: Batch): Promise<void> {
  const chosen = await answerOf(station.line.choose({ batch }))
  batchRefused(chosen.ok ? undefined : chosen.failure)
  if (chosen.ok) lineOpened()
}

export async function closeBatch({ order: { batch } }: Batch): Promise<void> {
  const closed = await answerOf(station.batch.close({ batch }))
  batchRefused(closed.ok ? undefined : closed.failure)
}
