import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { Failed } from '../../shared/failure'

export const unusable = (reason: string): Failed => new Failed({ code: 'key.unusable', reason })

/** A file that is its owner's alone. Fails with `request.invalid`, which never holds what is in the file. */
export function readPrivate(path: string): string {
  const file = opened(path)
  try {
    if (process.platform !== 'win32' && (fstatSync(file).mode & 0o077) !== 0)
      throw refused(path, 'others can read it; make it yours alone with chmod 600')
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } finally {
    closeSync(file)
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw refused(path, code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`)
  }
}

const refused = (path: string, reason: string): Failed => new Failed({ code: 'request.invalid', path, reason })
