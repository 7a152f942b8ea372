import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { Failed } from '../shared/failure'
import { readPrivate } from './keys/private-file'
import { readText } from './whole-file'

/**
 * The station's own Ed25519 key (PKCS #8, PEM), made where there is none: once, its owner's alone, and the same for all
 * programs of a home that ask at once. Fails with `disk.failed`, and with `request.invalid` if others can read it.
 */
export function receiptKey(path: string): string {
  if (readText(path) === undefined) make(path)
  return readPrivate(path)
}

function make(path: string): void {
  const whole = `${path}.${randomUUID()}`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeWhole(whole, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    // Unlike a rename it does not take the place of another's key.
    linkSync(whole, path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code !== 'EEXIST') throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${code})` })
  } finally {
    remove(whole)
  }
}

function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // It was never made.
  }
}
