// Whether a bundle may go onto a target: the wrong disk is noticed before a byte is written.
import { existsSync } from 'node:fs'
import { readdir, stat, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Failed } from '../../shared/failure'
import { readFile } from './read-file'
import { guarded } from './whole-files'

/** A target that was set aside for a batch has its name in this file. */
export const markFile = '.bootstation-target'
/** Where the bundle lies on a target, and its places while one is exchanged for another. */
export const bundleFolder = 'bootstrap'
const ours = [markFile, ...['', '.new', '.new.incoming', '.former'].map((rest) => `${bundleFolder}${rest}`)]
const systems = ['lost+found', 'System Volume Information', '.Trashes', '.Spotlight-V100', '.fseventsd']

export type TargetOrder = {
  readonly target: string
  readonly needBytes: number
  readonly batch: string
  /** A disk with the system on it is no target, unless a folder of it is meant. */
  readonly isOnSystemDisk: 'refused' | 'meant'
}

/** Blocks and folder entries come on top of the bytes. */
const spareBytes = 64 * 1024

/** Fails with `target.refused`. */
export async function checkTarget({ target, needBytes, batch, isOnSystemDisk }: TargetOrder): Promise<void> {
  const path = resolve(target)
  const refused = (reason: string): Failed => new Failed({ code: 'target.refused', path, reason })
  if (!existsSync(path)) throw refused('it is not there')
  const place = await guarded(path, () => stat(path))
  if (!place.isDirectory()) throw refused('it is no folder')
  const isSystem = place.dev === (await stat('/')).dev
  if (path === '/' || (isSystem && isOnSystemDisk === 'refused')) throw refused('it is on the disk of the system')
  const mark = await readFile(join(path, markFile))
  if (typeof mark === 'string' && mark !== 'it is not there') throw refused(`${markFile}: ${mark}`)
  const named = typeof mark === 'string' ? batch : Buffer.from(mark).toString('utf8').trim()
  if (named !== batch) throw refused(`it was set aside for the batch ${named}`)
  const others = (await guarded(path, () => readdir(path))).filter((name) => ![...ours, ...systems].includes(name))
  if (others.length > 0) throw refused(`it is not empty: ${others.slice(0, 3).join(', ')}`)
  const { bavail, bsize } = await statfs(path)
  const haveBytes = bavail * bsize
  if (haveBytes < needBytes + spareBytes)
    throw refused(`it is too small: ${needBytes + spareBytes} bytes are needed, ${haveBytes} are free`)
}
