import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Failed } from '../../shared/failure'

/** Keeps a document where only its owner reads it, and says where. Fails with `disk.failed`. */
export function keepPaper(path: string, bytes: Uint8Array): string {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, bytes, { mode: 0o600 })
    return path
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${code})` })
  }
}
