// A folder that other programs put files into: whole ones only, each once, and what became of it lies beside it.
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { Failed } from '../../shared/failure'
import { faultLine } from '../../shared/fault-line'
import { type BadRow, eachRow, type Row, type RowsForm } from '../../shared/intake/rows'
import { fromUtf8 } from '../../shared/utf8'

export type FolderDeps = {
  readonly dir: string
  readonly mostBytes: number
  /** Takes the rows, on disk when it comes back; those it did not take come back. */
  readonly take: (rows: readonly Row[]) => readonly BadRow[] | Promise<readonly BadRow[]>
  readonly log: (line: string) => void
}

export type Folder = {
  /** Looks once; a file is taken at the second look that finds it unchanged, one without an end much later. */
  readonly look: () => Promise<void>
}

const forms: Readonly<Record<string, RowsForm>> = { csv: 'csv', json: 'json', ndjson: 'ndjson', jsonl: 'ndjson' }
const mostAtOnce = 100
/** Looks that find a file unchanged before it is taken: whole as it seems, and where its last line has no end. */
const looks = { whole: 2, endless: 10 }
const mostNamed = 1000
export const rowsATurn = 250

/** Makes `done` and `refused` in it. Fails with `disk.failed`. */
export function createFolder(deps: FolderDeps): Folder {
  const { dir, log } = deps
  onDisk(dir, () => {
    for (const name of ['done', 'refused']) mkdirSync(join(dir, name), { recursive: true, mode: 0o700 })
  })
  const seen = new Map<string, Seen>()
  const takeWhole = async (name: string): Promise<void> => {
    const bad = await takeFile(join(dir, name), name, deps)
    onDisk(dir, () => setAside(dir, name, bad))
    log(
      bad.length === 0
        ? `intake: ${shown(name)} was taken`
        : `intake: ${shown(name)} is not as it should be, see refused/`,
    )
  }
  return {
    look: async () => {
      const files = onDisk(dir, () => {
        nameWell(dir, log)
        return filesIn(dir)
      })
      for (const name of [...seen.keys()]) if (!files.has(name)) seen.delete(name)
      for (const [name, stamp] of [...files].slice(0, mostAtOnce)) {
        const before = seen.get(name)
        const times = before?.stamp === stamp ? before.times + 1 : 1
        seen.set(name, { stamp, times, trouble: before?.trouble })
        if (times < looks.whole || (times < looks.endless && !hasEnd(join(dir, name), deps.mostBytes))) continue
        const trouble = await takeWhole(name).then(() => undefined, troubleWith)
        if (trouble === undefined) seen.delete(name)
        else seen.set(name, { stamp, times, trouble })
        // Each look tries again; the same trouble is told once.
        if (trouble !== undefined && trouble !== before?.trouble) log(`intake: ${shown(name)}: ${trouble}`)
      }
    },
  }
}

type Seen = { readonly stamp: string; readonly times: number; readonly trouble: string | undefined }

/** One file that cannot be taken now keeps no other from it. */
function troubleWith(error: unknown): string {
  if (!(error instanceof Failed)) return faultLine('not taken', error)
  const { failure } = error
  return 'reason' in failure ? `${failure.code}, ${failure.reason}` : failure.code
}

/** A name that is not UTF-8 is most likely Latin-1, and gets its letters in UTF-8: no path leads to it otherwise. */
function nameWell(dir: string, log: (line: string) => void): void {
  for (const bytes of readdirSync(dir, { encoding: 'buffer' })) {
    if (Buffer.from(bytes.toString('utf8')).equals(bytes)) continue
    const name = freeName(dir, cut(bytes.toString('latin1').replace(/\p{C}/gu, '_'), mostNameBytes))
    renameSync(Buffer.concat([Buffer.from(`${dir}/`), bytes]), join(dir, name))
    log(`intake: a name that is not UTF-8 became ${shown(name)}`)
  }
}

/** In a line of a log. */
const shown = (name: string): string =>
  name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)

/** Size, time and number of each: a file that is still written, or replaced, has another stamp at the next look. */
function filesIn(dir: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const name of readdirSync(dir).sort()) {
    if (name.startsWith('.') || /\.(part|tmp|filepart|crdownload)$|~$/.test(name)) continue
    const stat = lstatSync(join(dir, name), { throwIfNoEntry: false })
    if (stat && !stat.isDirectory()) files.set(name, `${stat.ino} ${stat.size} ${stat.mtimeMs}`)
  }
  return files
}

