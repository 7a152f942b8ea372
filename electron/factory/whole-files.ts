// Files that are whole or not there, whatever ends the program or the power.
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failed } from '../../shared/failure'
import { syncFolder } from '../whole-stream'

export type File = { readonly path: string; readonly content: Uint8Array }

/** Writes a folder beside its place, everything synced, and puts it there at once. Fails with `disk.failed`; nothing is left then. */
export async function putFolder(place: string, files: AsyncIterable<File> | Iterable<File>): Promise<void> {
  const fresh = `${place}.incoming`
  await guarded(fresh, async () => {
    await rm(fresh, { recursive: true, force: true })
    try {
      await writeAll(fresh, files)
      await rename(fresh, place)
      await syncFolder(dirname(place))
    } catch (error) {
      await rm(fresh, { recursive: true, force: true }).catch(() => undefined)
      throw error
    }
  })
}

async function writeAll(folder: string, files: AsyncIterable<File> | Iterable<File>): Promise<void> {
  const folders = new Set([folder])
  await mkdir(folder, { recursive: true })
  for await (const { path, content } of files) {
    const place = join(folder, path)
    if (!folders.has(dirname(place))) await mkdir(dirname(place), { recursive: true })
    folders.add(dirname(place))
    await writeSynced(place, content)
  }
  for (const one of [...folders].reverse()) await syncFolder(one)
}

async function writeSynced(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Every file below a folder, with `/` between names, sorted. */
export const filesIn = (folder: string): Promise<readonly string[]> =>
  guarded(folder, async () => {
    const found = await readdir(folder, { recursive: true, withFileTypes: true })
    return found
      .filter((one) => !one.isDirectory())
      .map((one) =>
        join(one.parentPath, one.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      )
      .sort()
  })

/** What the system says becomes a failure at the path it is about. */
export async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error
    throw new Failed({ code: 'disk.failed', path, reason: reasons[error.code] ?? `cannot be used (${error.code})` })
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  ENOSPC: 'there is no room left',
  EACCES: 'it may not be used',
  EPERM: 'it may not be used',
  EROFS: 'it can only be read',
  EEXIST: 'something is there already',
  ENOTEMPTY: 'something is there already',
  ENOTDIR: 'it is no folder',
  ELOOP: 'it is not a file',
  ENXIO: 'it is not a file',
  EIO: 'the disk fails',
}
