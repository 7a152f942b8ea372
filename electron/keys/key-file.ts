import { Failed } from '../../shared/failure'
import { type Secret, secret } from '../../shared/secret'
import { parseKeyLine } from './adm'
import { readPrivate } from './private-file'

/**
 * One line of a file that is its owner's alone: `hex:` and eight bytes, or `ascii:` or nothing and four to eight characters. Read when it is used, not kept.
 * Anything else is a mistake that would cost a card a try.
 * Fails with `request.invalid`, which never holds what is in the file.
 */
export function readCardKey(path: string): Secret<Uint8Array> {
  const parsed = parseKeyLine(onlyLine(readPrivate(path), path, 'card key'))
  if ('problem' in parsed) throw bad(path, 'card key', parsed.problem)
  return secret(parsed.key)
}

/** The one line of the text of a file. */
export function onlyLine(content: string, path: string, what: 'card key' | 'PIN'): string {
  const line = content.trim()
  if (line === '' || /[\r\n]/.test(line)) throw bad(path, what, `a ${what} file has one line`)
  return line
}

const bad = (path: string, what: string, reason: string): Failed =>
  new Failed({ code: 'request.invalid', path: what, reason: `${path}: ${reason}` })
