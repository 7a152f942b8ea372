// Where a file of ours goes: one that is there already and is nobody's, or a new one.
import { areEqual, bytesOf, hex } from '../../shared/bytes'
import type { PreparedFile } from '../../shared/preparation'
import { isByPin, keysTo, securityOfFile } from './prepare-security'
import { cannotPrepare, type Step, unread } from './prepare-step'
import type { Found, Survey } from './prepare-survey'
import { readWrittenTlvs } from './tlv'
import type { WantedKeys } from './unlock'

/** What is needed to make files in the application, undefined where no key is enough; and the key that updates them. */
export type Making = { readonly keys: WantedKeys | undefined; readonly key: number }

export type Wanted = {
  readonly file: PreparedFile
  /** Identifiers it may have, the first one first. */
  readonly fids: readonly number[]
  readonly sizeBytes: number
  readonly read: 'always' | 'pin1'
  /** What an earlier, torn preparation may have written there. */
  readonly content: (path: Uint8Array) => Uint8Array
}

/** A place: the steps that make it, and what is in it then. */
export type Place = {
  readonly path: Uint8Array
  readonly steps: readonly Step[]
  readonly bytes: Uint8Array
  readonly keys: WantedKeys
}

export const pathOf = (fid: number): Uint8Array => bytesOf(fid >> 8, fid & 0xff)

/** Fails with `card.cannot-prepare` where no identifier is free, or nothing may be made. */
export function placeFor(survey: Survey, making: Making, wanted: Wanted): Place {
  const { file, fids, sizeBytes, read } = wanted
  for (const fid of fids) {
    const path = pathOf(fid)
    const found = survey.files.get(hex(path))
    if (found) {
      const reused = isNamed(survey, path) ? undefined : reuse(found, fid, wanted)
      if (reused) return reused
      continue
    }
    if (!making.keys) throw cannotPrepare('right-to-create-file', { file })
    const security = securityOfFile(survey.rules, read, making.key)
    const create = { does: 'create', file, path, fid, sizeBytes, security, keys: making.keys } as const
    return { path, steps: [create], bytes: new Uint8Array(sizeBytes).fill(0xff), keys: [[making.key]] }
  }
  throw cannotPrepare('identifier', { file })
}

/** Whether an entry of anybody ends with this identifier. */
const isNamed = ({ objects, directories }: Survey, path: Uint8Array): boolean =>
  [...objects.map(({ object }) => object.path), ...directories.map((one) => one.path)].some((other) =>
    areEqual(other.subarray(-2), path),
  )

/**
 * A file that nobody names and that those may read who shall, with nothing in it but what a torn preparation leaves; where one was to be read with PIN1
 * only, and is, it cannot be looked into and is cleared.
 */
function reuse(found: Found, fid: number, { file, sizeBytes, read, content }: Wanted): Place | undefined {
  const { path, access } = found
  const isReadAsWanted = read === 'pin1' ? isByPin(access) : access.rules.read?.needs === 'always' || !access.known
  if (!isReadAsWanted) return undefined
  const update = keysTo('update', access)
  const isHidden = !found.bytes && read === 'pin1'
  const bytes = isHidden ? unread(found.fcp.sizeBytes) : found.bytes
  if (!bytes || !update || !isOurs(bytes, content(path))) return undefined
  const grown = enlarged(found, { file, fid, toBytes: sizeBytes })
  if (!grown) return undefined
  const isDirty = bytes.some((byte) => byte === 0x00)
  const clear = { does: 'clear', file, path, start: 0, from: bytes, keys: update } as const
  const steps = [...(isDirty ? [clear] : []), ...grown]
  return { path, steps, bytes: afterwards(isDirty ? bytes.map(() => 0xff) : bytes, sizeBytes), keys: update }
}

/** The step that gives a file this size, none if it has it; undefined where no key is enough for that. */
export function enlarged(
  { path, fcp, access }: Found,
  { file, fid, toBytes }: { readonly file: PreparedFile; readonly fid: number; readonly toBytes: number },
): readonly Step[] | undefined {
  if (fcp.sizeBytes >= toBytes) return []
  const keys = keysTo('resize', access)
  return keys && [{ does: 'enlarge', file, path, fid, fromBytes: fcp.sizeBytes, toBytes, keys }]
}

export const afterwards = (bytes: Uint8Array, sizeBytes: number): Uint8Array =>
  Uint8Array.from({ length: Math.max(bytes.length, sizeBytes) }, (_, at) => bytes[at] ?? 0xff)

/** FF and 00 as cards leave new memory, or what we would write: nothing of anybody else. */
export const isOurs = (there: Uint8Array, ours: Uint8Array): boolean =>
  there.every((byte, at) => byte === 0xff || byte === 0x00 || byte === ours[at])

/** Where the entries of a directory file end. */
export function endOfEntries(bytes: Uint8Array): number {
  const last = readWrittenTlvs(bytes).at(-1)
  return last ? last.offset + last.value.length : 0
}
