// Tokens and keys that another program must have too: one line in a file of its owner alone.
import { randomBytes } from 'node:crypto'
import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { Failed } from '../../shared/failure'
import { type Secret, secret } from '../../shared/secret'
import { makeWhole } from '../whole-file'

const refused = (path: string, reason: string): Failed =>
  new Failed({ code: 'request.invalid', path: 'private file', reason: `${path}: ${reason}` })

/** Makes it with 256 random bits if it is not there. Fails with `request.invalid` where others may read it or it is no key, and with `disk.failed`. */
export function keptSecret(path: string): Secret<string> {
  if (!existsSync(path)) makeWhole(path, `${randomBytes(32).toString('hex')}\n`)
  return readSecret(path)
}

export function readSecret(path: string): Secret<string> {
  const text = readPrivately(path)
  if (!/^[\x21-\x7e]{32,256}$/.test(text)) throw refused(path, 'it is one line of 32 to 256 characters')
  return secret(text)
}

function readPrivately(path: string): string {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch (error) {
    throw refused(path, error instanceof Error && 'code' in error ? `cannot be read (${error.code})` : 'cannot be read')
  }
  try {
    const stat = fstatSync(file)
    if (!stat.isFile() || stat.size > 1024) throw refused(path, 'it is no file with one line')
    if ((stat.mode & 0o077) !== 0) throw refused(path, 'others may read it; chmod 600 it')
    return readFileSync(file, 'utf8').trim()
  } finally {
    closeSync(file)
  }
}
