import { bestScan } from '../keys/best-scan'
import type { KeyActs } from '../keys/listen'
import { placeChosen } from '../place/store'
import { canResume, resume } from '../wizard/resume'
import { readRecord, selectionMoved, textTyped, useRecords } from './store'

export const searchId = 'records-search'

const field = (): HTMLInputElement | null => document.querySelector<HTMLInputElement>(`#${searchId}`)

/** On the records page everything typed or scanned is sought, and the arrows walk through what was found. */
export const recordsActs: KeyActs = {
  scanned: (text) => {
    textTyped(bestScan(field()?.value ?? '', text))
    selectField()
  },
  typed: () => {
    // The field gets the focus before the key arrives, and so the key itself.
    if (document.activeElement !== field()) selectField()
    return false
  },
  numbered: () => undefined,
  erased: () => {
    if (document.activeElement !== field()) selectField()
    return false
  },
  onward: () => {
    selectField()
    return true
  },
  back: () => {
    if (useRecords.getState().text === '') placeChosen('wizard')
    else textTyped('')
    return true
  },
  named,
}

function selectField(): void {
  field()?.focus()
  field()?.select()
}

function named(key: string): boolean {
  if (key === 'ArrowDown') selectionMoved(1)
  else if (key === 'ArrowUp') selectionMoved(-1)
  else return key === 'F8' && resumeRead()
  return true
}

/** Goes on with the record that is read, if there is something left to do. */
export function resumeRead(): boolean {
  const record = readRecord(useRecords.getState())
  if (record === undefined || !canResume(record) || record.finishedBy !== undefined) return false
  placeChosen('wizard')
  void resume(record)
  return true
}
