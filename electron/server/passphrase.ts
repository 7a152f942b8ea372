import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import type { Passphrase } from '../home'
import { readBytes, readText } from '../whole-file'

/** What the computer keeps for this user, and nobody reads from the disk alone. */
export type Keychain = {
  /** As the system calls it. */
  readonly name: string
  readonly seal: (text: string) => Uint8Array
  /** Throws for what it did not seal. */
  readonly open: (sealed: Uint8Array) => string
}

export type PhraseDeps = { readonly env: NodeJS.ProcessEnv; readonly keychain: Keychain | undefined }

/** Fails with `disk.failed`, which names where it should be and never what it is: nothing that waits for it is lost. */
export function readPassphrase(from: Passphrase, { env, keychain }: PhraseDeps): string {
  const place = placeOf(from)
  const found =
    'env' in from
      ? env[from.env]
      : 'file' in from
        ? readText(from.file)?.split(/\r?\n/)[0]
        : unsealed(from.keychain, keychain)
  if (found) return found
  throw bad(place, because('there is no passphrase in it'))
}

/** Where a person looks for it. */
export function placeOf(from: Passphrase): string {
  if ('env' in from) return `$${from.env}`
  return 'file' in from ? from.file : from.keychain
}

function unsealed(path: string, keychain: Keychain | undefined): string | undefined {
  if (!keychain) throw bad(path, because('it is sealed by the keychain, which only the window of this station opens'))
  const sealed = readBytes(path)
  try {
    return sealed && keychain.open(sealed)
  } catch {
    throw bad(path, because('the keychain ({}) does not open it', keychain.name))
  }
}

const bad = (path: string, reason: string): Failed => new Failed({ code: 'disk.failed', path, reason })
