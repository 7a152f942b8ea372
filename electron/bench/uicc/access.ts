import { conditionOf, type Deed } from './condition'
import type { CardFile, ElementaryFile } from './file'
import type { Condition } from './rules'
import type { CardState } from './state'
import { sw } from './status-word'

/** ETSI TS 102 221, 9.2: rules hold from activation on. A rule that cannot be found or read allows nothing. */
export const isAllowed = (state: CardState, file: CardFile, deed: Deed): boolean =>
  file.lifeCycle === 'creation' ||
  file.lifeCycle === 'initialisation' ||
  isMet(state, conditionOf(state.mf, file, deed))

/** Why an EF may not be read or written now: its state, or a key that was not shown. Undefined if it may. */
export function refusalOf(state: CardState, file: ElementaryFile, deed: Deed): number | undefined {
  if (file.lifeCycle === 'deactivated' && !staysUsable(file)) return sw.notUsable
  return isAllowed(state, file, deed) ? undefined : sw.notAllowed
}

// ETSI TS 102 222, table 4a
const staysUsable = ({ special = 0 }: ElementaryFile): boolean => (special & 0x40) !== 0

/** A disabled key guards nothing (9.5.1). */
function isMet(state: CardState, condition: Condition): boolean {
  if (condition === 'always') return true
  if (condition === 'never') return false
  if (typeof condition === 'number') return isShown(state, condition)
  return 'any' in condition
    ? condition.any.some((one) => isMet(state, one))
    : condition.all.every((one) => isMet(state, one))
}

const isShown = ({ keys, verified }: CardState, asked: number): boolean =>
  verified.has(asked) || keys.some(({ reference, isEnabled }) => reference === asked && !isEnabled)
