import { closeSync, fchmodSync, fstatSync, openSync, writeSync } from 'node:fs'
import { Failed } from '../../shared/failure'
import { utf8 } from '../../shared/utf8'

/** For its owner alone, even where a file that all may read was there before. What the system says is left to the caller. */
export function keepPrivate(path: string, content: Uint8Array): void {
  const file = openSync(path, 'w', 0o600)
  try {
    if (fstatSync(file).isFile()) fchmodSync(file, 0o600)
    for (let at = 0; at < content.length; ) at += writeSync(file, content, at)
  } finally {
    closeSync(file)
  }
}

/** The same for text. Fails with `disk.failed`. */
export function writePrivately(path: string, content: string): void {
  try {
    keepPrivate(path, utf8(content))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${code})` })
  }
}
