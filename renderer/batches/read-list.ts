import type { BatchId } from '../../shared/batch'
import type { ImportReport } from '../../shared/import'
import { answerOf, answerWhile } from '../station/answer'
import { station } from '../station/client'
import { followOnce } from '../station/follow'
import { readingNow, readings, sourceOf, sourceTyped, useImport } from './reading'

export async function filePicked(): Promise<void> {
  const before = useImport.getState()
  const picked = await answerOf(station.batch.pick())
  if (useImport.getState() !== before) return
  if (!picked.ok) readingNow({ at: 'failed', failure: picked.failure })
  else if (picked.value.path !== undefined) sourceTyped({ path: picked.value.path })
}

/** Looks at the list and takes nothing; then takes the one that was looked at. */
export async function read(batch: BatchId, does: 'preview' | 'import'): Promise<void> {
  const view = useImport.getState()
  const source = sourceOf(view)
  if (source === undefined || view.reading.at === 'reading') return
  const checked = does === 'import' && view.reading.at === 'checked' ? { sha256: view.reading.report.sha256 } : {}
  const columns = Object.keys(view.columns).length === 0 ? {} : { columns: { ...view.columns } }
  const left = readings.begin()
  readingNow({ at: 'reading', does, rows: 0, percent: 0 })
  const followed = await answerWhile(
    left,
    followOnce(
      () => station.batch[does]({ batch, source, ...columns, ...checked }, { signal: left }),
      (step) => {
        if (left.aborted) return
        if (step.at === 'reading') readingNow({ ...step, does })
        else readingNow({ at: step.isTaken ? 'taken' : 'checked', report: step.report })
      },
    ),
  )
  if (followed?.ok === false) readingNow({ at: 'failed', failure: followed.failure })
}

/** A person says which column is which, and the list is looked at again. */
export async function columnMapped(batch: BatchId, report: ImportReport, what: string, column: string): Promise<void> {
  useImport.setState({ reading: { at: 'asked' }, columns: { ...report.columns, [what]: column } })
  await read(batch, 'preview')
}
