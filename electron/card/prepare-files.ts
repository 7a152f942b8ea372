// The files of a preparation in their order: what holds messages, what names them, and what names that.
import { areEqual, concat, hex } from '../../shared/bytes'
import type { Use } from '../../shared/device/bootstrap-use'
import type { Preparation, PreparedFile } from '../../shared/preparation'
import { type Entry, refuseTaken } from './bootstrap-files'
import { dodfEntry } from './pkcs15'
import { afterwards, endOfEntries, enlarged, isOurs, type Making, pathOf, placeFor } from './prepare-place'
import { keysTo } from './prepare-security'
import { cannotPrepare, type Step } from './prepare-step'
import type { Found, Survey } from './prepare-survey'
import { readWrittenTlvs } from './tlv'
import type { WantedKeys } from './unlock'

/** OMA DM 2.0, G.4.2 fixes 6420; the other identifiers are ours, with others behind for cards where they are taken. */
const dataFiles: Readonly<
  Record<Use, { readonly file: PreparedFile; readonly fids: readonly number[]; readonly label: string }>
> = {
  dm: { file: 'EF(DM_Bootstrap)', fids: [0x6421, 0x642c, 0x642d], label: 'OMA DM Bootstrap' },
  'cp-bootstrap': { file: 'EF-Bootstrap', fids: [0x6441, 0x644c, 0x644d], label: 'Bootstrap' },
  'cp-config1': { file: 'EF-Config1', fids: [0x6442, 0x644e, 0x644f], label: 'Config1' },
  'cp-config2': { file: 'EF-Config2', fids: [0x6443, 0x6450, 0x6451], label: 'Config2' },
}
const directoryFiles = {
  dm: { file: 'EF(DODF-bootstrap)', fids: [0x6420, 0x642a, 0x642b] },
  cp: { file: 'EF(DODF-prov)', fids: [0x6440, 0x644a, 0x644b] },
} as const
type Group = keyof typeof directoryFiles

/** Every identifier that a file of ours might have. */
export const identifiers: readonly Uint8Array[] = [...Object.values(dataFiles), ...Object.values(directoryFiles)]
  .flatMap(({ fids }) => fids)
  .map(pathOf)

const usualBytes = 4096
/** A file that is enlarged for a message gets room for a little more. */
const STEP_BYTES = 256
/** One READ BINARY; two entries with room for a third. */
const directoryBytes = 0x80

const usesIn = (group: Group): readonly Use[] =>
  group === 'dm' ? ['dm'] : ['cp-bootstrap', 'cp-config1', 'cp-config2']

/** The steps for one group, and the path of the EF(DODF) that EF(ODF) has to name, if it does not. */
export type Grouped = { readonly steps: readonly Step[]; readonly toName: readonly Uint8Array[] }

export function groupFiles(survey: Survey, making: Making, group: Group, wish: Preparation): Grouped {
  const files = usesIn(group).map((use) => dataFile(survey, making, use, wish))
  const steps = files.flatMap((file) => file.steps)
  const entry = concat(...files.flatMap(({ entry }) => entry ?? []))
  if (entry.length === 0) return { steps, toName: [] }
  const room = survey.directories.find((directory) => hasRoom(survey, directory, entry))
  if (room?.bytes)
    return { steps: [...steps, ...enter(room, room.bytes, directoryFiles[group].file, entry)], toName: [] }
  const sizeBytes = Math.max(directoryBytes, Math.ceil((entry.length + 40) / 32) * 32)
  const wanted = { ...directoryFiles[group], sizeBytes, read: 'always', content: () => entry } as const
  const place = placeFor(survey, making, wanted)
  const entered = enterAt(place, wanted.file, 0, entry, place.keys)
  return { steps: [...steps, ...place.steps, ...entered], toName: [place.path] }
}

type DataFile = { readonly steps: readonly Step[]; readonly entry?: Uint8Array }