/** Whoever writes slowly rests within a line or within brackets, too. What cannot be read at all is not waited for. */
function hasEnd(path: string, mostBytes: number): boolean {
  const bytes = readWhole(path, mostBytes)
  if (typeof bytes === 'string') return true
  const text = Buffer.from(bytes).toString('latin1')
  if (formOf(path) !== 'json') return /[\r\n]$/.test(text)
  return text.includes('[') ? /\]\s*$/.test(text) : /\}\s*$/.test(text)
}

const formOf = (name: string): RowsForm | undefined => forms[name.split('.').at(-1)?.toLowerCase() ?? '']

/** All its bad rows; a file that cannot be read at all is bad in line 0. */
async function takeFile(path: string, name: string, { mostBytes, take }: FolderDeps): Promise<readonly BadRow[]> {
  const form = formOf(name)
  if (form === undefined) return [{ line: 0, reason: `a file ends in one of ${Object.keys(forms).join(', ')}` }]
  const bytes = readWhole(path, mostBytes)
  if (typeof bytes === 'string') return [{ line: 0, reason: bytes }]
  try {
    const text = fromUtf8(bytes).replace(/^\uFEFF/, '')
    if (text.includes('\0')) return [{ line: 0, reason: 'it is not text' }]
    return await take(await inTurns(eachRow(text, form)))
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'bytes.malformed') throw error
    const { reason, offset } = error.failure
    return [{ line: 0, reason: `${reason}, at ${offset}` }]
  }
}

/** Whoever else comes to the station has a turn between the parts. */
async function inTurns(rows: Iterable<Row>): Promise<readonly Row[]> {
  const read: Row[] = []
  for (const row of rows) {
    read.push(row)
    if (read.length % rowsATurn === 0) await turn()
  }
  return read
}

/** The bytes, or why there are none: never more than `mostBytes` in memory, whatever the file does meanwhile. */
function readWhole(path: string, mostBytes: number): Uint8Array | string {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    return `it cannot be opened (${error instanceof Error && 'code' in error ? error.code : 'unknown'})`
  }
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) return 'it is no file'
    if (stat.size > mostBytes) return `it is longer than ${mostBytes} bytes`
    const bytes = new Uint8Array(stat.size)
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(file, bytes, at, bytes.length - at, at)
      if (read === 0) return 'it became shorter while it was read'
      at += read
    }
    return bytes
  } finally {
    closeSync(file)
  }
}

/** The file keeps its name, or gets the next that is free; its reasons lie beside it. */
function setAside(dir: string, name: string, bad: readonly BadRow[]): void {
  const into = join(dir, bad.length === 0 ? 'done' : 'refused')
  const kept = freeName(into, name)
  if (bad.length > 0) {
    const reasons = freeName(into, `${cut(kept, mostNameBytes)}.reason.txt`)
    writeFileSync(join(into, reasons), told(bad), { mode: 0o600 })
  }
  renameSync(join(dir, name), join(into, kept))
}

function freeName(into: string, name: string): string {
  for (let at = 1; ; at++) {
    const candidate = at === 1 ? name : `${cut(name, mostNameBytes + 11)}.${at}`
    if (!lstatSync(join(into, candidate), { throwIfNoEntry: false })) return candidate
  }
}

/** A file system has 255 bytes for a name; here is room for what comes behind it. */
const mostNameBytes = 230
const cut = (name: string, mostBytes: number): string =>
  Buffer.byteLength(name) <= mostBytes
    ? name
    : Buffer.from(name)
        .subarray(0, mostBytes)
        .toString('utf8')
        .replace(/\uFFFD+$/, '')

const told = (bad: readonly BadRow[]): string =>
  [
    ...bad.slice(0, mostNamed).map(({ line, reason }) => (line === 0 ? `${reason}\n` : `line ${line}: ${reason}\n`)),
    ...(bad.length > mostNamed ? [`and ${bad.length - mostNamed} more\n`] : []),
  ].join('')

function onDisk<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Failed || !(error instanceof Error) || !('code' in error)) throw error
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be used (${String(error.code)})` })
  }
}
