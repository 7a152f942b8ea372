import { settle } from '../conflicts/ask'
import { conflictMoved, settleId, settlingBegun, settlingLeft, useConflicts } from '../conflicts/store'
import { bestScan } from '../keys/best-scan'
import { isArrow } from '../keys/key'
import type { KeyActs } from '../keys/listen'
import { placeChosen } from '../place/store'
import { decide } from './search'
import { decisionBegun, decisionLeft, selectionMoved, textTyped, useIntake, viewChosen } from './store'

export const searchId = 'intake-search'
export const reasonId = 'intake-reason'

/** While a person says why, the reason is where keys go; else the search. */
const fieldId = (): string | undefined => {
  if (isConflicts()) return isSettling() ? settleId : undefined
  return useIntake.getState().deciding ? reasonId : searchId
}
const field = (): HTMLInputElement | null => document.querySelector(`input[id="${fieldId()}"]`)

/** In the inbox everything typed or scanned is sought, and the arrows walk through what was found. */
export const intakeActs: KeyActs = {
  scanned: (text) => {
    decisionLeft()
    textTyped(bestScan(useIntake.getState().text, text))
    selectField()
  },
  typed: () => {
    selectUnlessIn()
    return false
  },
  numbered: () => undefined,
  erased: () => {
    selectUnlessIn()
    return false
  },
  onward: () => {
    if (isConflicts() && !isSettling()) return false
    if (isConflicts()) void settle()
    else if (useIntake.getState().deciding) void decide()
    else selectField()
    return true
  },
  back: () => {
    const { deciding, text } = useIntake.getState()
    if (isSettling()) settlingLeft()
    else if (isConflicts()) viewChosen('told')
    else if (deciding) decisionLeft()
    else if (text !== '') textTyped('')
    else placeChosen('wizard')
    return true
  },
  named: (key) => {
    if (key === 'F9') viewChosen(isConflicts() ? 'told' : 'conflicts')
    else if (isArrow({ key }) && (isSettling() || useIntake.getState().deciding)) return false
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

const isSettling = (): boolean => isConflicts() && useConflicts.getState().deciding !== undefined

function conflictNamed(key: string): boolean {
  if (key === 'ArrowDown') conflictMoved(1)
  else if (key === 'ArrowUp') conflictMoved(-1)
  else if (key === 'F7') settlingBegun('register-again')
  else if (key === 'F8') settlingBegun('keep-theirs')
  else if (key === 'Delete' && !isSettling()) settlingBegun('set-aside')
  else return false
  return true
}

/** A reason goes on where it was left. */
function selectUnlessIn(): void {
  if (document.activeElement === field()) return
  if (fieldId() === searchId) selectField()
  else field()?.focus()
}

function selectField(): void {
  field()?.focus()
  field()?.select()
}
