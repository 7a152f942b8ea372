import { areEqual, bytesOf, hex } from '../../shared/bytes'
import type { Use } from '../../shared/device/bootstrap-use'
import { Failed } from '../../shared/failure'
import { firstTo, type Pkcs15, unprepared, unsuitable } from './application'
import type { Fcp } from './fcp'
import { classesIn } from './objects'
import { type DataObject, readDodf, readOdf, usedFor } from './pkcs15'
import { readSelected } from './selected'

/** PKCS#15 v1.1, 5.5.1 and 5.5.8: the fixed identifiers in the application. Everything else is found, never assumed. */
export const EF_ODF = bytesOf(0x50, 0x31)
export const EF_TOKEN_INFO = bytesOf(0x50, 0x32)

/** A data object, the path of the EF(DODF) that it stands in, and what it is for, if that is bootstrap. */
export type Entry = {
  readonly object: DataObject
  readonly dodf: Uint8Array
  readonly use: Use | undefined
  /** Its file is one of the card itself, or one that names others: a message in it would destroy that. */
  readonly isTaken: boolean
}
export type BootstrapEntry = Entry & { readonly use: Use }

/** An entry for bootstrap and the file it points to. */
export type Located = Pick<BootstrapEntry, 'use' | 'object' | 'isTaken'> & {
  /** In hex, as people know files. */
  readonly path: string
  readonly sizeBytes: number
  readonly fcp: Fcp
}

/** Every entry that EF(ODF) leads to, in the order in which a device comes to them. Fails with `card.unsuitable` without EF(ODF). */
export async function dataObjects(pkcs15: Pkcs15): Promise<readonly Entry[]> {
  const odf = await readFile(pkcs15, EF_ODF)
  if (!odf) throw unprepared('EF(ODF)')
  const directories = classesIn(odf).flatMap(({ path }) => path ?? [])
  const found: Entry[] = []
  for (const dodf of within(`EF(ODF) ${hex(EF_ODF)}`, () => readOdf(odf))) {
    const bytes = await readFile(pkcs15, dodf)
    for (const object of bytes ? within(`EF(DODF) ${hex(dodf)}`, () => readDodf(bytes)) : [])
      found.push({ object, dodf, use: usedFor(object), isTaken: isTaken(object.path, directories) })
  }
  return found
}

/** What does not read says in which file that is. */
function within<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'bytes.malformed') throw error
    throw new Failed({ ...error.failure, reason: `${file}: ${error.failure.reason}` })
  }
}

/** One way to a file may be written in several forms: files are told apart by their identifiers. */
const isTaken = (path: Uint8Array, directories: readonly Uint8Array[]): boolean =>
  isOfCard(path.subarray(-2)) || directories.some((other) => areEqual(other.subarray(-2), path.subarray(-2)))

/** PKCS#15 v1.1, 5.5: EF(ODF), EF(TokenInfo), EF(UnusedSpace). ETSI TS 102 221, 13: EFs of the MF, EF.ARR of an application. */
const isOfCard = ([high = 0, low = 0]: Uint8Array): boolean =>
  high === 0x2f || (high === 0x50 && low >= 0x31 && low <= 0x33) || (high === 0x6f && low === 0x06)

/** Before anything is changed: fails with `card.unsuitable` where one of these entries leads to a file that is taken. */
export function refuseTaken(entries: readonly Entry[]): void {
  const taken = entries.find((entry) => entry.isTaken)
  if (taken) throw notItsOwn(taken.object.path)
}

export const notItsOwn = (path: Uint8Array) =>
  unsuitable(`file of its own for the message: the entry leads to ${hex(path)}, which the card needs itself`)

export const isForBootstrap = (entry: Entry): entry is BootstrapEntry => entry.use !== undefined

export const bootstrapEntries = async (pkcs15: Pkcs15): Promise<readonly BootstrapEntry[]> =>
  (await dataObjects(pkcs15)).filter(isForBootstrap)

/** Two entries may be parts of one file. */
export const placeOf = ({ path, range }: DataObject): string => `${fileOf(path)} ${range?.index ?? 0}`

/** The same file, with the identifier of its application in front (ISO/IEC 7816-4, 5.3.1.1: 3FFF and 7FFF) or without. */
export const fileOf = (path: Uint8Array): string => hex(path).replace(/^(3FFF|7FFF)(?=.)/, '')

/**
 * The files of these entries, each selected when it is handed out, unless it is known from before on this card. One that
 * is not there, or came before, is passed over.
 */
export async function* locate(pkcs15: Pkcs15, entries: readonly BootstrapEntry[]): AsyncGenerator<Located> {
  const met = new Set<string>()
  for (const { use, object, isTaken } of entries) {
    const path = hex(object.path)
    const place = placeOf(object)
    if (met.has(place)) continue
    met.add(place)
    const fcp = await fcpOf(pkcs15, object.path)
    if (fcp?.structure === 'transparent') yield { use, object, isTaken, path, sizeBytes: fcp.sizeBytes, fcp }
  }
}

/** A whole transparent EF, or undefined if it is not there. Fails with `card.needs-pin`. */
export async function readFile(pkcs15: Pkcs15, path: Uint8Array): Promise<Uint8Array | undefined> {
  const fcp = await fcpOf(pkcs15, path)
  if (!fcp) return undefined
  return readSelected(pkcs15.channel, fcp.sizeBytes, { file: hex(path), fcp, first: firstTo(pkcs15, path) })
}

const fcpOf = async (pkcs15: Pkcs15, path: Uint8Array): Promise<Fcp | undefined> =>
  pkcs15.known.get(hex(path)) ?? pkcs15.select(path)
