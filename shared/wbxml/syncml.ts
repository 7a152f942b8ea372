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

/** SyncML 1.2 by its number, and a TNDS document by name, since it has no number. */
export const syncmlPublicId = 0x1201
export const tndsPublicId = '-//OMA//DTD-DM-DDF 1.2//EN'

/** The namespace of each code page, for XML. */
export const namespaces = ['SYNCML:SYNCML1.2', 'syncml:metinf', 'syncml:dmddf1.2'] as const
