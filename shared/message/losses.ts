import type { ServerAccount } from './account'
import type { Format } from './format'

/**
 * What an account says and a format cannot carry, in words of the template. Server credentials and nonces are not lost
 * in DM 2.0: there the server proves itself by TLS (9.2.2).
 */
export function lossesOf(format: Format, { id, rights, notification }: ServerAccount): readonly string[] {
  if (format === 'dm2') return []
  return [
    ...(notification === undefined ? [] : [`credentials-not-carried: ${id} notification`]),
    ...(rights.includes('*') ? [] : [`rights-not-carried: ${id}`]),
  ]
}
