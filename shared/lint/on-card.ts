// What stands against the accounts of a message that lies on a card, whoever made it.
import type { KeptAccount } from '../message/kept-account'
import { addressOf } from './addresses'
import type { Finding } from './finding'

/** When a certificate counts: milliseconds. */
export type Validity = { readonly from: number; readonly until: number }

/** `validityOf` reads a certificate; undefined where it is none. The place of a finding is the account's. */
export function lintOnCard(
  accounts: readonly KeptAccount[],
  now: number,
  validityOf: (der: Uint8Array) => Validity | undefined,
): readonly Finding[] {
  return accounts.flatMap(({ account: { id, url, client }, certificate }, at): readonly Finding[] => {
    const path = `servers.${at}`
    const validity = certificate && validityOf(certificate.der)
    return [
      ...addressOf({ path, id, url }),
      ...(client === undefined && certificate === undefined
        ? [{ level: 'warning', code: 'no-sign-in', path, facts: { server: id } } as const]
        : []),
      ...(validity ? countsOf(path, id, validity, now) : []),
    ]
  })
}

/** RFC 5280, 4.1.2.5. */
function countsOf(path: string, server: string, { from, until }: Validity, now: number): readonly Finding[] {
  if (until < now) return [{ level: 'error', code: 'certificate-ended', path, facts: { server, at: iso(until) } }]
  return from > now ? [{ level: 'error', code: 'certificate-early', path, facts: { server, at: iso(from) } }] : []
}

const iso = (at: number): string => new Date(at).toISOString()
