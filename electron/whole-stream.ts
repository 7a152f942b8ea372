import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Failed } from '../shared/failure'

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
      await syncFolder(dirname(path))
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

/** An entry of a folder is on disk only once the folder is. A file system that cannot do it (EINVAL) does it by itself. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EINVAL')) throw error
  } finally {
    await folder.close()
  }
}
