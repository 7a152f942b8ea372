// Template files: read no further than a template can be long, and kept whole or not at all.
import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { Failed } from '../../shared/failure'
import { fromUtf8 } from '../../shared/utf8'
import { makeWhole, writeWhole } from '../whole-file'

/** A document is at most this many characters, and UTF-8 has at most four bytes for one. */
const mostBytes = 4 * (1 << 20)

/** Undefined if there is no such file. Fails with `disk.failed`, or with `template.invalid` for what cannot be a template. */
export function readTemplateText(path: string): string | undefined {
  try {
    return textOf(readBounded(path))
  } catch (error) {
    if (error instanceof Failed) throw error
    if (codeOf(error) === 'ENOENT') return undefined
    throw diskFailed(path, error)
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
  if (existing === 'keep') return makeWhole(path, text)
  writeWhole(path, text)
  return true
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

const diskFailed = (path: string, error: unknown): Failed =>
  new Failed({ code: 'disk.failed', path, reason: `cannot be read (${codeOf(error)})` })
