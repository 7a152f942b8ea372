import type { Secret } from '../secret'
import type { SecretSource } from '../template/secret-source'
import { type ClearSecret, clearSecretsOf } from '../template/secrets'
import { utf8 } from '../utf8'
import type { Finding } from './finding'
import { isKnown, type LintServer, type Rule } from './subject'

/** A secret of a server, where it stands, where it comes from, and what it is where that is known. */
type Held = {
  readonly path: string
  readonly id: string
  readonly kind: 'secret' | 'nonce' | 'key'
  readonly source: SecretSource
  readonly value: Secret<Uint8Array> | undefined
}

/** Whether secrets are secrets: one for each device and purpose, long enough, and such as the format can carry. */
export const secrets: Rule = ({ servers, format, template }) => {
  const held = servers.flatMap(heldBy)
  return [
    ...held.flatMap(sameForAll),
    ...held.flatMap((one, at) => repeated(one, held.slice(0, at))),
    ...held.flatMap(weak),
    ...(format === 'dm2' ? [] : held.flatMap(notText)),
    ...(format === 'cp' ? clearSecretsOf(template).flatMap(inClear) : []),
  ]
}

function heldBy({ path, id, source, account }: LintServer): readonly Held[] {
  const { credentials, notification } = source
  const held = (kind: Held['kind'], at: string, from: SecretSource | undefined, value?: Secret<Uint8Array>) =>
    from === undefined ? [] : [{ path: `${path}.${at}`, id, kind, source: from, value: value ?? fixedIn(from) }]
  return [
    ...(['client', 'server'] as const).flatMap((who) => [
      ...held('secret', `credentials.${who}.secret`, credentials[who]?.secret, account?.[who]?.secret),
      ...held('nonce', `credentials.${who}.nonce`, credentials[who]?.nonce, account?.[who]?.nonce),
    ]),
    ...held('key', 'notification.secret', notification?.secret, account?.notification?.secret),
  ]
}

function fixedIn(source: SecretSource): Secret<Uint8Array> | undefined {
  if (!('fixed' in source)) return undefined
  const { fixed } = source
  return { reveal: () => utf8(fixed.reveal()) }
}

/** DM 1.2 Security, 5.1: a server must use a different password for each client. */
const sameForAll = ({ path, id, source }: Held): readonly Finding[] =>
  'fixed' in source ? [{ level: 'warning', code: 'same-for-all', path, facts: { server: id } }] : []

/** A parameter has no other place for a secret than in clear; one that holds a variable is at least not the same. */
const inClear = ({ path, name, value }: ClearSecret): readonly Finding[] =>
  isKnown(value) ? [{ level: 'warning', code: 'same-for-all', path, facts: { server: name } }] : []

/** What proves the device must not prove the server: whoever saw one could be the other. */
function repeated(one: Held, before: readonly Held[]): readonly Finding[] {
  const first = before.find((other) => isSame(one, other))
  if (first === undefined) return []
  return [{ level: 'warning', code: 'secret-repeated', path: one.path, facts: { server: one.id, first: first.path } }]
}

/** A derived secret is another one for another server; all others are what they are. */
function isSame(left: Held, right: Held): boolean {
  const [one, other] = [left.source, right.source]
  if ('fixed' in one) return 'fixed' in other && one.fixed.reveal() === other.fixed.reveal()
  if ('variable' in one) return 'variable' in other && one.variable === other.variable
  if ('column' in one) return 'column' in other && one.column === other.column
  return 'derived' in other && left.id === right.id && one.derived === other.derived && one.kdf === other.kdf
}

/** DM 1.2 Security, 5.3.3: 128 bits are recommended, for password and nonce alike. */
const wantedBytes = 16

function weak({ path, id, kind, value }: Held): readonly Finding[] {
  if (value === undefined) return []
  const bytes = value.reveal()
  if (kind !== 'nonce' && isGuessable(bytes, id))
    return [{ level: 'warning', code: 'secret-guessable', path, facts: { server: id } }]
  if (bytes.length >= wantedBytes) return []
  return [{ level: 'warning', code: 'secret-short', path, facts: { server: id, bytes: bytes.length } }]
}

const wellKnown =
  /^(password|passwort|secret|geheim|admin|root|test|demo|default|changeme|letmein|qwert[yz].*|1234.*|0000+)\d*$/i

function isGuessable(bytes: Uint8Array, id: string): boolean {
  const plain = new TextDecoder().decode(bytes)
  return new Set(bytes).size < 4 || wellKnown.test(plain) || plain.toLowerCase() === id.toLowerCase()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unfit = /[\u0000-\u001f\u007f\ufffe\uffff\ufffd]/

/** DM 1.2 and CP carry a secret as text in a WBXML string. */
function notText({ path, id, kind, value }: Held): readonly Finding[] {
  if (kind !== 'secret' || value === undefined) return []
  if (!unfit.test(new TextDecoder().decode(value.reveal()))) return []
  return [{ level: 'error', code: 'secret-not-text', path, facts: { server: id } }]
}
