import { concat } from '../../../shared/bytes'
import { padded, tlv } from './tlv'

export const PIN1 = 0x01
export const ADM1 = 0x0a

/** Who may: everybody, nobody, or whoever has shown this key. */
export type Access = 'always' | 'never' | typeof PIN1 | typeof ADM1
export type Rule = { readonly read: Access; readonly update: Access; readonly resize?: Access }

/** The rules of this card by their record number in EF.ARR, which a file names in its FCP (tag 8B). */
export const rules: Readonly<Record<number, Rule>> = {
  1: { read: 'always', update: ADM1, resize: ADM1 },
  2: { read: PIN1, update: ADM1 },
  3: { read: 'always', update: 'never' },
  4: { read: PIN1, update: ADM1, resize: ADM1 },
  6: { read: 'always', update: ADM1 },
  12: { read: 'always', update: ADM1 },
}

const nobody: Rule = { read: 'never', update: 'never' }

export const ruleOf = (number: number): Rule => rules[number] ?? nobody

const recordCount = 0x0c
export const arrRecordBytes = 0x20

/** The content of EF.ARR: ETSI TS 102 221, 9.2.7 and 13.4. */
export const arrBytes = (): Uint8Array =>
  concat(
    ...Array.from({ length: recordCount }, (_, at) => {
      const rule = rules[at + 1]
      return padded(rule ? encodeRule(rule) : new Uint8Array(0), arrRecordBytes)
    }),
  )

// AM_DO: 80 with one byte (01 read, 02 update) or 84 with an INS (D4, RESIZE FILE)
const encodeRule = ({ read, update, resize }: Rule): Uint8Array =>
  concat(
    tlv(0x80, Uint8Array.of(0x01)),
    encodeAccess(read),
    tlv(0x80, Uint8Array.of(0x02)),
    encodeAccess(update),
    ...(resize === undefined ? [] : [tlv(0x84, Uint8Array.of(0xd4)), encodeAccess(resize)]),
  )

// SC_DO: 90 always, 97 never, A4 a key with the usage qualifier for user authentication
function encodeAccess(access: Access): Uint8Array {
  if (access === 'always') return tlv(0x90)
  if (access === 'never') return tlv(0x97)
  return tlv(0xa4, tlv(0x83, Uint8Array.of(access)), tlv(0x95, Uint8Array.of(0x08)))
}
