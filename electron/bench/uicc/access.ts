import type { ElementaryFile } from './file'
import { type Access, ruleOf } from './rules'
import type { CardState } from './state'

/** ETSI TS 102 221, 9.2: whether the keys shown so far allow it. A disabled key guards nothing (9.5.1). */
export const mayRead = (state: CardState, file: ElementaryFile): boolean => isMet(state, ruleOf(file.rule).read)

export const mayUpdate = (state: CardState, file: ElementaryFile): boolean => isMet(state, ruleOf(file.rule).update)

function isMet({ keys, verified }: CardState, access: Access): boolean {
  if (access === 'always') return true
  if (access === 'never') return false
  return verified.has(access) || keys.some(({ reference, isEnabled }) => reference === access && !isEnabled)
}
