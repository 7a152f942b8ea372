import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { Failed } from '../../shared/failure'

export const unusable = (reason: string): Failed => new Failed({ code: 'key.unusable', reason })

/** A file that is its owner's alone. Fails with `request.invalid`, which never holds what is in the file. */
export const readPrivate = (path: string): string =>
  withPrivate(path, (file) => readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))

/** The same of its first bytes, for a file that may be long. */
export const readPrivateHead = (path: string, bytes: number): string =>
  withPrivate(path, (file) => {
    const head = Buffer.alloc(bytes)
    return head.toString('utf8', 0, readSync(file, head, 0, bytes, 0)).replace(/^\uFEFF/, '')
  })

function withPrivate<T>(path: string, read: (file: number) => T): T {
  const file = opened(path)
  try {
    if (process.platform !== 'win32' && (fstatSync(file).mode & 0o077) !== 0)
      throw refused(path, 'others can read it; make it yours alone with chmod 600')
    return read(file)
  } catch (error) {
    if (error instanceof Failed) throw error
    throw refused(path, `it cannot be read (${codeOf(error)})`)
  } finally {
    closeSync(file)
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    const code = codeOf(error)
    throw refused(path, code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`)
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

const refused = (path: string, reason: string): Failed => new Failed({ code: 'request.invalid', path, reason })
