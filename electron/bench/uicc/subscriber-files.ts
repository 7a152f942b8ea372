import { concat } from '../../../shared/bytes'
import { utf8 } from '../../../shared/utf8'
import { type Directory, directory, type LinearFile, linear, type TransparentFile, transparent } from './file'
import type { Key } from './keys'
import { applicationRules, arrBytes, referenced } from './rules'
import { padded } from './tlv'

// 3GPP: a USIM (1002), any issuer
export const USIM_AID = Uint8Array.of(0xa0, 0, 0, 0, 0x87, 0x10, 0x02, 0xff, 0xff, 0xff, 0xff, 0x89, 0x07, 0x09, 0, 0)

/** Whose card it is. The number is in international form, without the plus. */
export type Subscriber = { readonly imsi: string; readonly msisdn: string }

/** What guards a file: the security attribute for a rule by its number. */
export type Guard = (rule: number) => Uint8Array

const EF_ARR = 0x6f06

/** EF.ARR of an application (3GPP TS 31.102, 4.2.55). */
export const applicationArr = (recordBytes = 0x20): LinearFile =>
  linear({
    fid: EF_ARR,
    sfi: 0x17,
    security: referenced(EF_ARR, 1),
    recordBytes,
    bytes: arrBytes(applicationRules, 5, recordBytes),
  })

/** 3GPP TS 31.102, 4.2: ADF.USIM with what tells a reader whose card it is. */
export function usimDirectory({ imsi, msisdn }: Subscriber, guard: Guard, keys: readonly Key[]): Directory {
  const own = (rule: number) => referenced(EF_ARR, rule)
  return directory({
    aid: USIM_AID,
    keys,
    security: guard(0x0c),
    files: [
      transparent({ fid: 0x6f07, sfi: 0x07, security: own(2), bytes: imsiBytes(imsi) }),
      administrativeData(0x03, own),
      // EF.UST: services 19 (name of the provider) and 21 (own number)
      transparent({ fid: 0x6f38, sfi: 0x04, security: own(2), bytes: Uint8Array.of(0, 0, 0x14, 0, 0, 0, 0, 0) }),
      ...nameAndNumber(msisdn, own),
      applicationArr(),
    ],
  })
}

/** 3GPP TS 51.011, 10.3 and 10.5: DF.GSM and DF.TELECOM, where a SIM has the same. */
export const simDirectories = ({ imsi, msisdn }: Subscriber, guard: Guard): readonly Directory[] => {
  const [name, number] = nameAndNumber(msisdn, (rule) => guard(rule === 3 ? 5 : rule))
  // EF.SST: services 1 (CHV1 may be disabled), 9 (own number) and 17 (name of the provider), all activated
  const services = transparent({ fid: 0x6f38, security: guard(2), bytes: Uint8Array.of(0x03, 0, 0x03, 0, 0x03) })
  const own = transparent({ fid: 0x6f07, security: guard(2), bytes: imsiBytes(imsi) })
  return [
    directory({
      fid: 0x7f20,
      security: guard(0x0c),
      files: [own, administrativeData(undefined, guard), services, name],
    }),
    directory({ fid: 0x7f10, security: guard(0x0c), files: [number] }),
  ]
}

/** 3GPP2 C.S0023, 3.4: DF.CDMA with an identity of the module, an IMSI_M nobody has programmed, and the own number. */
export const cdmaDirectory = ({ msisdn }: Subscriber, guard: Guard): Directory =>
  directory({
    fid: 0x7f25,
    security: guard(0x0c),
    files: [
      transparent({ fid: 0x6f31, security: guard(1), bytes: padded(Uint8Array.of(0x04, 0x80, 0, 0, 0x01), 8) }),
      transparent({ fid: 0x6f22, security: guard(2), bytes: new Uint8Array(10) }),
      linear({ fid: 0x6f44, security: guard(5), recordBytes: 11, bytes: mdnRecord(msisdn) }),
    ],
  })

// EF.AD: normal operation, two digits of MNC
const administrativeData = (sfi: number | undefined, guard: Guard): TransparentFile =>
  transparent({ fid: 0x6fad, sfi, security: guard(1), bytes: Uint8Array.of(0x00, 0x00, 0x00, 0x02) })

/** EF.SPN (shown in the home network too) and EF.MSISDN. */
const nameAndNumber = (msisdn: string, guard: Guard): readonly [TransparentFile, LinearFile] => [
  transparent({ fid: 0x6f46, security: guard(1), bytes: padded(concat(Uint8Array.of(0x01), utf8('Bench')), 17) }),
  linear({ fid: 0x6f40, security: guard(3), recordBytes: 28, bytes: msisdnRecord('Own number', msisdn, 14) }),
]

/** TS 31.102, 4.2.2: length, then digits low nibble first behind a nibble 9 (odd) or 1 (even). */
export const imsiBytes = (imsi: string): Uint8Array =>
  concat(Uint8Array.of(1 + (imsi.length >> 1)), swapped(`${imsi.length % 2 === 1 ? '9' : '1'}${imsi}`, 8))

/** TS 31.102, 4.2.26: a name, length and type of the number (91, international), ten bytes of digits, no extension. */
export const msisdnRecord = (name: string, digits: string, nameBytes: number): Uint8Array =>
  concat(
    padded(utf8(name), nameBytes),
    Uint8Array.of(1 + Math.ceil(digits.length / 2), 0x91),
    swapped(digits, 10),
    Uint8Array.of(0xff, 0xff),
  )

/** C.S0023, 3.4.36: the number of digits, eight bytes of digits, and two bytes of type. */
const mdnRecord = (digits: string): Uint8Array =>
  concat(Uint8Array.of(digits.length), swapped(digits, 8), Uint8Array.of(0x0a, 0x00))

/** Two digits a byte, the first in the low nibble, F behind the last. */
const swapped = (digits: string, sizeBytes: number): Uint8Array => {
  const nibbles = digits.padEnd(sizeBytes * 2, 'F')
  return Uint8Array.from({ length: sizeBytes }, (_, at) =>
    Number.parseInt(`${nibbles[at * 2 + 1]}${nibbles[at * 2]}`, 16),
  )
}