function dataFile(survey: Survey, making: Making, use: Use, wish: Preparation): DataFile {
  const { file, fids, label } = dataFiles[use]
  const wanted = {
    file,
    sizeBytes: wish.sizeBytes ?? Math.max(usualBytes, wish.leastBytes ?? 0),
    read: wish.read,
    content: () => new Uint8Array(),
  }
  const known = theOnly(survey, use, file)
  const found = known && survey.files.get(hex(known.object.path))
  if (known && found) return { steps: existing(found, known, file, wish) }
  if (known) {
    const named = { ...wanted, fids: [fidOf(known.object.path, file)] }
    return { steps: placeFor({ ...survey, objects: [], directories: [] }, making, named).steps }
  }
  const { path, steps } = placeFor(survey, making, { ...wanted, fids })
  return { steps, entry: dodfEntry({ use, form: wish.form, label, isPrivate: wish.read === 'pin1', path }) }
}

function theOnly({ objects }: Survey, use: Use, file: PreparedFile): Entry | undefined {
  const entries = objects.filter((one) => one.use === use)
  refuseTaken(entries)
  const isFirst = ({ object }: Entry, at: number) =>
    entries.findIndex((one) => areEqual(one.object.path, object.path)) === at
  const [known, another] = entries.filter(isFirst)
  if (another) throw cannotPrepare('choice', { file })
  return known
}

/** The file of an entry that names one that is not there. */
function fidOf(path: Uint8Array, file: PreparedFile): number {
  if (path.length !== 2) throw cannotPrepare('identifier', { file })
  return (path[0] ?? 0) * 256 + (path[1] ?? 0)
}

/**
 * A file that entries point to keeps what is in it and who may read it. It loses the zeros that a torn enlargement
 * leaves at its end, and is enlarged where a size is asked for: neither where an entry names a part of it, for then its
 * end is somebody else's.
 */
function existing(found: Found, { object }: Entry, file: PreparedFile, wish: Preparation): readonly Step[] {
  const { path, fcp, bytes, access } = found
  const { read, leastBytes, sizeBytes = leastBytes && Math.ceil(leastBytes / STEP_BYTES) * STEP_BYTES } = wish
  if (read === 'pin1' && access.rules.read?.needs === 'always') throw cannotPrepare('rule', { file })
  const haveBytes = object.range?.length ?? fcp.sizeBytes
  const toBytes = sizeBytes !== undefined && haveBytes < (wish.sizeBytes ?? leastBytes ?? 0) ? sizeBytes : 0
  const steps = toBytes === 0 ? [] : enlarged(found, { file, fid: fidOf(path.subarray(-2), file), toBytes })
  if (!steps || (object.range && toBytes > 0))
    throw cannotPrepare('right-to-resize', { file, needBytes: toBytes, haveBytes })
  const start = bytes ? bytes.findLastIndex((byte) => byte !== 0x00) + 1 : 0
  const keys = keysTo('update', access)
  if (object.range || !bytes || start === bytes.length || !keys) return steps
  return [{ does: 'clear', file, path, start, from: bytes.subarray(start), keys }, ...steps]
}

/** A directory file with nothing of others in it, and FF where the new entries go. */
function hasRoom({ objects }: Survey, { path, bytes, access }: Found, entry: Uint8Array): boolean {
  if (!bytes || !keysTo('update', access)) return false
  const here = objects.filter(({ dodf }) => areEqual(dodf, path))
  if (here.some(({ use }) => use === undefined) || readWrittenTlvs(bytes).length !== here.length) return false
  const end = endOfEntries(bytes)
  const region = bytes.subarray(end, end + entry.length)
  return region.length === entry.length && isOurs(region, entry)
}

/** Behind the last entry of a file. */
export function enter(
  { path, access }: Found,
  bytes: Uint8Array,
  file: PreparedFile,
  entry: Uint8Array,
): readonly Step[] {
  const keys = keysTo('update', access)
  if (!keys) throw cannotPrepare('right-to-update', { file })
  return enterAt({ path, bytes }, file, endOfEntries(bytes), entry, keys)
}

/** Nothing where it stands already. */
export function enterAt(
  { path, bytes }: { readonly path: Uint8Array; readonly bytes: Uint8Array },
  file: PreparedFile,
  start: number,
  entry: Uint8Array,
  keys: WantedKeys,
): readonly Step[] {
  const from = afterwards(bytes, start + entry.length).subarray(start, start + entry.length)
  return areEqual(from, entry) ? [] : [{ does: 'enter', file, path, start, from, bytes: entry, keys }]
}
