// A file that is whole or as it was before, whatever ends the program or the power.
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { Failed } from '../shared/failure'

/** On disk when it returns, for its owner only unless `mode` says else. Fails with `disk.failed`; the old file or the new one is there then. */
export const writeWhole = (path: string, content: string | Uint8Array, mode = 0o600): void =>
  beside(path, content, mode, (fresh) => renameSync(fresh, path))

/** The same where there is no such file yet, its owner's alone. Answers false, and changes nothing, where there is one. */
export function makeWhole(path: string, content: string | Uint8Array): boolean {
  let isMade = true
  beside(path, content, 0o600, (fresh) => {
    isMade = linked(fresh, path)
  })
  return isMade
}

/** Unlike a rename a link never takes the place of another's file. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    const code = codeOf(error) ?? ''
    if (code === 'EEXIST') return false
    if (noLinks.includes(code)) return renamed(from, to)
    throw error
  }
}

/** link(2): FAT and exFAT have no links, and some servers and drivers of files have none either. */
const noLinks = ['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS']

/** The name is taken first, with nothing in it: that is what is left where the power fails right then. */
function renamed(from: string, to: string): boolean {
  try {
    closeSync(openSync(to, 'wx', 0o600))
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  renameSync(from, to)
  return true
}

function beside(path: string, content: string | Uint8Array, mode: number, put: (fresh: string) => void): void {
  const fresh = `${path}.${process.pid}.new`
  try {
    onDisk(path, 'written', () => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      writeSynced(fresh, Buffer.from(content), mode)
      put(fresh)
      syncFolder(dirname(path))
    })
  } finally {
    rmQuietly(fresh)
  }
}

/** Puts a file that is whole and on disk into the place of another. Fails with `disk.failed`, and then the old file stands. */
export const moveWhole = (from: string, to: string): void =>
  onDisk(to, 'written', () => {
    renameSync(from, to)
    syncFolder(dirname(to))
  })

/** Undefined if there is no such file. Fails with `disk.failed`. */
export const readText = (path: string): string | undefined => readBytes(path)?.toString('utf8')

/** As `readText`, but as it is. */
export const readBytes = (path: string): Buffer | undefined =>
  onDisk(path, 'read', () => {
    try {
      return readFileSync(path)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    }
  })

function writeSynced(path: string, bytes: Uint8Array, mode: number): void {
  const file = openSync(path, 'w', mode)
  try {
    // What a stopped program left there keeps its mode otherwise.
    chmodSync(path, mode)
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** An entry of a folder is on disk only once the folder is. A file system that cannot do it (EINVAL) does it by itself. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } catch (error) {
    if (codeOf(error) !== 'EINVAL') throw error
  } finally {
    closeSync(folder)
  }
}

function rmQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The disk was said to fail already.
  }
}

function onDisk<T>(path: string, done: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be ${done} (${code})` })
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined
