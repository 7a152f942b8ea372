// What is on a card that matters for its preparation. Everything is read, nothing is changed.
import { areEqual, concat, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { mostOnCard } from '../../shared/message/size'
import { type Access, accessOf } from './access'
import { findHome, type Home, type Pkcs15, pkcs15At, selectHome, usualPaths } from './application'
import { dataObjects, EF_ODF, EF_TOKEN_INFO, type Entry } from './bootstrap-files'
import type { Card } from './card'
import { type Channel, send } from './channel'
import { ifFound, readRecord, selectFid, selectPath } from './commands'
import { dirRecords, pkcs15Of, selectDir } from './dir'
import type { Fcp } from './fcp'
import { readOdf } from './pkcs15'
import { readSelected } from './selected'

/** What a file says of itself, and who may do what with it. */
export type Known = { readonly fcp: Fcp; readonly access: Access }
/** With its path as an entry would name it, and its bytes where everybody may read them. */
export type Found = Known & { readonly path: Uint8Array; readonly bytes: Uint8Array | undefined }
/** An EF.ARR and its records. */
export type RuleFile = { readonly fid: number; readonly records: readonly Uint8Array[] }

export type Survey = {
  readonly mf: Known
  /** Undefined on a card without EF(DIR). */
  readonly dir:
    | (Known & { readonly records: readonly Uint8Array[]; readonly bytes: Uint8Array; readonly isListed: boolean })
    | undefined
  /** The application, where there is one, and its path from the MF where it is reached by one. */
  readonly application: (Known & { readonly home: Home; readonly place: Uint8Array | undefined }) | undefined
  readonly odf: Found | undefined
  readonly tokenInfo: Found | undefined
  /** The EF(DODF) that EF(ODF) names, in its order. */
  readonly directories: readonly Found[]
  readonly objects: readonly Entry[]
  /** Files that entries point to, and those with identifiers that ours might have, by path in hex. */
  readonly files: ReadonlyMap<string, Found>
  readonly rules: readonly RuleFile[]
}

/** `identifiers`: those that files of ours might have. Fails with `card.needs-pin` where the directories are not for everybody. */
export async function surveyCard(card: Card, identifiers: readonly Uint8Array[]): Promise<Survey> {
  const basic = card.channel
  const mfFcp = await send(basic, selectFid(0x3f00))
  const mf = { fcp: mfFcp, access: await accessOf(basic, mfFcp) }
  const dir = await dirOn(basic)
  const home = await findHome(basic)
  const nothing = { application: undefined, odf: undefined, tokenInfo: undefined }
  if (!home)
    return { mf, dir, ...nothing, directories: [], objects: [], files: new Map(), rules: await rulesOf(basic, [mfFcp]) }
  const fcp = await selectHome(basic, home)
  const access = await accessOf(basic, fcp)
  const pkcs15 = pkcs15At(basic, home, { current: 'elsewhere' })
  const odf = await foundAt(pkcs15, EF_ODF)
  const application = { home, fcp, access, place: await placeOf(basic, home, odf) }
  const objects = odf ? await dataObjects(pkcs15) : []
  const directories = await allAt(pkcs15, odf?.bytes ? readOdf(odf.bytes) : [])
  const wanted = [...objects.filter(({ use }) => use).map(({ object }) => object.path), ...identifiers]
  const files = await allAt(pkcs15, wanted)
  const tokenInfo = await foundAt(pkcs15, EF_TOKEN_INFO)
  const rules = await rulesOf(
    pkcs15.channel,
    [fcp, mfFcp, ...[odf, ...files].flatMap((file) => file?.fcp ?? [])],
    pkcs15,
  )
  const byPath = new Map(files.map((file) => [hex(file.path), file]))
  return { mf, dir, application, odf, tokenInfo, directories, objects, files: byPath, rules }
}

/** An application that was found by its name is at a usual path if the same EF(ODF) is there. */
async function placeOf(channel: Channel, home: Home, odf: Found | undefined): Promise<Uint8Array | undefined> {
  if (home.by === 'path') return home.path
  for (const path of odf?.bytes ? usualPaths : []) {
    const fcp = await send(channel, ifFound(selectPath('MF', concat(path, EF_ODF))))
    const bytes = fcp && (await unlessRefused(channel, concat(path, EF_ODF), fcp.sizeBytes))
    if (bytes && odf?.bytes && areEqual(bytes, odf.bytes)) return path
  }
  return undefined
}

async function dirOn(channel: Channel): Promise<Survey['dir']> {
  const fcp = await selectDir(channel)
  if (!fcp) return undefined
  const records: Uint8Array[] = []
  for await (const record of dirRecords(channel, fcp)) records.push(record)
  const isTransparent = fcp.structure === 'transparent'
  const bytes = isTransparent ? await readSelected(channel, fcp.sizeBytes) : concat(...records)
  const isListed = records.some((record) => pkcs15Of(record) !== undefined)
  return { fcp, records, bytes, isListed, access: await accessOf(channel, fcp) }
}

async function foundAt(pkcs15: Pkcs15, path: Uint8Array): Promise<Found | undefined> {
  const fcp = await pkcs15.select(path)
  if (!fcp) return undefined
  const bytes = fcp.structure === 'transparent' ? await unlessRefused(pkcs15.channel, path, fcp.sizeBytes) : undefined
  return { path, fcp, bytes, access: await accessOf(pkcs15.channel, fcp) }
}

async function allAt(pkcs15: Pkcs15, paths: readonly Uint8Array[]): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const path of paths) {
    if (found.some((other) => areEqual(other.path, path))) continue
    const file = await foundAt(pkcs15, path)
    if (file) found.push(file)
  }
  return found
}

async function unlessRefused(channel: Channel, path: Uint8Array, sizeBytes: number): Promise<Uint8Array | undefined> {
  try {
    return await readSelected(channel, Math.min(sizeBytes, mostOnCard), { file: hex(path) })
  } catch (error) {
    if (error instanceof Failed && /^card\.needs/.test(error.failure.code)) return undefined
    throw error
  }
}

/** The records of each EF.ARR that these files name: from them the rule of a new file is chosen. */
async function rulesOf(channel: Channel, named: readonly Fcp[], pkcs15?: Pkcs15): Promise<readonly RuleFile[]> {
  const fids = named.flatMap(({ security }) => (security.form === 'referenced' ? (security.fid ?? []) : []))
  const found: RuleFile[] = []
  for (const fid of new Set(fids)) {
    const id = Uint8Array.of(fid >> 8, fid & 0xff)
    // ETSI TS 102 221, 9.2.4: an EF.ARR of the MF is 2Fxx, one of the application 6Fxx
    const fcp = await (fid >> 8 === 0x2f ? send(channel, ifFound(selectPath('MF', id))) : pkcs15?.select(id))
    const records: Uint8Array[] = []
    for (let record = 1; record <= (fcp?.records ?? 0); record++)
      records.push(await send(channel, readRecord(record, fcp?.recordBytes ?? 0)))
    found.push({ fid, records })
  }
  return found
}
