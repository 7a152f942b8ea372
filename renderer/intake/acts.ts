import { resolve } from '../conflicts/ask'
import { conflictMoved, readConflict, useConflicts } from '../conflicts/store'
import { bestScan } from '../keys/best-scan'
import type { KeyActs } from '../keys/listen'
import { placeChosen } from '../place/store'
import { decide } from './search'
import { decisionBegun, decisionLeft, selectionMoved, textTyped, useIntake, viewChosen } from './store'

export const searchId = 'intake-search'
export const reasonId = 'intake-reason'

/** While a person says why, the reason is where keys go; else the search. */
const field = (): HTMLInputElement | null =>
  document.querySelector<HTMLInputElement>(`#${useIntake.getState().deciding ? reasonId : searchId}`)

/** In the inbox everything typed or scanned is sought, and the arrows walk through what was found. */
export const intakeActs: KeyActs = {
  scanned: (text) => {
    decisionLeft()
    textTyped(bestScan(useIntake.getState().text, text))
    selectField()
  },
  typed: () => {
    if (isConflicts()) return false
    if (document.activeElement !== field()) selectField()
    return false
  },
  numbered: () => undefined,
  erased: () => {
    if (document.activeElement !== field()) selectField()
    return false
  },
  onward: () => {
    if (useIntake.getState().deciding) void decide()
    else if (!isConflicts()) selectField()
    return !isConflicts()
  },
  back: () => {
    const { deciding, text } = useIntake.getState()
    if (isConflicts()) viewChosen('told')
    else if (deciding) decisionLeft()
    else if (text !== '') textTyped('')
    else placeChosen('wizard')
    return true
  },
  named: (key) => {
    if (key === 'F9') viewChosen(isConflicts() ? 'told' : 'conflicts')
    else if (isConflicts()) return conflictNamed(key)
    else if (key === 'ArrowDown') selectionMoved(1)
    else if (key === 'ArrowUp') selectionMoved(-1)
    else if (key === 'F8') return decisionBegun('refuse')
    else if (key === 'F7') return decisionBegun('allow')
    else return false
    return true
  },
}

const isConflicts = (): boolean => useIntake.getState().view === 'conflicts'

function conflictNamed(key: string): boolean {
  if (key === 'ArrowDown') conflictMoved(1)
  else if (key === 'ArrowUp') conflictMoved(-1)
  else if (key === 'F7') void resolve('register-again')
  else if (key === 'F8') void resolve('keep-theirs')
  else if (key === 'Delete') setAside()
  else return false
  return true
}

function setAside(): void {
  if (readConflict(useConflicts.getState())?.resolution !== 'set-aside') void resolve('set-aside')
}

function selectField(): void {
  field()?.focus()
  field()?.select()
}
