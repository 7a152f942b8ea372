import { z } from 'zod'
import { authTypes } from '../message/account'
import { Format, WbxmlForm } from '../message/format'
import { AccessPointTemplate, ProvisioningTemplate, ProxyTemplate, Windows } from './connection'
import { Devices } from './devices'
import { idText, kebab, line, sizeLimit, urlText } from './field'
import { SecretSource } from './secret-source'
import { Variables } from './variable'

const CredentialSource = z.strictObject({
  name: line,
  secret: SecretSource,
  nonce: SecretSource.optional(),
  type: z.enum(authTypes).optional(),
})
export type CredentialSource = z.infer<typeof CredentialSource>

/** What lets a device trust the server's certificate: an authority it comes with, or the one with this fingerprint. */
const Trust = z.union(
  [
    z.literal('device'),
    z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower case hex digits') }),
  ],
  { error: 'must be "device", or {"sha256": "…"} with the fingerprint of the authority’s certificate' },
)

const Server = z.strictObject({
  id: idText,
  url: urlText,
  name: line,
  rights: z.array(z.string().regex(/^(\*|[!-~]+)$/, 'must be a MOID, or "*" for all')).min(1),
  credentials: z.strictObject({ client: CredentialSource.optional(), server: CredentialSource.optional() }).default({}),
  notification: z.strictObject({ data: line, secret: SecretSource }).optional(),
  trust: Trust.optional(),
  /** The id of an access point or a proxy below; only DM 1.2 and CP speak of the first, only CP of all others. */
  accessPoint: idText.optional(),
  proxy: idText.optional(),
  session: z.literal('at-once').optional(),
  windows: Windows.optional(),
})
export type ServerTemplate = z.infer<typeof Server>

/** A template document, version 1. An unknown field is refused, so that a misspelt one cannot be lost. */
export const Template = z.strictObject({
  /** For editors; it is no part of what the template says. */
  $schema: z.string().optional(),
  bootstation: z.literal(1),
  name: kebab,
  title: line,
  revision: z.number().int().min(1).optional(),
  card: z
    .strictObject({ format: Format, wbxml: WbxmlForm.optional(), sizeLimit: sizeLimit.optional() })
    .default({ format: 'dm2' }),
  file: z.strictObject({ format: Format.optional(), sizeLimit: sizeLimit.optional() }).optional(),
  /** Every format it may be composed in; without it, any. */
  formats: z.array(Format).min(1).optional(),
  devices: Devices.optional(),
  secrets: z.literal('no-fixed').optional(),
  variables: Variables.default({}),
  servers: z.array(Server).min(1),
  accessPoints: z.array(AccessPointTemplate).default([]),
  proxies: z.array(ProxyTemplate).optional(),
  cp: ProvisioningTemplate.optional(),
  sizeLimit: sizeLimit.optional(),
})
export type Template = z.infer<typeof Template>
