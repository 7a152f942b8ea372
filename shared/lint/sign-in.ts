import type { CredentialSource } from '../template/schema'
import type { Finding } from './finding'
import type { LintServer, Rule } from './subject'

/** Whether device and server can prove who they are to each other, as their account says they will. */
export const signIn: Rule = ({ servers, format }) =>
  servers.flatMap((server) => [
    ...clientOf(server, format !== 'dm2'),
    ...(format === 'dm2' ? [] : [...credentialOf(server, 'client'), ...credentialOf(server, 'server')]),
    ...(format === 'dm1' ? [...levelOf(server, 'client'), ...levelOf(server, 'server')] : []),
  ])

/** DM 2.0 sends a name and a password, or leaves it to a certificate; before, an account that names the server's secret lives by passwords. */
function clientOf({ path, id, source }: LintServer, isWithServer: boolean): readonly Finding[] {
  const { client, server } = source.credentials
  if (client !== undefined) return []
  const at = { path: `${path}.credentials.client`, facts: { server: id } }
  if (isWithServer && server !== undefined) return [{ level: 'error', code: 'client-missing', ...at }]
  return [{ level: 'warning', code: 'no-sign-in', ...at }]
}

/** Types that prove a secret without sending it, and so need something fresh to prove it over. */
const isOverNonce = (type: string): boolean => type === 'DIGEST' || type === 'HMAC'
const isInClear = (type: string): boolean => type === 'BASIC' || type === 'HTTP-BASIC'
/** Types that no secret of an account has a part in. */
const isWithout = (type: string): boolean => type === 'TRANSPORT' || type === 'X509'

function credentialOf({ path, id, source }: LintServer, who: 'client' | 'server'): readonly Finding[] {
  const credential = source.credentials[who]
  if (credential === undefined) return []
  const type = typeOf(credential)
  const at = `${path}.credentials.${who}`
  const facts = { server: id, who, type }
  if (isInClear(type)) return [{ level: 'warning', code: 'secret-in-clear', path: `${at}.type`, facts }]
  if (isWithout(type)) return [{ level: 'warning', code: 'secret-unused', path: `${at}.type`, facts }]
  if (!isOverNonce(type) || credential.nonce !== undefined) return []
  // DM 1.2 Security, 5.3: a digest can be asked for with a challenge; every message with HMAC is signed, the first as well.
  const level = type === 'HMAC' ? 'error' : 'warning'
  return [{ level, code: 'nonce-missing', path: `${at}.nonce`, facts }]
}

/** DM 1.2 Standardized Objects: what is HTTP's own belongs to the levels HTTP and OBEX, and we write CLCRED and SRVCRED. */
function levelOf({ path, id, source }: LintServer, who: 'client' | 'server'): readonly Finding[] {
  const type = source.credentials[who]?.type
  if (type === undefined || !type.startsWith('HTTP-')) return []
  const facts = { server: id, who, type }
  return [{ level: 'warning', code: 'level-unfit', path: `${path}.credentials.${who}.type`, facts }]
}

const typeOf = ({ type }: CredentialSource): string => type ?? 'DIGEST'
