import { readFileSync } from 'node:fs'
import { Failed } from '../../shared/failure'
import type { Passphrase } from '../home'

/** Fails with `disk.failed` or `request.invalid`, which name where it should be and never what it is. */
export function readPassphrase(from: Passphrase, env: NodeJS.ProcessEnv): string {
  const found = 'env' in from ? env[from.env] : firstLine(from.file)
  if (found) return found
  const place = 'env' in from ? `the variable ${from.env}` : from.file
  throw new Failed({ code: 'request.invalid', path: 'passphrase', reason: `there is no passphrase in ${place}` })
}

function firstLine(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/)[0]
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? `cannot be read (${error.code})` : 'cannot be read'
    throw new Failed({ code: 'disk.failed', path, reason })
  }
}
