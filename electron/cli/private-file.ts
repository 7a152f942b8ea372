import { closeSync, existsSync, fchmodSync, fstatSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { Failed } from '../../shared/failure'
import { utf8 } from '../../shared/utf8'
import { usage } from './command'

/** Whether there was a file of that name before. */
export type Kept = 'new' | 'replaced'

/**
 * For its owner alone, even where a file that all may read was there before. Fails with `request.invalid` if there can be no
 * such file, and with `disk.failed` if the disk does not take it.
 */
export function keepPrivate(path: string, content: Uint8Array | string, option: string): Kept {
  const kept = existsSync(path) ? 'replaced' : 'new'
  try {
    write(path, typeof content === 'string' ? utf8(content) : content)
    return kept
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT' || code === 'ENOTDIR') throw usage(`there is no folder ${dirname(path)}`, option)
    if (code === 'EISDIR') throw usage(`${path} is a folder`, option)
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${code})` })
  }
}

function write(path: string, content: Uint8Array): void {
  const file = openSync(path, 'w', 0o600)
  try {
    if (fstatSync(file).isFile()) fchmodSync(file, 0o600)
    for (let at = 0; at < content.length; ) at += writeSync(file, content, at)
  } finally {
    closeSync(file)
  }
}
