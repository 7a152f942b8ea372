import { create } from 'zustand'
import type { BatchId } from '../../shared/batch'
import type { Failure } from '../../shared/failure'
import type { ImportReport, ImportSource } from '../../shared/import'
import { createTurns } from '../station/turns'
import { workShown } from './view'

/** How far a list of identities is on its way into a batch. `checked` was only looked at; `taken` is the batch's. */
export type Reading =
  | { readonly at: 'asked' }
  | { readonly at: 'reading'; readonly does: 'preview' | 'import'; readonly rows: number; readonly percent: number }
  | { readonly at: 'checked' | 'taken'; readonly report: ImportReport }
  | { readonly at: 'failed'; readonly failure: Failure }

export type ImportView = {
  readonly from: ImportSource['from']
  readonly path: string
  readonly first: string
  readonly last: string
  /** Which column is which, where a person said so. */
  readonly columns: Readonly<Record<string, string>>
  readonly reading: Reading
}

const asked: Reading = { at: 'asked' }
export const emptyImport: ImportView = { from: 'file', path: '', first: '', last: '', columns: {}, reading: asked }
export const useImport = create<ImportView>()(() => emptyImport)

export const readingNow = (reading: Reading): void => useImport.setState({ reading })

/** What is told of a list is of the batch and the source that are on the screen. */
export const readings = createTurns()

/** Another source was not looked at yet. One that is being taken is not changed for another. */
export function sourceTyped(change: Partial<Omit<ImportView, 'reading'>>): void {
  const { reading } = useImport.getState()
  if (reading.at === 'reading' && reading.does === 'import') return
  readings.end()
  useImport.setState({ reading: asked, columns: {}, ...change })
}

/** A list that is on its way is taken whole or, where it was left, not at all. */
export function importLeft(): void {
  readings.end()
  useImport.setState(({ from }) => ({ ...emptyImport, from }))
}

export function importOpened(batch: BatchId): void {
  importLeft()
  workShown({ at: 'import', batch })
}

export function sourceOf({ from, path, first, last }: ImportView): ImportSource | undefined {
  if (from === 'file') return path.trim() === '' ? undefined : { from, path: path.trim() }
  return first.trim() === '' || last.trim() === '' ? undefined : { from, first: first.trim(), last: last.trim() }
}

export const canTake = ({ reading }: ImportView): boolean =>
  reading.at === 'checked' && reading.report.good > 0 && reading.report.good === reading.report.rows
