import { codePage, dialectOf } from './dialect'
import { tagger } from './tree'

// SyncML Representation Protocol 1.2: three code pages in one document type.

const syncmlPage = codePage(`
  Add Alert Archive Atomic Chal Cmd CmdID CmdRef Copy Cred Data Delete Exec Final Get Item Lang LocName LocURI Map MapItem
  Meta MsgID MsgRef NoResp NoResults Put Replace RespURI Results Search Sequence SessionID SftDel Source SourceRef Status
  Sync SyncBody SyncHdr SyncML Target TargetRef - VerDTD VerProto NumberOfChanges MoreData Field Filter Record FilterType
  SourceParent TargetParent Move Correlator`)

const metinfPage = codePage(`
  Anchor EMI Format FreeID FreeMem Last Mark MaxMsgSize Mem MetInf Next NextNonce SharedMem Size Type Version MaxObjSize
  FieldLevel`)

/** OMA DM Tree and Description Serialization, 11.1: DDF and TNDS. */
const tndsPage = codePage(`
  AccessType ACL Add b64 bin bool chr CaseSense CIS Copy CS date DDFName DefaultValue Delete Description DFFormat
  DFProperties DFTitle DFType Dynamic Exec float Format Get int Man MgmtTree MIME Mod Name Node node NodeName null
  Occurrence One OneOrMore OneOrN Path Permanent Replace RTProperties Scope Size time Title TStamp Type Value VerDTD VerNo
  xml ZeroOrMore ZeroOrN ZeroOrOne`)

export const syncmlDialect = dialectOf({ name: 'SyncML 1.2', tags: [syncmlPage, metinfPage, tndsPage] })

export const syncml = tagger(0)
export const metinf = tagger(1)
export const tnds = tagger(2)

/** We write 1.2; devices with DM 1.1 speak 1.1. */
export const syncmlVersions = ['1.0', '1.1', '1.2'] as const
export type SyncmlVersion = (typeof syncmlVersions)[number]

/** SyncML by its number, and a TNDS document by name, since it has no number. */
export const syncmlPublicIds: Readonly<Record<SyncmlVersion, number>> = { '1.0': 0x0fd1, '1.1': 0x0fd3, '1.2': 0x1201 }
export const syncmlPublicId = syncmlPublicIds['1.2']
export const tndsPublicId = '-//OMA//DTD-DM-DDF 1.2//EN'

/** The version that a public id says, by number or by name; any other is taken for ours. */
export const versionOf = (publicId: number | string): SyncmlVersion =>
  syncmlVersions.find((one) => publicId === syncmlPublicIds[one] || publicId === `-//SYNCML//DTD SyncML ${one}//EN`) ??
  '1.2'

export type Namespaces = readonly string[]

/** The namespace of each code page, for XML. */
export const namespacesOf = (version: SyncmlVersion): Namespaces => [
  `SYNCML:SYNCML${version}`,
  'syncml:metinf',
  'syncml:dmddf1.2',
]
export const namespaces = namespacesOf('1.2')
