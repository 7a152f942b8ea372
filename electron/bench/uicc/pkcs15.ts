import { utf8 } from '../../../shared/utf8'
import { tlv, word } from './tlv'

/** OMA-TS-DM_Protocol-V2_0, G.1 means opaqueDO; cards with oidDO exist too. */
export type DodfForm = 'opaqueDO' | 'oidDO'

export const PKCS15_AID = Uint8Array.of(0xa0, 0, 0, 0, 0x63, ...utf8('PKCS-15'))

// 2.23.43.7.1, OMA DM bootstrap (G.4.2)
const bootstrapOid = tlv(0x06, Uint8Array.of(0x67, 0x2b, 0x07, 0x01))

const pathTo = (fid: number): Uint8Array => tlv(0x30, tlv(0x04, word(fid)))

const objectTags = { publicKeys: 0xa1, dataObjects: 0xa7 } as const

/** PKCS#15 v1.1, 6.2: an entry of EF(ODF), which points to a directory of objects. */
export const odfEntry = (objects: keyof typeof objectTags, directory: number): Uint8Array =>
  tlv(objectTags[objects], pathTo(directory))

export type DodfEntry = {
  readonly form: DodfForm
  /** Live cards have the OID wrapped twice, as an erratum of LwM2M 1.0, G.3.3 had it. */
  readonly oid: 'wrapped once' | 'wrapped twice'
  readonly label: string
  readonly fid: number
  readonly flags: 'none' | 'private'
}

/** PKCS#15 v1.1, 6.8: an entry of EF(DODF): label and flags, the OID, the path. */
export function dodfEntry({ form, oid, label, fid, flags }: DodfEntry): Uint8Array {
  const common = tlv(
    0x30,
    tlv(0x0c, utf8(label)),
    tlv(0x03, flags === 'private' ? Uint8Array.of(0x07, 0x80) : Uint8Array.of(0x00)),
  )
  const name = oid === 'wrapped twice' ? tlv(0x06, bootstrapOid) : bootstrapOid
  if (form === 'opaqueDO') return tlv(0x30, common, tlv(0x30, name), tlv(0xa1, pathTo(fid)))
  return tlv(0xa1, tlv(0x30), common, tlv(0xa1, tlv(0x30, name, pathTo(fid))))
}

/** PKCS#15 v1.1, 6.9: version 0 and no flags, which is all that readers ask of EF(TokenInfo). */
export const tokenInfo = tlv(0x30, tlv(0x02, Uint8Array.of(0)), tlv(0x03, Uint8Array.of(0x07, 0x00)))

/** An application template of EF.DIR: AID, label and, where there is one, the path. */
export const dirRecord = (aid: Uint8Array, label: string, path?: Uint8Array): Uint8Array =>
  tlv(0x61, tlv(0x4f, aid), tlv(0x50, utf8(label)), path ? tlv(0x51, path) : new Uint8Array(0))

// GlobalPlatform access rules: 1.2.840.114283.200.1.1
const rulesOid = tlv(0x06, Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xfc, 0x6b, 0x81, 0x48, 0x01, 0x01))

/** GlobalPlatform Secure Element Access Control, annex C: the entry of somebody else that must be left alone. */
export const foreignDodfEntry = (fid: number): Uint8Array =>
  tlv(0xa1, tlv(0x30), tlv(0x30, tlv(0x0c, utf8('GP SE Acc Ctl'))), tlv(0xa1, tlv(0x30, rulesOid, pathTo(fid))))

/** The main file of those rules: a refresh tag and the path of the rules. */
export const foreignMainFile = (fid: number): Uint8Array =>
  tlv(0x30, tlv(0x04, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)), pathTo(fid))

/** PKCS#15 v1.1, 6.4: an entry of EF(PuKDF): label, identifier and usage, and an RSA key of 2048 bits elsewhere. */
export const foreignPublicKey = tlv(
  0x30,
  tlv(0x30, tlv(0x0c, utf8('Issuer key'))),
  tlv(0x30, tlv(0x04, Uint8Array.of(0x01)), tlv(0x03, Uint8Array.of(0x06, 0x40))),
  tlv(0xa1, tlv(0x30, pathTo(0x4402), tlv(0x02, word(2048)))),
)
