import { areEqual, bytesOf, hex, malformed } from '../../shared/bytes'
import { type Use, uses } from '../../shared/device/bootstrap-use'
import { fromUtf8, utf8 } from '../../shared/utf8'
import { find, inside, readable, readTlvs, readWrittenTlvs, type Tlv, tlv } from './tlv'

/** RSA PKCS#15 v1.1, 5.4.1; OMA DM 2.0, G.1. */
export const PKCS15_AID = bytesOf(0xa0, 0x00, 0x00, 0x00, 0x63, 0x50, 0x4b, 0x43, 0x53, 0x2d, 0x31, 0x35)

/** OMA DM 2.0, G.4.2: {joint-iso-itu-t(2) international-organizations(23) wap(43) oma-dm(7) dm-bootstrap(1)}; ProvSC: wap(43) 5. */
const oids: Readonly<Record<Use, Uint8Array>> = {
  dm: bytesOf(0x67, 0x2b, 0x07, 0x01),
  'cp-bootstrap': bytesOf(0x67, 0x2b, 0x05, 0x01),
  'cp-config1': bytesOf(0x67, 0x2b, 0x05, 0x02),
  'cp-config2': bytesOf(0x67, 0x2b, 0x05, 0x03),
}

/** An application template of EF(DIR), ETSI TS 102 221, 13.1. */
export type Application = { readonly aid: Uint8Array; readonly path?: Uint8Array; readonly label?: string }

export function readDirRecord(record: Uint8Array): Application | undefined {
  const fields = inside(find(readTlvs(record), 0x61))
  const aid = find(fields, 0x4f)?.value
  if (!aid) return undefined
  const path = find(fields, 0x51)?.value
  const label = find(fields, 0x50)
  return { aid, ...(path && { path }), ...(label && { label: text(label) }) }
}

/** OMA DM 2.0, G.1: AID and path; the path is left out where nobody knows it. */
export const dirRecord = (aid: Uint8Array, path: Uint8Array | undefined, label?: string): Uint8Array =>
  tlv(
    0x61,
    tlv(0x4f, aid),
    ...(label === undefined ? [] : [tlv(0x50, utf8(label))]),
    ...(path === undefined ? [] : [tlv(0x51, path)]),
  )

/** PKCS#15 v1.1, 6.2: where the data object directory files are, first one first. One without a path is passed over. */
export const readOdf = (bytes: Uint8Array): readonly Uint8Array[] =>
  readWrittenTlvs(bytes)
    .filter(({ tag }) => tag === 0xa7)
    .flatMap((entry) => readable(() => pathIn(inside(entry), entry)) ?? [])

export type Form = 'opaqueDO' | 'oidDO'
export type DataObject = {
  readonly form: Form
  readonly oid?: Uint8Array
  readonly label?: string
  /** A device asks its user for the PIN before it reads the object (OMA DM 2.0, G.2.4). */
  readonly isPrivate: boolean
  readonly path: Uint8Array
  /** Where the path says how much of the file is the object. */
  readonly range?: { readonly index: number; readonly length: number }
  /** Where its entry begins in EF(DODF), and where the next may. */
  readonly start: number
  readonly end: number
}

/**
 * PKCS#15 v1.1, 6.7: the data objects of an EF(DODF). Objects of other kinds, or stored directly, are passed over, and so
 * are those of others that do not read. Fails with `bytes.malformed` on one for bootstrap.
 */
export const readDodf = (bytes: Uint8Array): readonly DataObject[] =>
  readWrittenTlvs(bytes).flatMap((entry) => {
    if (entry.tag !== 0x30 && entry.tag !== 0xa1) return []
    const said = hex(entry.value)
    const isForBootstrap = uses.some((use) => said.includes(hex(tlv(0x06, oids[use]))))
    return (isForBootstrap ? objectIn(entry) : readable(() => objectIn(entry))) ?? []
  })

function objectIn(entry: Tlv): DataObject | undefined {
  const [common, classAttributes] = inside(entry)
  const typeAttributes = find(inside(entry), 0xa1)
  if (!common || !classAttributes || !typeAttributes)
    throw malformed('a data object lacks its attributes', entry.offset)
  const [value] = inside(typeAttributes)
  if (value?.tag !== 0x30) return undefined
  const form = entry.tag === 0x30 ? 'opaqueDO' : 'oidDO'
  const place = { start: entry.start, end: entry.offset + entry.value.length }
  return { ...readObject(form, common, classAttributes, value), ...place }
}

function readObject(form: Form, common: Tlv, attributes: Tlv, value: Tlv): Omit<DataObject, 'start' | 'end'> {
  const label = find(inside(common), 0x0c)
  const flags = find(inside(common), 0x03)?.value
  const valueFields = inside(value)
  const holder = form === 'opaqueDO' ? inside(attributes) : valueFields
  const oid = find(holder, 0x06)
  const pathFields = form === 'opaqueDO' ? valueFields : inside(find(valueFields, 0x30))
  const index = numberOf(find(pathFields, 0x02))
  const length = numberOf(find(pathFields, 0x80))
  return {
    form,
    isPrivate: ((flags?.[1] ?? 0) & 0x80) !== 0,
    path: pathIn(pathFields, value),
    ...(oid && { oid: unwrapped(oid.value) }),
    ...(label && { label: text(label) }),
    ...(index !== undefined && length !== undefined && { range: { index, length } }),
  }
}

/** Live cards carry the erratum of LwM2M 1.0, G.3.3: the OID wrapped twice. Read both. */
export const unwrapped = (oid: Uint8Array): Uint8Array =>
  oid[0] === 0x06 && oid[1] === oid.length - 2 ? oid.subarray(2) : oid

/** What a data object is for; undefined where it is no bootstrap. */
export const usedFor = ({ oid }: Pick<DataObject, 'oid'>): Use | undefined =>
  oid && uses.find((use) => areEqual(oid, oids[use]))

function pathIn(fields: readonly Tlv[], where: Tlv): Uint8Array {
  const path = find(fields, 0x04) ?? find(inside(find(fields, 0x30)), 0x04)
  if (!path || path.value.length < 2 || path.value.length % 2 === 1)
    throw malformed('no path of whole file identifiers', where.offset)
  return path.value
}

const numberOf = (field: Tlv | undefined): number | undefined => field?.value.reduce((sum, byte) => sum * 256 + byte, 0)

const text = (field: Tlv): string => fromUtf8(field.value, field.offset)

/** The entry of EF(ODF) that points to an EF(DODF). */
export const odfEntry = (path: Uint8Array): Uint8Array => tlv(0xa7, tlv(0x30, tlv(0x04, path)))

/** The entry of EF(DODF) for a bootstrap file, OMA DM 2.0, G.4.2. Flags are always written, none set unless private. */
export function dodfEntry({
  use,
  form,
  label,
  isPrivate,
  path,
}: Pick<DataObject, 'form' | 'isPrivate' | 'path'> & { readonly use: Use; readonly label: string }): Uint8Array {
  const name = tlv(0x0c, utf8(label))
  const oid = tlv(0x06, oids[use])
  const where = tlv(0x30, tlv(0x04, path))
  const flags = isPrivate ? bytesOf(0x03, 0x02, 0x07, 0x80) : bytesOf(0x03, 0x01, 0x00)
  if (form === 'opaqueDO') return tlv(0x30, tlv(0x30, name, flags), tlv(0x30, oid), tlv(0xa1, where))
  return tlv(0xa1, isPrivate ? tlv(0x30, flags) : tlv(0x30), tlv(0x30, name), tlv(0xa1, tlv(0x30, oid, where)))
}
