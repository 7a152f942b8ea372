import { concat } from '../../../shared/bytes'
import { bytesOfIccid } from '../../../shared/identity/iccid'
import { type Directory, directory, type ElementaryFile, linear, MF, type TransparentFile, transparent } from './file'
import type { KeysOfCard } from './keys'
import { type CardOptions, type Pkcs15Options, usualFids } from './options'
import { dirRecord, PKCS15_AID } from './pkcs15'
import { pkcs15Directory } from './pkcs15-files'
import { arrBytes, cardRules, expanded, referenced } from './rules'
import { cdmaDirectory, type Guard, type Subscriber, simDirectories, USIM_AID, usimDirectory } from './subscriber-files'
import { padded, tlv, word } from './tlv'

const EF_DIR = 0x2f00
const EF_ICCID = 0x2fe2
const EF_ARR = 0x2f06
const EF_ATR = 0x2f01

const dirRecordBytes = 0x26
const arrRecordBytes = 0x24
const arrRecords = 0x0c

type Owner = Subscriber & { readonly iccid: string }

/**
 * The whole tree of a card (ETSI TS 102 221, clause 13; OMA-TS-DM_Protocol-V2_0, figures 19 and 20). A SIM has no
 * EF.ARR: what its rules are it tells in four bits each.
 */
export function masterFile(owner: Owner, options: CardOptions, keys: KeysOfCard): Directory {
  const { pkcs15 = {}, mode = 'uicc', subscription, extendedBytes } = options
  const guard: Guard = (rule) => (mode === 'sim' ? expanded(cardRules[rule] ?? []) : referenced(EF_ARR, rule))
  const arr = linear({
    fid: EF_ARR,
    sfi: 0x06,
    security: guard(6),
    recordBytes: arrRecordBytes,
    bytes: arrBytes(cardRules, arrRecords, arrRecordBytes),
  })
  return directory({
    fid: MF,
    keys: keys.mf,
    security: guard(0x0c),
    files: [
      efDir(options, guard(6)),
      transparent({ fid: EF_ICCID, sfi: 0x02, security: guard(3), bytes: bytesOfIccid(owner.iccid) }),
      ...(mode === 'sim' ? [] : [arr]),
      ...(extendedBytes === undefined ? [] : [efAtr(extendedBytes, guard(3))]),
    ],
    directories: [
      ...(pkcs15 ? [pkcs15Directory(pkcs15, guard, keys.pkcs15)] : []),
      ...(mode === 'sim' ? [] : [usimDirectory(owner, guard, keys.usim)]),
      ...(mode === 'uicc' ? [] : simDirectories(owner, guard)),
      ...(subscription === 'GSM and CDMA' ? [cdmaDirectory(owner, guard)] : []),
    ],
  })
}

/** ISO/IEC 7816-4, 12.7.1: 7F66 has the most bytes of a command and of a response. */
function efAtr(extendedBytes: number, security: Uint8Array): TransparentFile {
  const most = tlv(0x02, word(extendedBytes))
  return transparent({ fid: EF_ATR, security, bytes: concat(Uint8Array.of(0x7f), tlv(0x66, most, most)) })
}

/** PKCS#15 comes first: there are readers that look no further than the first record. */
function efDir(
  { pkcs15 = {}, mode = 'uicc', dir = 'records', spareDirRecords = 0 }: CardOptions,
  security: Uint8Array,
): ElementaryFile {
  const templates = [
    ...(pkcs15 ? [pkcs15Template(pkcs15)] : []),
    ...(mode === 'sim' ? [] : [dirRecord(USIM_AID, 'USIM')]),
  ]
  const file = { fid: EF_DIR, sfi: 0x1e, security }
  if (dir === 'transparent') return transparent({ ...file, bytes: padded(concat(...templates), dirRecordBytes * 4) })
  const records = templates.map((template) => padded(template, dirRecordBytes))
  const spare = padded(new Uint8Array(0), dirRecordBytes * spareDirRecords)
  const bytes = dir === 'spare records first' ? concat(spare, ...records) : concat(...records, spare)
  return linear({ ...file, recordBytes: dirRecordBytes, bytes })
}

function pkcs15Template({ dirOnlyAid, fids }: Pkcs15Options): Uint8Array {
  const path = concat(word(MF), word(fids?.pkcs15 ?? usualFids.pkcs15))
  return dirOnlyAid ? dirRecord(PKCS15_AID, 'OMA DM') : dirRecord(PKCS15_AID, 'OMA DM', path)
}
