import { conditionOf, type Deed } from './condition'
import type { CardFile, ElementaryFile } from './file'
import { keyAt } from './keys'
import type { Condition } from './rules'
import type { CardState } from './state'
import { sw } from './status-word'

/** ETSI TS 102 221, 9.2: rules hold from activation on. A rule that cannot be found or read allows nothing. */
export const isAllowed = (state: CardState, file: CardFile, deed: Deed): boolean =>
  file.lifeCycle === 'creation' ||
  file.lifeCycle === 'initialisation' ||
  isMet(state, file, conditionOf(state.mf, file, deed))

/** Why an EF may not be read or written now: its state, or a key that was not shown. Undefined if it may. */
export function refusalOf(state: CardState, file: ElementaryFile, deed: Deed): number | undefined {
  if (file.lifeCycle === 'deactivated' && !staysUsable(file)) return sw.notUsable
  return isAllowed(state, file, deed) ? undefined : sw.notAllowed
}

// ETSI TS 102 222, table 4a
const staysUsable = ({ special = 0 }: ElementaryFile): boolean => (special & 0x40) !== 0

function isMet(state: CardState, file: CardFile, condition: Condition): boolean {
  const meets = (one: Condition): boolean => isMet(state, file, one)
  if (condition === 'always') return true
  if (condition === 'never') return false
  if (typeof condition === 'number') return isShown(state, file, condition)
  if ('any' in condition) return condition.any.some(meets)
  return 'all' in condition ? condition.all.every(meets) : !condition.none.some(meets)
}

/** A disabled key guards nothing (9.5.1). */
function isShown(state: CardState, file: CardFile, asked: number): boolean {
  const key = keyAt(state, file, asked)
  return state.verified.has(key?.mark ?? asked) || key?.isEnabled === false
}
