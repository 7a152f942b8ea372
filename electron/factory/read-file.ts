// Files of a medium that somebody else wrote: only what is a file is read, and never more than a bundle has.
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { guarded } from './whole-files'

export type Unread = 'it is not there' | 'it is not a file' | 'it is too long'

const mostBytes = 64 * 1024 * 1024
// A pipe that nobody writes to would be waited for, and a link leads out of the medium.
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW
/** ENXIO is a socket. */
const others: Readonly<Record<string, Unread>> = {
  ENOENT: 'it is not there',
  ELOOP: 'it is not a file',
  ENXIO: 'it is not a file',
}

/** The bytes, or why there are none: at most 64 MiB. Fails with `disk.failed` where the medium cannot be read. */
export const readFile = (path: string): Promise<Uint8Array | Unread> =>
  guarded(path, async () => {
    const file = await open(path, flags).catch((error: NodeJS.ErrnoException): Unread => {
      const unread = others[error.code ?? '']
      if (unread === undefined) throw error
      return unread
    })
    if (typeof file === 'string') return file
    try {
      const stat = await file.stat()
      if (!stat.isFile()) return 'it is not a file'
      return stat.size > mostBytes ? 'it is too long' : new Uint8Array(await file.readFile())
    } finally {
      await file.close()
    }
  })
