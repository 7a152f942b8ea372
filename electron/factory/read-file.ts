// Files of a medium that somebody else wrote: only what is a file is read, and never more than a bundle has.
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { Failed } from '../../shared/failure'
import { guarded } from './whole-files'

const mostBytes = 64 * 1024 * 1024
// A pipe that nobody writes to would be waited for, and a link leads out of the medium.
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW

/** Undefined if there is no such file. Fails with `disk.failed`, also for what is no file or is longer than 64 MiB. */
export const readFile = (path: string): Promise<Uint8Array | undefined> =>
  guarded(path, async () => {
    const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (file === undefined) return undefined
    try {
      const stat = await file.stat()
      if (!stat.isFile()) throw new Failed({ code: 'disk.failed', path, reason: 'it is not a file' })
      if (stat.size > mostBytes) throw new Failed({ code: 'disk.failed', path, reason: 'it is too long' })
      return new Uint8Array(await file.readFile())
    } finally {
      await file.close()
    }
  })

/** As `readFile`, in UTF-8. */
export async function readText(path: string): Promise<string | undefined> {
  const bytes = await readFile(path)
  return bytes && Buffer.from(bytes).toString('utf8')
}
