// A certificate and its key on disk. A file is whole or absent, and a key is for its owner only.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { Failed } from '../../../shared/failure'
import { readText, writeWhole } from '../../whole-file'
import type { PemPair } from './ca'
import type { Issued } from './certificate'

/** Both files, or undefined if either is not there. One that cannot be read or parsed is a failure. */
export function readPair(files: PemPair): Issued | undefined {
  const [cert, key] = [readText(files.cert), readText(files.key)]
  if (cert === undefined || key === undefined) return undefined
  parsed(files.cert, 'not a certificate', () => new X509Certificate(cert))
  parsed(files.key, 'not a private key', () => createPrivateKey(key))
  return { cert, key }
}

/** The key first: a certificate on disk then always had its key. */
export function writePair(files: PemPair, pair: Issued): Issued {
  writeWhole(files.key, pair.key)
  writeWhole(files.cert, pair.cert, 0o644)
  return pair
}

/** The text of a file for its owner only, made where there is none. */
export function keptText(path: string, make: () => string): string {
  const kept = readText(path)
  if (kept !== undefined) return kept
  const made = make()
  writeWhole(path, made)
  return made
}

function parsed<T>(path: string, reason: string, parse: () => T): T {
  try {
    return parse()
  } catch {
    throw new Failed({ code: 'disk.failed', path, reason })
  }
}
