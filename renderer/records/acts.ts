import type { JobId, JobRecord } from '../../shared/job'
import { lacksMessage } from '../../shared/record'
import { periodMoved } from '../charts/store'
import { conflictSelected } from '../conflicts/store'
import { viewChosen as inboxViewChosen } from '../intake/store'
import { canResume } from '../jobs/way-on'
import { bestScan } from '../keys/best-scan'
import type { KeyActs } from '../keys/listen'
import { placeChosen } from '../place/store'
import { resume } from '../wizard/resume'
import { exportClosed, exportNow, exportOpened, useExport } from './export'
import { readRecord, selectionMoved, textTyped, useRecords, viewChosen } from './store'

export const searchId = 'records-search'

const field = (): HTMLInputElement | null => document.querySelector<HTMLInputElement>(`#${searchId}`)

/** On the records page everything typed or scanned is sought, and the arrows walk through what was found. */
export const recordsActs: KeyActs = {
  scanned: (text) => {
    textTyped(bestScan(field()?.value ?? '', text))
    selectField()
  },
  typed: () => {
    if (isCharts() || isExporting()) return false
    // The field gets the focus before the key arrives, and so the key itself.
    if (document.activeElement !== field()) selectField()
    return false
  },
  numbered: () => undefined,
  erased: () => {
    if (isExporting()) return false
    if (document.activeElement !== field()) selectField()
    return false
  },
  onward: () => {
    if (isExporting()) void exportNow()
    else selectField()
    return true
  },
  back: () => {
    if (isCharts()) viewChosen('list')
    else if (isExporting()) exportClosed()
    else if (useRecords.getState().text === '') placeChosen('wizard')
    else textTyped('')
    return true
  },
  named,
}

function selectField(): void {
  field()?.focus()
  field()?.select()
}

const isExporting = (): boolean => useExport.getState().isOpen
/** There the arrows are for what is in it. */
const isInField = (): boolean => document.activeElement?.matches('input, select') ?? false
const isCharts = (): boolean => useRecords.getState().view === 'charts'

function named(key: string): boolean {
  if (key === 'F7' && !isCharts()) exportOpened()
  else if (key === 'F4') viewChosen(isCharts() ? 'list' : 'charts')
  else if (isCharts()) return !isInField() && (key === 'ArrowRight' ? moved(1) : key === 'ArrowLeft' && moved(-1))
  else if (key === 'ArrowDown') selectionMoved(1)
  else if (key === 'ArrowUp') selectionMoved(-1)
  else return key === 'F8' && resumeRead()
  return true
}

function moved(by: 1 | -1): boolean {
  periodMoved(by)
  return true
}

/** To what a person has to decide about it. */
export function toConflict(job: JobId): void {
  inboxViewChosen('conflicts')
  conflictSelected(job)
  placeChosen('intake')
}

/** What is not made good by another job, and is more than a card that was refused. */
export const canGoOn = (record: JobRecord): boolean =>
  canResume(record) && record.finishedBy === undefined && !lacksMessage(record)

/** Goes on with the record that is read, if there is something left to do. */
export function resumeRead(): boolean {
  const record = readRecord(useRecords.getState())
  if (record === undefined || !canGoOn(record)) return false
  placeChosen('wizard')
  void resume(record)
  return true
}
