import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { Failed } from '../../shared/failure'
import { readPrivate } from '../keys/private-file'
import { readText } from '../whole-file'

/**
 * A key of this station's own, made where there is none: once, its owner's alone, and the same for all programs of a home
 * that ask at once. Fails with `disk.failed`, and with `request.invalid` if others can read it.
 */
export function privateKey(path: string, made: () => string): string {
  if (readText(path) === undefined) make(path, made())
  return readPrivate(path)
}

function make(path: string, key: string): void {
  const whole = `${path}.${randomUUID()}`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeSynced(whole, key)
    // Unlike a rename it does not take the place of another's key.
    linkSync(whole, path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code !== 'EEXIST') throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${code})` })
  } finally {
    remove(whole)
  }
}

function writeSynced(path: string, text: string): void {
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
