import { z } from 'zod'
import { authTypes } from '../message/account'
import { Format, WbxmlForm } from '../message/format'
import { AccessPointTemplate, ProvisioningTemplate, ProxyTemplate, Windows } from './connection'
import { Devices } from './devices'
import { cardSizeLimit, idText, kebab, line, sizeLimit, urlText } from './field'
import { SecretSource } from './secret-source'
import { Variables } from './variable'

const CredentialSource = z.strictObject({
  name: line.describe('The name to sign in with, often "{devId}".'),
  secret: SecretSource.describe('What proves the name.'),
  nonce: SecretSource.describe('The first nonce of a digest. DM 2.0 has none.').optional(),
  type: z.enum(authTypes).describe('How it is proven; DIGEST if it is not said. DM 2.0 does not carry it.').optional(),
})
export type CredentialSource = z.infer<typeof CredentialSource>

/** What lets a device trust the server's certificate: an authority it comes with, or the one with this fingerprint. */
const Trust = z
  .union(
    [
      z.literal('device'),
      z.strictObject({
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/, 'must be 64 lower case hex digits')
          .describe('The SHA-256 fingerprint of the certificate of the authority.'),
      }),
    ],
    { error: 'must be "device", or {"sha256": "…"} with the fingerprint of the authority’s certificate' },
  )
  .describe(
    'Why a device trusts the certificate of the server: "device" for an authority it comes with, or the SHA-256 fingerprint of the authority. No format carries it; lint asks for it.',
  )

const Server = z.strictObject({
  id: idText.describe('The identifier of the server: 1 to 64 letters, digits or the signs ._~- between them.'),
  url: urlText.describe('Where the first session goes, an https:// address.'),
  name: line.describe('What people call the server.'),
  rights: z
    .array(z.string().regex(/^(\*|[!-~]+)$/, 'must be a MOID, or "*" for all'))
    .min(1)
    .describe('The management objects the server may see, by MOID; "*" is all. Only DM 2.0 carries it.'),
  credentials: z
    .strictObject({
      client: CredentialSource.describe('How the device proves itself to the server.').optional(),
      server: CredentialSource.describe(
        'How the server proves itself to the device, in DM 1.2 and CP. In DM 2.0 TLS does that.',
      ).optional(),
    })
    .default({})
    .describe('Who signs in, and with what.'),
  notification: z
    .strictObject({
      data: line.describe('What is signed beside the notification.'),
      secret: SecretSource.describe('The key of the digest.'),
    })
    .describe('What the server signs its notifications with. Only DM 2.0 carries it.')
    .optional(),
  trust: Trust.optional(),
  accessPoint: idText
    .describe(
      'The id of one of accessPoints, to be used first. DM 1.2 and CP carry it; without it, CP takes the first.',
    )
    .optional(),
  proxy: idText.describe('The id of one of proxies. Only CP carries it.').optional(),
  session: z
    .literal('at-once')
    .describe('Asks for a session right after installing (INIT). Only CP carries it.')
    .optional(),
  windows: Windows.optional(),
})
export type ServerTemplate = z.infer<typeof Server>

/** A template document, version 1. An unknown field is refused, so that a misspelt one cannot be lost. */
export const Template = z.strictObject({
  $schema: z.string().describe('For editors; it is no part of what the template says.').optional(),
  bootstation: z.literal(1).describe('The version of this form of template.'),
  name: kebab.describe('What the template is called: lower case words joined by hyphens. Its file has the same name.'),
  title: line.describe('What people see in lists.'),
  revision: z.number().int().min(1).describe('Counts the changes, from 1.').optional(),
  card: z
    .strictObject({
      format: Format.describe('What goes onto a card.'),
      wbxml: WbxmlForm.describe(
        '"compact" is shorter and means the same; "plain" is as most others write it.',
      ).optional(),
      sizeLimit: cardSizeLimit.describe('The most bytes a message for a card may have.').optional(),
    })
    .default({ format: 'dm2' })
    .describe('The message for a card.'),
  file: z
    .strictObject({
      format: Format.describe('What goes into a file, where it is not what goes onto a card.').optional(),
      sizeLimit: sizeLimit.describe('The most bytes a message for a file may have.').optional(),
    })
    .describe('The message for a file, such as one put into devices in their factory.')
    .optional(),
  formats: z.array(Format).min(1).describe('Every format the template may be composed in; without it, any.').optional(),
  devices: Devices.optional(),
  secrets: z.literal('no-fixed').describe('"no-fixed" forbids secrets that stand in the template.').optional(),
  variables: Variables.default({}).describe('What differs from message to message, by name; {name} stands for it.'),
  servers: z.array(Server).min(1).describe('The DM Servers a device gets an account for.'),
  accessPoints: z
    .array(AccessPointTemplate)
    .default([])
    .describe('Packet data connections the device gets, the usual one first.'),
  proxies: z.array(ProxyTemplate).describe('Proxies the device gets. Only CP carries them.').optional(),
  cp: ProvisioningTemplate.optional(),
  sizeLimit: sizeLimit.describe('The most bytes a message may have, wherever it goes.').optional(),
})
export type Template = z.infer<typeof Template>
