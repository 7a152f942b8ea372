import { toBase64 } from '../base64'
import { Failed } from '../failure'
import { isHttps } from '../https'
import type { DeviceId } from '../identity/device'
import type { AccessPoint, Credential, ServerAccount } from '../message/account'
import type { Format } from '../message/format'
import { lossesOf } from '../message/losses'
import { type Secret, secret } from '../secret'
import { utf8 } from '../utf8'
import {
  type CredentialSource,
  httpsIs,
  type SecretSource,
  type ServerTemplate,
  serverId,
  serverIdIs,
  type Template,
} from './schema'
import { fillIn } from './text'
import { builtInValues, valuesOf } from './variables'

/** The bytes of a secret for one purpose (`dm.example.com/client-secret`: server id, then the template's word) and one device. */
export type Derive = (purpose: string, device: DeviceId) => Uint8Array

export type InstantiateOrder = {
  readonly template: Template
  readonly device: DeviceId
  readonly variables: Readonly<Record<string, string>>
  readonly derive: Derive
  /** Instead of the template's own format. */
  readonly format?: Format | undefined
}

export type Instance = {
  readonly accounts: readonly ServerAccount[]
  readonly accessPoints: readonly AccessPoint[]
  readonly warnings: readonly string[]
}

type Values = { readonly texts: ReadonlyMap<string, string>; readonly derived: (purpose: string) => Uint8Array }

/** What a template means for one device. A missing, unknown or ill-typed variable is `message.invalid` at `variables.name`. */
export function instantiate({ template, device, variables, derive, format }: InstantiateOrder): Instance {
  const given = valuesOf(template, variables)
  const texts = new Map([...given, ...builtInValues(template, device)])
  const accounts = template.servers.map((server, at) => accountOf(server, at, texts, device, derive))
  const accessPoints = template.accessPoints.map(({ id, name, apn }, at) => ({
    id: checked(fillIn(id, texts), `accessPoints.${at}.id`, serverId, serverIdIs),
    name: fillIn(name, texts),
    apn: fillIn(apn, texts),
  }))
  checkUnique('servers', accounts)
  checkUnique('accessPoints', accessPoints)
  const warnings = accounts.flatMap((account) => lossesOf(format ?? template.card.format, account))
  return { accounts, accessPoints, warnings }
}

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })

function checked(text: string, path: string, shape: RegExp, reason: string): string {
  if (!shape.test(text)) throw invalid(path, reason)
  return text
}

function checkUnique(list: string, items: readonly { readonly id: string }[]): void {
  items.forEach(({ id }, at) => {
    if (items.findIndex((item) => item.id === id) < at) throw invalid(`${list}.${at}.id`, `${id} is there twice`)
  })
}

function accountOf(
  server: ServerTemplate,
  at: number,
  texts: ReadonlyMap<string, string>,
  device: DeviceId,
  derive: Derive,
): ServerAccount {
  const id = checked(fillIn(server.id, texts), `servers.${at}.id`, serverId, serverIdIs)
  const url = fillIn(server.url, texts)
  if (!isHttps(url)) throw invalid(`servers.${at}.url`, httpsIs)
  const values: Values = { texts, derived: (purpose) => derive(`${id}/${purpose}`, device) }
  const { credentials, notification } = server
  return {
    id,
    url,
    name: fillIn(server.name, texts),
    rights: server.rights,
    client: credentials.client && credentialOf(credentials.client, values),
    server: credentials.server && credentialOf(credentials.server, values),
    notification: notification && {
      data: utf8(fillIn(notification.data, texts)),
      secret: secretOf(notification.secret, values, (bytes) => bytes),
    },
  }
}

/** A password is text wherever it travels, so a derived one is base64 of what was derived. */
const credentialOf = ({ name, secret, nonce }: CredentialSource, values: Values): Credential => ({
  name: fillIn(name, values.texts),
  secret: secretOf(secret, values, asText),
  nonce: nonce && secretOf(nonce, values, asText),
})

const asText = (bytes: Uint8Array): Uint8Array => utf8(toBase64(bytes))

function secretOf(
  source: SecretSource,
  { texts, derived }: Values,
  form: (bytes: Uint8Array) => Uint8Array,
): Secret<Uint8Array> {
  if ('fixed' in source) return secret(utf8(source.fixed.reveal()))
  if ('variable' in source) return secret(utf8(texts.get(source.variable) ?? ''))
  return secret(form(derived(source.derived)))
}
