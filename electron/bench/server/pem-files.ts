// A certificate and its key on disk. A file is whole or absent, and a key is for its owner only.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Failed } from '../../../shared/failure'
import { diskFailed, diskReasonOf } from '../../records/sqlite-errors'
import type { PemPair } from './ca'
import type { Issued } from './certificate'

/** Both files, or undefined if either is not there. One that cannot be read or parsed is a failure. */
export async function readPair(files: PemPair): Promise<Issued | undefined> {
  const [cert, key] = await Promise.all([readIfThere(files.cert), readIfThere(files.key)])
  if (cert === undefined || key === undefined) return undefined
  parsed(files.cert, 'not a certificate', () => new X509Certificate(cert))
  parsed(files.key, 'not a private key', () => createPrivateKey(key))
  return { cert, key }
}

/** The key first: a certificate on disk then always had its key. */
export async function writePair(files: PemPair, pair: Issued): Promise<Issued> {
  await guarded(
    dirname(files.key),
    async () => void (await mkdir(dirname(files.key), { recursive: true, mode: 0o700 })),
  )
  await guarded(files.key, () => writeWhole(files.key, pair.key, 0o600))
  await guarded(files.cert, () => writeWhole(files.cert, pair.cert, 0o644))
  return pair
}

/** The text of a file for its owner only, made where there is none. */
export const keptText = (path: string, make: () => string): Promise<string> =>
  guarded(path, async () => {
    const kept = await readIfThere(path)
    if (kept !== undefined) return kept
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const made = make()
    await writeWhole(path, made, 0o600)
    return made
  })

async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const fresh = `${path}.new`
  const file = await open(fresh, 'w', mode)
  try {
    await chmod(fresh, mode)
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
}

const readIfThere = (path: string): Promise<string | undefined> =>
  guarded(path, async () => {
    try {
      return await readFile(path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  })

async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const reason = diskReasonOf(error)
    throw reason === undefined ? error : diskFailed(path, reason)
  }
}

function parsed<T>(path: string, reason: string, parse: () => T): T {
  try {
    return parse()
  } catch {
    throw new Failed({ code: 'disk.failed', path, reason })
  }
}
