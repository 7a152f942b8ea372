// TLS with a key that both sides have and no certificate (RFC 4279), for devices that have nothing else.
import { DEFAULT_CIPHERS } from 'node:tls'
import type { Secret } from '../shared/secret'

/** `name` is the PSK identity: it is sent in clear. */
export type SharedKey = { readonly name: string; readonly key: Secret<Uint8Array> }

const forBootstrap = 'bootstrap.'

/** The key that a device asks for its bootstrap with is another one than its account's, so that it has a name of its own. */
export const bootstrapKeyName = (devId: string): string => `${forBootstrap}${devId}`
export const deviceOfBootstrapKey = (name: string): string | undefined =>
  name.startsWith(forBootstrap) ? name.slice(forBootstrap.length) : undefined

/** OMA DM Protocol 2.0, 9.2.2: the suites of PSK-TLS, in OpenSSL’s names; those that forget the key first. */
const suites = [
  'DHE-PSK-AES128-GCM-SHA256',
  'ECDHE-PSK-AES128-CBC-SHA256',
  'DHE-PSK-AES128-CBC-SHA256',
  'RSA-PSK-AES128-GCM-SHA256',
  'PSK-AES128-GCM-SHA256',
  'RSA-PSK-AES128-CBC-SHA256',
  'PSK-AES128-CBC-SHA256',
]

/** Those that need no certificate of the server. The suites are of TLS 1.2. */
export const pskClient = ({ name, key }: SharedKey) =>
  ({
    ciphers: suites.filter((suite) => !suite.startsWith('RSA')).join(':'),
    maxVersion: 'TLSv1.2',
    pskCallback: () => ({ identity: name, psk: key.reveal() }),
    // Who has the key is the server; there is no certificate that says more.
    checkServerIdentity: () => undefined,
  }) as const

/** Beside the suites with certificates, which come first. Node's own list ends with a ban on all of them. */
export const pskServer = {
  ciphers: [DEFAULT_CIPHERS.replaceAll(':!PSK', ''), ...suites].join(':'),
  dhparam: 'auto',
} as const
