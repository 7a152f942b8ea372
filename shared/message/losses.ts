import type { ServerAccount } from './account'
import type { Format } from './format'

/** What an account says and a format cannot carry, in words of the template. */
export function lossesOf(
  format: Format,
  { id, rights, server, notification, client }: ServerAccount,
): readonly string[] {
  if (format === 'dm2') {
    if (server !== undefined) return [`credentials-not-carried: ${id} credentials.server`]
    return client?.nonce === undefined ? [] : [`credentials-not-carried: ${id} credentials.client.nonce`]
  }
  return [
    ...(notification === undefined ? [] : [`credentials-not-carried: ${id} notification`]),
    ...(rights.includes('*') ? [] : [`rights-not-carried: ${id}`]),
  ]
}
