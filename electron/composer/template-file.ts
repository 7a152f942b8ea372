// Template files: read no further than a template can be long, and kept whole or not at all.
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failed } from '../../shared/failure'
import { fromUtf8 } from '../../shared/utf8'

/** A document is at most this many characters, and UTF-8 has at most four bytes for one. */
const mostBytes = 4 * (1 << 20)

/** Undefined if there is no such file. Fails with `disk.failed`, or with `template.invalid` for what cannot be a template. */
export function readTemplateText(path: string): string | undefined {
  try {
    return textOf(readBounded(path))
  } catch (error) {
    if (error instanceof Failed) throw error
    if (codeOf(error) === 'ENOENT') return undefined
    throw diskFailed(path, error, 'read')
  }
}

function readBounded(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const parts: Uint8Array[] = []
    for (let size = 0; size <= mostBytes; ) {
      const part = new Uint8Array(64 * 1024)
      const count = readSync(file, part)
      if (count === 0) return Buffer.concat(parts)
      parts.push(part.subarray(0, count))
      size += count
    }
    throw new Failed({ code: 'template.invalid', path: '', reason: `must have no more than ${mostBytes} bytes` })
  } finally {
    closeSync(file)
  }
}

/** A byte order mark is what some editors put before a text. */
function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes).replace(/^\ufeff/, '')
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'bytes.malformed') throw error
    throw new Failed({
      code: 'template.invalid',
      path: '',
      reason: `must be UTF-8; byte ${error.failure.offset} is not`,
    })
  }
}

/** Answers false, and keeps nothing, if there is one already and it is not to be replaced. It may hold secrets: only its owner reads it. */
export function keepTemplateText(folder: string, name: string, text: string, existing: 'keep' | 'replace'): boolean {
  const path = join(folder, `${name}.json`)
  const draft = join(folder, `.${name}.${process.pid}.draft`)
  try {
    mkdirSync(folder, { recursive: true })
    drop(draft)
    writeWhole(draft, text)
    return put(draft, path, existing)
  } catch (error) {
    throw diskFailed(path, error, 'written')
  } finally {
    drop(draft)
  }
}

/** Never hides the failure that came first. */
function drop(draft: string): void {
  try {
    rmSync(draft, { force: true })
  } catch {
    // It is not there, or the disk has said already why it cannot be written to.
  }
}

function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A link, unlike a rename, never takes the place of another file. */
function put(draft: string, path: string, existing: 'keep' | 'replace'): boolean {
  try {
    if (existing === 'replace') renameSync(draft, path)
    if (existing === 'keep') linkSync(draft, path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
  return true
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

const diskFailed = (path: string, error: unknown, done: string): Failed =>
  new Failed({ code: 'disk.failed', path, reason: `cannot be ${done} (${codeOf(error)})` })
