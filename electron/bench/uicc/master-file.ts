import { concat } from '../../../shared/bytes'
import { bytesOfIccid } from '../../../shared/identity/iccid'
import { type Directory, type LinearFile, MF } from './file'
import { type CardOptions, type Pkcs15Options, usualFids } from './options'
import { dirRecord, PKCS15_AID } from './pkcs15'
import { pkcs15Directory } from './pkcs15-files'
import { arrBytes, arrRecordBytes } from './rules'
import { padded, word } from './tlv'
import { USIM_AID, usimDirectory } from './usim-files'

const dirRecordBytes = 0x26

/** The whole tree of a card (ETSI TS 102 221, clause 13; OMA-TS-DM_Protocol-V2_0, figure 20). */
export const masterFile = (
  iccid: string,
  imsi: string,
  { pkcs15 = {}, spareDirRecords = 0 }: CardOptions,
): Directory => ({
  fid: MF,
  rule: 0x0c,
  files: [
    efDir(pkcs15, spareDirRecords),
    { kind: 'transparent', fid: 0x2fe2, sfi: 0x02, rule: 0x03, bytes: bytesOfIccid(iccid) },
    { kind: 'linear', fid: 0x2f06, sfi: 0x06, rule: 0x06, recordBytes: arrRecordBytes, bytes: arrBytes() },
  ],
  directories: [...(pkcs15 ? [pkcs15Directory(pkcs15)] : []), usimDirectory(imsi)],
})

/** PKCS#15 comes first: there are readers that look no further than the first record. */
function efDir(pkcs15: Pkcs15Options | false, spare: number): LinearFile {
  const applications = [...(pkcs15 ? [pkcs15Record(pkcs15)] : []), dirRecord(USIM_AID, 'USIM')]
  const records = [...applications, ...Array.from({ length: spare }, () => new Uint8Array(0))]
  return {
    kind: 'linear',
    fid: 0x2f00,
    sfi: 0x1e,
    rule: 0x06,
    recordBytes: dirRecordBytes,
    bytes: concat(...records.map((record) => padded(record, dirRecordBytes))),
  }
}

function pkcs15Record({ dirOnlyAid, fids }: Pkcs15Options): Uint8Array {
  const path = concat(word(MF), word(fids?.pkcs15 ?? usualFids.pkcs15))
  return dirOnlyAid ? dirRecord(PKCS15_AID, 'OMA DM') : dirRecord(PKCS15_AID, 'OMA DM', path)
}
