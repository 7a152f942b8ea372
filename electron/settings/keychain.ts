import { safeStorage } from 'electron'
import type { Keychain } from '../server/passphrase'

/** The keychain of this computer and user, once the app is ready. Undefined where there is none. */
export function systemKeychain(): Keychain | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined
  const name = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform
  // Chromium's stand-in for a keychain seals with a password that everybody knows.
  if (name === 'basic_text' || name === 'unknown') return undefined
  return {
    name,
    seal: (text) => safeStorage.encryptString(text),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  }
}
