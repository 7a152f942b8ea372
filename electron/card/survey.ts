import { concat } from '../../shared/bytes'
import { type Access, accessOf } from './access'
import { type Channel, type Command, send } from './channel'
import { readBinary, readRecord, selectFid, selectPath } from './commands'
import { type Fcp, readFcp } from './fcp'
import { shortLengths } from './lengths'
import { MOST_TOLD } from './selected'
import { isSuccess } from './status-word'
import { readable } from './tlv'

/** A file as it is found: what it is, who may do what with it, and what is in it, as far as nobody need show a key. */
export type Seen = {
  readonly path: string
  readonly fcp: Fcp
  readonly access: Access
  readonly content: Content
}
/** `read`: the whole of a transparent file, or the records of another. */
export type Content =
  | { readonly is: 'read'; readonly parts: readonly Uint8Array[] }
  | { readonly is: 'refused'; readonly sw: number }
  | { readonly is: 'unread' }

export type Directory = Seen & {
  /** Undefined where there is no such file. `path` is as it stands in EF(ODF) or EF(DODF). */
  readonly look: (path: Uint8Array, into: 'content' | 'outside') => Promise<Seen | undefined>
}

/** More than any directory file there is, and more records than are worth a look. */
const MOST_BYTES = 4096
const MOST_RECORDS = 16

/** Looks at files one after the other, with nothing but SELECT and READ; what the link says passes. */
export function createSurvey(channel: Channel) {
  const known = new Map<string, Access>()

  /** Rules in EF.ARR are read once for each record, and another file is selected then. */
  async function rulesFor(fcp: Fcp, where: string): Promise<{ access: Access; hasMoved: boolean }> {
    if (fcp.security.form !== 'referenced') return { access: await accessOf(channel, fcp), hasMoved: false }
    const scope = (fcp.security.fid ?? 0) >> 8 === 0x2f ? '' : where
    const key = `${scope} ${fcp.structure === 'directory'} ${JSON.stringify(fcp.security)}`
    const before = known.get(key)
    if (before) return { access: before, hasMoved: false }
    const access = await accessOf(channel, fcp)
    known.set(key, access)
    return { access, hasMoved: true }
  }

  /** A directory that this command selects; undefined where there is none. */
  async function enter(path: string, command: Command<Fcp>): Promise<Directory | undefined> {
    const fcp = await send(channel, told(command))
    if (!fcp) return undefined
    const rules = await rulesFor(fcp, path)
    let isThere = !rules.hasMoved

    async function select(file: Uint8Array): Promise<Fcp | undefined> {
      const isAbsolute = file.length > 2 && fidAt(file) === 0x3f00
      if (!isAbsolute && !isThere) await send(channel, told(command))
      const relative = file.length > 2 && startsHere(file) ? file.subarray(2) : file
      isThere = !isAbsolute && relative.length === 2
      if (isAbsolute) return send(channel, told(selectPath('MF', file.subarray(2))))
      return send(channel, told(isThere ? selectFid(fidAt(relative)) : selectPath('current DF', relative)))
    }

    return {
      path,
      fcp,
      access: rules.access,
      content: { is: 'unread' },
      look: async (file, into) => {
        const found = await select(file)
        if (!found) return undefined
        if (found.structure === 'directory') isThere = false
        const content: Content = into === 'content' ? await contentOf(channel, found) : { is: 'unread' }
        const { access, hasMoved } = await rulesFor(found, path)
        if (hasMoved) isThere = false
        return { path: pathOf(path, file), fcp: found, access, content }
      },
    }
  }
  return { enter }
}
export type Survey = ReturnType<typeof createSurvey>

const fidAt = (path: Uint8Array): number => (path[0] ?? 0) * 256 + (path[1] ?? 0)
const startsHere = (path: Uint8Array): boolean => [0x3fff, 0x7fff].includes(fidAt(path))

/** `3F00/7F50/6421`, whether the file was named from the MF or from where it is. */
export function pathOf(directory: string, file: Uint8Array): string {
  const isAbsolute = file.length > 2 && fidAt(file) === 0x3f00
  const fids = Array.from({ length: file.length >> 1 }, (_, at) =>
    fidAt(file.subarray(at * 2))
      .toString(16)
      .padStart(4, '0')
      .toUpperCase(),
  )
  if (isAbsolute) return fids.join('/')
  return [directory, ...(file.length > 2 && startsHere(file) ? fids.slice(1) : fids)].join('/')
}

/** ETSI TS 102 221, 10.2.1.2: a deactivated (6283) or terminated (6285) file is there. */
const told = (command: Command<Fcp>): Command<Fcp | undefined> => ({
  name: command.name,
  apdu: command.apdu,
  knows: () => true,
  parse: (bytes, sw) => {
    if (!isSuccess(sw) && sw !== 0x6283 && sw !== 0x6285) return undefined
    return readable(() => command.parse(bytes, sw)) ?? readFcp(new Uint8Array())
  },
})

type Reading = { readonly bytes: Uint8Array } | { readonly sw: number }

/** A refusal is an answer; 6282 comes with what there is. */
const tried = (command: Command<Uint8Array>): Command<Reading> => ({
  ...command,
  knows: () => true,
  parse: (bytes, sw) => (isSuccess(sw) || (sw === 0x6282 && bytes.length > 0) ? { bytes } : { sw }),
})

const contentOf = (channel: Channel, fcp: Fcp): Promise<Content> | Content => {
  if (fcp.structure === 'transparent') return bytesIn(channel, Math.min(fcp.sizeBytes, MOST_BYTES))
  if (fcp.structure === 'linear-fixed' || fcp.structure === 'cyclic') return recordsIn(channel, fcp)
  return { is: 'unread' }
}

async function bytesIn(channel: Channel, sizeBytes: number): Promise<Content> {
  let bytes = new Uint8Array()
  let length = shortLengths.read
  while (bytes.length < sizeBytes) {
    const part = await send(channel, tried(readBinary(bytes.length, Math.min(length, sizeBytes - bytes.length))))
    if ('sw' in part) return bytes.length > 0 ? { is: 'read', parts: [bytes] } : { is: 'refused', sw: part.sw }
    if (part.bytes.length === 0 && length <= MOST_TOLD) break
    if (part.bytes.length === 0) length = MOST_TOLD
    bytes = Uint8Array.from(concat(bytes, part.bytes))
  }
  return { is: 'read', parts: [bytes] }
}

async function recordsIn(channel: Channel, { records, recordBytes }: Fcp): Promise<Content> {
  const parts: Uint8Array[] = []
  // How many there are not every card tells; after the last comes 6A83.
  for (let record = 1; record <= Math.min(records || MOST_RECORDS, MOST_RECORDS); record++) {
    const part = await send(channel, tried(readRecord(record, recordBytes || shortLengths.read)))
    if ('sw' in part) return record === 1 ? { is: 'refused', sw: part.sw } : { is: 'read', parts }
    parts.push(part.bytes)
  }
  return { is: 'read', parts }
}
