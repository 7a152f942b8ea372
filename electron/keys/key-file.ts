import { readFileSync } from 'node:fs'
import { Failed } from '../../shared/failure'
import { type Secret, secret } from '../../shared/secret'
import { parseKeyLine } from './adm'

/**
 * One line: `hex:` and eight bytes, or `ascii:` or nothing and four to eight characters. Read when it is used, not kept.
 * Anything else is a mistake that would cost a card a try.
 * Fails with `request.invalid`, which never holds what is in the file.
 */
export function readCardKey(path: string): Secret<Uint8Array> {
  const line = textOf(path)
    .replace(/^\uFEFF/, '')
    .trim()
  if (line === '' || /[\r\n]/.test(line)) throw badKey(path, 'a card key file has one line')
  const parsed = parseKeyLine(line)
  if ('problem' in parsed) throw badKey(path, parsed.problem)
  return secret(parsed.key)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT') throw badKey(path, 'there is no such file')
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be read (${code})` })
  }
}

const badKey = (path: string, reason: string): Failed =>
  new Failed({ code: 'request.invalid', path: 'card key', reason: `${path}: ${reason}` })
