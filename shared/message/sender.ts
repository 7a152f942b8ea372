import { readMessage } from './message'

/**
 * Servers that a message gives accounts for and that its sender does not stand for. `hosts` are the sender's own, and
 * those it is trusted for (OMA DM Protocol 2.0, 8.4). Fails as `readMessage` does.
 */
export const foreignIn = (message: Uint8Array, hosts: readonly string[]): readonly string[] =>
  readMessage(message)
    .accounts.filter(({ url }) => !hosts.includes(hostOf(url)))
    .map(({ id }) => id)

/** Nobody stands for what is no address. */
function hostOf(url: string): string {
  try {
    return new URL(url).hostname
  } catch {
    return ''
  }
}
