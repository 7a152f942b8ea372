import fc from 'fast-check'
import { type AccessPoint, authTypes, type Credential, type ServerAccount } from '../../shared/message/account'
import { secret } from '../../shared/secret'
import { utf8 } from '../../shared/utf8'

/** Text a template may hold: any letters, no control characters. */
export const lines = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((text) => !/[\p{Cc}\p{Surrogate}\ufffe\uffff]/u.test(text))

export const credentialOf = (name: string, password: string, nonce?: string): Credential => ({
  name,
  secret: secret(utf8(password)),
  nonce: nonce === undefined ? undefined : secret(utf8(nonce)),
})

export const serverIds = fc.stringMatching(/^[a-z0-9]{1,12}\.example$/)

const credentials = fc.tuple(lines, lines, fc.option(lines, { nil: undefined })).map((parts) => credentialOf(...parts))
const notifications = fc
  .tuple(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ minLength: 1, maxLength: 20 }))
  .map(([data, key]) => ({ data, secret: secret(key) }))

/** What DM 2.0 can say of an account. */
export const dm2Accounts: fc.Arbitrary<ServerAccount> = fc.record({
  id: serverIds,
  url: serverIds.map((host) => `https://${host}/dm20?a=1&b=2`),
  name: lines,
  rights: fc.uniqueArray(fc.constantFrom('*', 'urn:oma:mo:oma-dm-dmacc:1.2', 'urn:oma:mo:oma-dcmo:1.0'), {
    minLength: 1,
  }),
  client: fc.option(
    credentials.map(({ nonce: _, ...rest }) => rest),
    { nil: undefined },
  ),
  notification: fc.option(notifications, { nil: undefined }),
})

/** What DM 1.2 can say of an account. */
export const dm1Accounts: fc.Arbitrary<ServerAccount> = fc.record({
  id: serverIds,
  url: fc
    .tuple(serverIds, fc.constantFrom('', ':443', ':8443'))
    .map(([host, port]) => `https://${host}${port}/dm?a=1&b=2`),
  name: lines,
  rights: fc.constant([]),
  client: fc.option(credentials, { nil: undefined }),
  server: fc.option(credentials, { nil: undefined }),
})

/** What CP can say of an account. */
export const cpAccounts: fc.Arbitrary<ServerAccount> = fc
  .tuple(
    dm1Accounts,
    fc.record({
      accessPoint: fc.option(serverIds, { nil: undefined }),
      proxy: fc.option(serverIds, { nil: undefined }),
      session: fc.option(fc.constant('at-once' as const), { nil: undefined }),
      windows: fc.option(fc.constant([{ name: 'ROLE', value: '32' }, { name: 'USEHWDEVID' }]), { nil: undefined }),
    }),
    fc.constantFrom(undefined, ...authTypes.filter((type) => type !== 'DIGEST')),
  )
  .map(([account, more, type]) => ({
    ...account,
    ...more,
    client: account.client && { ...account.client, ...(type && { type }) },
  }))

export const several = <T extends { readonly id: string }>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.uniqueArray(one, { minLength: 1, maxLength: 4, selector: ({ id }) => id })

export const accessPoints: fc.Arbitrary<AccessPoint[]> = fc.uniqueArray(
  fc.record({ id: fc.stringMatching(/^[a-z0-9]{1,8}$/), name: lines, apn: serverIds }),
  { maxLength: 2, selector: ({ id }) => id },
)

/** The same with every secret in clear, for comparing. */
export const inClear = (account: ServerAccount) => ({
  ...account,
  client: clearCredential(account.client),
  server: clearCredential(account.server),
  notification: account.notification && {
    data: account.notification.data,
    secret: account.notification.secret.reveal(),
  },
})

const clearCredential = (credential: Credential | undefined) =>
  credential && {
    name: credential.name,
    secret: credential.secret.reveal(),
    nonce: credential.nonce?.reveal(),
    type: credential.type,
  }
