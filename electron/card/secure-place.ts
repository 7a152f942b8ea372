// What is selected on a logical channel of a card, and whether it wants a secure channel (OMA DM 2.0, Appendix H).
import { areEqual, hex } from '../../shared/bytes'
import { type Fcp, readFcp } from './fcp'
import { PKCS15_AID } from './pkcs15'
import { expandedRules, type Rule } from './rules'
import type { SecureChannel } from './scp03'
import { readable } from './tlv'

export const SELECT = 0xa4
export const MANAGE_CHANNEL = 0x70
export const BASIC = 0

/** What was selected on one logical channel, and how it is spoken to there. */
export type Place = {
  /** SELECT by AID, and of a file after it, as they were sent. */
  readonly application: Uint8Array | undefined
  readonly file: Uint8Array | undefined
  /** Whether the application is still the current one. */
  readonly isThere: boolean
  readonly secure: SecureChannel | undefined
}
export const nowhere: Place = { application: undefined, file: undefined, isThere: false, secure: undefined }

/** What has to be shown before a file is read, as far as its FCP tells. */
export type Wants = 'secure channel' | 'something else' | 'unknown'

/** Whether a rule wants secure messaging, besides whatever else. */
export function wantsSecureChannel(rule: Rule | undefined): rule is Rule {
  if (rule?.needs === 'all') return rule.of.some((one) => wantsSecureChannel(one))
  return rule?.needs === 'other' && rule.what === 'secure messaging'
}

/** GlobalPlatform Card Specification, 10.2.3: the session ends when something else is selected, as what lies in the MF. */
export function leaves([, ins, p1, , , first = 0x3f]: Uint8Array): boolean {
  if (ins !== SELECT) return false
  return p1 === 0x04 || (p1 === 0x00 && first === 0x3f) || (p1 === 0x08 && first === 0x2f)
}

/** ETSI TS 102 221, 11.1.17: the channel that was closed, by P2, or opened, by the answer. */
export const managed = (command: Uint8Array, answer: Uint8Array): number =>
  (command[2] === 0x80 ? command[3] : answer[0]) ?? BASIC

/** The read keys are those of PKCS#15: no other application is asked for a secure channel. */
export function selected(place: Place, command: Uint8Array): Place {
  if (command[2] === 0x04) {
    const isOurs = areEqual(command.subarray(5, 5 + PKCS15_AID.length), PKCS15_AID)
    return { ...nowhere, ...(isOurs && { application: command, isThere: true }) }
  }
  return { ...place, file: command, isThere: place.isThere && !leaves(command) }
}

export const pathOf = (select: Uint8Array | undefined): string =>
  select ? hex(select.subarray(5, 5 + (select[4] ?? 0))) : ''

export function wantsIn(answer: Uint8Array): Wants {
  const fcp = readable(() => readFcp(answer))
  return fcp ? wantsOf(fcp) : 'unknown'
}

export function wantsOf({ security }: Fcp): Wants {
  if (security.form !== 'expanded') return 'unknown'
  return wantsSecureChannel(expandedRules(security.bytes, 'EF').read) ? 'secure channel' : 'something else'
}

/** The same rule with the secure channel that there is now. */
export function insideSecureChannel(rule: Rule): Rule {
  if (rule.needs === 'all') return { ...rule, of: rule.of.map(insideSecureChannel) }
  return wantsSecureChannel(rule) ? { needs: 'always' } : rule
}
