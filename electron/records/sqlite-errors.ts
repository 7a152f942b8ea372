// Which errors of SQLite and of the file system are the disk's doing, in plain words. Any other is a bug.
import { Failed } from '../../shared/failure'
import type { Reason } from '../../shared/reason'

// https://sqlite.org/rescode.html, primary result codes
const sqliteWords: Readonly<Record<string, Reason>> = {
  SQLITE_PERM: 'access to the file is not permitted',
  SQLITE_READONLY: 'the file cannot be written',
  SQLITE_IOERR: 'the disk could not be read or written',
  SQLITE_CORRUPT: 'the file is damaged',
  SQLITE_FULL: 'the disk is full',
  SQLITE_CANTOPEN: 'the file cannot be opened',
  SQLITE_NOTADB: 'the file is not a database',
  SQLITE_BUSY: 'another program holds the file',
  SQLITE_LOCKED: 'another program holds the file',
}

const systemWords: Readonly<Record<string, Reason>> = {
  EACCES: 'access to the file is not permitted',
  EPERM: 'access to the file is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'this is a directory, not a file',
  EEXIST: 'a file is in the place of the directory',
  EIO: 'the disk could not be read or written',
}

/** Why the disk failed; undefined where it was not the disk. */
export function diskReasonOf(error: unknown): Reason | undefined {
  if (!(error instanceof Error)) return undefined
  if ('sqliteCodeName' in error) return sqliteWords[String(error.sqliteCodeName)]
  return 'code' in error ? systemWords[String(error.code)] : undefined
}

export const diskFailed = (path: string, reason: string): Failed => new Failed({ code: 'disk.failed', path, reason })
