import { closeSync, fchmodSync, fstatSync, openSync, writeSync } from 'node:fs'
import { Failed } from '../../shared/failure'

/** For its owner alone, even where a file that all may read was there before. Fails with `disk.failed`. */
export function writePrivately(path: string, content: string): void {
  try {
    const file = openSync(path, 'w', 0o600)
    try {
      if (fstatSync(file).isFile()) fchmodSync(file, 0o600)
      writeSync(file, content)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${code})` })
  }
}
