import { areEqual, bytesOf, concat, hex, malformed } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { type Channel, send } from './channel'
import { ifFound, readBinary, readRecord, selectAid, selectFid, selectMf, selectPath } from './commands'
import type { Fcp } from './fcp'
import {
  type Application,
  type DataObject,
  isDmBootstrap,
  PKCS15_AID,
  readDirRecord,
  readDodf,
  readOdf,
} from './pkcs15'
import { readTlvs, tlv } from './tlv'

/** Fixed identifiers: ETSI TS 102 221, 13.1; PKCS#15 v1.1, 5.5.1. Everything else is found, never assumed. */
const EF_DIR = 0x2f00
const EF_ODF = 0x5031

export const unsuitable = (missing: string): Failed => new Failed({ code: 'card.unsuitable', missing })

/** The PKCS#15 application of one card. */
export type Pkcs15 = {
  readonly channel: Channel
  /** SELECT an EF by a path as it stands in EF(ODF) or EF(DODF). Undefined if it is not there. */
  readonly select: (path: Uint8Array) => Promise<Fcp | undefined>
}

/** A data object with the OID of DM bootstrap, and the file it points to. */
export type Located = { readonly object: DataObject; readonly path: string; readonly sizeBytes: number }

/**
 * OMA DM 2.0, G.3.1: EF(DIR) names the PKCS#15 application, SELECT by AID opens it.
 * EF(DIR) is read on `basic`, the application is selected on `inside`: a device takes a logical channel for it.
 * Fails with `card.unsuitable` where a device would find nothing.
 */
export async function openPkcs15(basic: Channel, inside: Channel = basic): Promise<Pkcs15> {
  const listed = (await readDir(basic)).find(({ aid }) => areEqual(aid, PKCS15_AID))
  if (!listed) throw unsuitable('PKCS#15 application in EF(DIR)')
  if ((await enter(inside, listed)) === undefined) throw unsuitable('PKCS#15 application')
  return { channel: inside, select: (path) => selectIn(inside, listed, path) }
}

/** Every entry for DM bootstrap, in the order in which a device would take them. Fails with `card.unsuitable` on a missing directory. */
export async function findBootstrap(pkcs15: Pkcs15): Promise<readonly Located[]> {
  const odf = await readFile(pkcs15, bytesOf(EF_ODF >> 8, EF_ODF & 0xff))
  if (!odf) throw unsuitable('EF(ODF)')
  const found: Located[] = []
  for (const path of readOdf(odf)) {
    const dodf = await readFile(pkcs15, path)
    if (!dodf) continue
    for (const object of readDodf(dodf).filter(isDmBootstrap)) {
      const where = hex(object.path)
      const fcp = found.some((other) => other.path === where) ? undefined : await pkcs15.select(object.path)
      if (fcp?.structure === 'transparent') found.push({ object, path: where, sizeBytes: fcp.sizeBytes })
    }
  }
  return found
}

/** A whole transparent EF, or undefined if it is not there. */
export async function readFile(pkcs15: Pkcs15, path: Uint8Array): Promise<Uint8Array | undefined> {
  const fcp = await pkcs15.select(path)
  return fcp && readSelected(pkcs15.channel, fcp.sizeBytes)
}

/** The selected transparent EF from its first byte, in steps of 256. */
export async function readSelected(channel: Channel, sizeBytes: number): Promise<Uint8Array> {
  let bytes = bytesOf()
  while (bytes.length < sizeBytes) {
    const chunk = await send(channel, readBinary(bytes.length, Math.min(256, sizeBytes - bytes.length)))
    if (chunk.length === 0) throw malformed(`the file ends early, ${sizeBytes} bytes were announced`, bytes.length)
    bytes = concat(bytes, chunk)
  }
  return bytes
}

async function readDir(channel: Channel): Promise<readonly Application[]> {
  await send(channel, selectMf)
  const fcp = await send(channel, ifFound(selectFid(EF_DIR)))
  if (!fcp) throw unsuitable('EF(DIR)')
  const templates = fcp.structure === 'transparent' ? await dirBinary(channel, fcp) : await dirRecords(channel, fcp)
  return templates.map(readDirRecord).filter((application) => application !== undefined)
}

const dirBinary = async (channel: Channel, { sizeBytes }: Fcp): Promise<readonly Uint8Array[]> =>
  readTlvs(await readSelected(channel, sizeBytes)).map(({ tag, value }) => tlv(tag, value))

async function dirRecords(channel: Channel, { recordBytes, records }: Fcp): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = []
  for (let record = 1; record <= records; record++) {
    const bytes = await send(channel, ifFound(readRecord(record, recordBytes)))
    if (bytes) found.push(bytes)
  }
  return found
}

/** By AID, as a device does; by the path of EF(DIR) where the card knows the directory but not the name. */
async function enter(channel: Channel, { aid, path }: Application): Promise<true | undefined> {
  const byName = { ...ifFound(selectAid(aid)), parse: (_: Uint8Array, sw: number) => sw !== 0x6a82 }
  if (await send(channel, byName)) return true
  return path && (await send(channel, ifFound(selectPath('MF', withoutMf(path))))) ? true : undefined
}

/** Bare FIDs and paths from 3FFF or 7FFF are relative to the application; paths from 3F00 are absolute. */
async function selectIn(channel: Channel, application: Application, path: Uint8Array): Promise<Fcp | undefined> {
  const head = (path[0] ?? 0) * 256 + (path[1] ?? 0)
  if (path.length > 2 && head === 0x3f00) return send(channel, ifFound(selectPath('MF', withoutMf(path))))
  await enter(channel, application)
  const relative = path.length > 2 && (head === 0x3fff || head === 0x7fff) ? path.subarray(2) : path
  if (relative.length === 2) return send(channel, ifFound(selectFid((relative[0] ?? 0) * 256 + (relative[1] ?? 0))))
  return send(channel, ifFound(selectPath('current DF', relative)))
}

const withoutMf = (path: Uint8Array): Uint8Array => (path[0] === 0x3f && path[1] === 0x00 ? path.subarray(2) : path)
