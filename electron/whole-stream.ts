import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Failed } from '../shared/failure'
import { syncFolder } from './whole-file'

/**
 * A file of many parts that is whole or not there, its owner's alone. Answers what `work` answers. Fails as it does, and
 * with `disk.failed`.
 */
export async function writeInParts<T>(
  path: string,
  work: (put: (part: string | Uint8Array) => Promise<void>) => Promise<T>,
): Promise<T> {
  const part = `${path}.part`
  try {
    const file = await open(part, 'w', 0o600)
    try {
      await file.chmod(0o600)
      const done = await work((bytes) => file.appendFile(bytes))
      await file.sync()
      await rename(part, path)
      syncFolder(dirname(path))
      return done
    } finally {
      await file.close()
    }
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    if (error instanceof Failed || !(error instanceof Error && 'code' in error)) throw error
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${String(error.code)})` })
  }
}
