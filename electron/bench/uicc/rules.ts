import { concat } from '../../../shared/bytes'
import { padded, tlv, word } from './tlv'

// ETSI TS 102 221, table 9.3: key references
export const PIN1 = 0x01
/** A local key: each application may have its own of this reference. */
export const PIN2 = 0x81
export const ADM1 = 0x0a
export const ADM2 = 0x0b
/** Stands for a command that came inside a secure channel. No P2 can name it. */
export const SECURE_CHANNEL = 0x130

/** What has to hold: nothing, the impossible, a key that was shown, or several of these. */
export type Condition =
  | 'always'
  | 'never'
  | number
  | { readonly any: readonly Condition[] }
  | { readonly all: readonly Condition[] }
  | { readonly none: readonly Condition[] }

// ISO/IEC 7816-4, tables 16 and 17: bits of the access mode byte, for an EF and for a directory
export const READ = 0x01
export const UPDATE = 0x02
export const DELETE_CHILD = 0x01
export const CREATE_EF = 0x02
export const CREATE_DF = 0x04
export const DEACTIVATE = 0x08
export const ACTIVATE = 0x10
export const DELETE_SELF = 0x40
// ETSI TS 102 222, 6.10: it has an INS and no bit
export const RESIZE = 0xd4

/** What may be done on which condition: bits of the access mode byte, or an INS. */
export type Rule = readonly (readonly [deed: number | { readonly ins: number }, on: Condition])[]

const readable = (read: Condition, update: Condition): Rule => [
  [READ, read],
  [UPDATE, update],
]
const resizable: Rule = [[{ ins: RESIZE }, ADM1]]

/** Records of EF.ARR, by their number; a number that is missing is an empty record. */
export type Rules = Readonly<Record<number, Rule>>

/** EF.ARR of the MF. */
export const cardRules: Rules = {
  1: [...readable('always', ADM1), ...resizable],
  2: readable(PIN1, ADM1),
  3: readable('always', 'never'),
  4: [...readable(PIN1, ADM1), ...resizable],
  5: readable(PIN1, PIN1),
  6: [[READ, 'always'], [UPDATE | DEACTIVATE | ACTIVATE, ADM1], ...resizable],
  7: [...readable(PIN2, ADM1), ...resizable],
  12: [[DELETE_CHILD | CREATE_EF | CREATE_DF | DEACTIVATE | ACTIVATE, ADM1]],
}

/** EF.ARR of an application. */
export const applicationRules: Rules = {
  1: [...readable('always', ADM1), ...resizable],
  2: readable(PIN1, ADM1),
  3: readable(PIN1, PIN1),
  4: readable({ all: [PIN1, ADM2] }, 'never'),
  5: readable('never', ADM2),
}

/** ETSI TS 102 221, 9.2.7 and 13.4: the content of EF.ARR. */
export const arrBytes = (rules: Rules, count: number, recordBytes: number): Uint8Array =>
  concat(...Array.from({ length: count }, (_, at) => padded(encodeRule(rules[at + 1] ?? []), recordBytes)))

/** 8B: a record of EF.ARR, which is the nearest of that name above the file. */
export const referenced = (arr: number, record: number): Uint8Array => tlv(0x8b, word(arr), Uint8Array.of(record))

/** AB: the rule itself. */
export const expanded = (rule: Rule): Uint8Array => tlv(0xab, encodeRule(rule))

const encodeRule = (rule: Rule): Uint8Array =>
  concat(...rule.flatMap(([deed, condition]) => [encodeDeed(deed), encodeCondition(condition)]))

// AM_DO: 80 with the access mode byte, 84 with an INS
const encodeDeed = (deed: number | { readonly ins: number }): Uint8Array =>
  typeof deed === 'number' ? tlv(0x80, Uint8Array.of(deed)) : tlv(0x84, Uint8Array.of(deed.ins))

// ISO/IEC 7816-4, table 23, SC_DO: 90 always, 97 never, A4 a key with the usage qualifier of user authentication,
// B4 secure messaging in command and answer, A0 one of several, AF all of them, A7 none of them
function encodeCondition(condition: Condition): Uint8Array {
  if (condition === 'always') return tlv(0x90)
  if (condition === 'never') return tlv(0x97)
  if (condition === SECURE_CHANNEL) return tlv(0xb4, tlv(0x95, Uint8Array.of(0x30)))
  if (typeof condition === 'number')
    return tlv(0xa4, tlv(0x83, Uint8Array.of(condition)), tlv(0x95, Uint8Array.of(0x08)))
  if ('any' in condition) return tlv(0xa0, ...condition.any.map(encodeCondition))
  if ('none' in condition) return tlv(0xa7, ...condition.none.map(encodeCondition))
  return tlv(0xaf, ...condition.all.map(encodeCondition))
}
