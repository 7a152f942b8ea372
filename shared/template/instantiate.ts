import { Failed } from '../failure'
import { isHttps } from '../https'
import type { DeviceId } from '../identity/device'
import type { AccessPoint, NetworkProxy, Provisioning, ServerAccount } from '../message/account'
import type { Format, WbxmlForm } from '../message/format'
import { secret } from '../secret'
import { utf8 } from '../utf8'
import { httpsIs, serverId, serverIdIs } from './field'
import type { ServerTemplate, Template } from './schema'
import { type Kdf, usualKdf } from './secret-source'
import { fillIn } from './text'
import { accessPointOf, credentialOf, fixedSecret, parametersOf, provisioningOf, proxyOf, type Values } from './values'
import { builtInValues, valuesOf } from './variables'

/** The bytes of a secret for one purpose (`dm.example.com/client-secret`: server id, then the template's word) and one device. */
export type Derive = (purpose: string, device: DeviceId, kdf: Kdf) => Uint8Array

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
  readonly proxies: readonly NetworkProxy[]
  readonly provisioning: Provisioning
  readonly wbxml?: WbxmlForm | undefined
}

/** What a template means for one device. A missing, unknown or ill-typed variable is `message.invalid` at `variables.name`. */
export function instantiate({ template, device, variables, derive, format }: InstantiateOrder): Instance {
  const given = valuesOf(template, variables)
  const texts = new Map([...given, ...builtInValues(template, device)])
  const values = valuesFor(texts, (purpose, kdf) => derive(purpose, device, kdf))
  const instance = instanceOf(template, values, format ?? template.card.format)
  checkUnique('servers', instance.accounts)
  checkUnique('accessPoints', instance.accessPoints)
  checkUnique('proxies', instance.proxies)
  return instance
}

/** The same for values of any origin, ids not compared. */
export function instanceOf(template: Template, values: Values, format: Format): Instance {
  const { servers, proxies = [], cp = {}, card } = template
  const accessPoints = template.accessPoints.map((point) => accessPointOf(point, values))
  const accounts = servers.map((server, at) => accountOf(server, at, values, usualPoint(format, accessPoints)))
  accessPoints.forEach(({ id }, at) => void checked(id, `accessPoints.${at}.id`, serverId, serverIdIs))
  return {
    accounts,
    accessPoints,
    proxies: proxies.map((proxy) => proxyOf(proxy, values)),
    provisioning: provisioningOf(cp, values),
    ...(card.wbxml !== undefined && { wbxml: card.wbxml }),
  }
}

/** An application of CP that names no access point may use none; the first one is meant. */
const usualPoint = (format: Format, [first]: readonly AccessPoint[]): string | undefined =>
  format === 'cp' ? first?.id : undefined

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

function accountOf(server: ServerTemplate, at: number, values: Values, usual: string | undefined): ServerAccount {
  const id = checked(values.text(server.id), `servers.${at}.id`, serverId, serverIdIs)
  const url = values.url(server.url)
  if (!isHttps(url)) throw invalid(`servers.${at}.url`, httpsIs)
  const { credentials, notification, accessPoint, proxy, session, windows } = server
  const point = accessPoint === undefined ? usual : values.text(accessPoint)
  return {
    id,
    url,
    name: values.text(server.name),
    rights: server.rights,
    client: credentials.client && credentialOf(credentials.client, id, values),
    server: credentials.server && credentialOf(credentials.server, id, values),
    notification: notification && {
      data: utf8(values.text(notification.data)),
      secret: values.secret(notification.secret, id, (bytes) => bytes),
    },
    ...(point !== undefined && { accessPoint: point }),
    ...(proxy !== undefined && { proxy: values.text(proxy) }),
    ...(session !== undefined && { session }),
    ...(windows !== undefined && { windows: parametersOf(windows, values) }),
  }
}

const valuesFor = (texts: ReadonlyMap<string, string>, derive: (purpose: string, kdf: Kdf) => Uint8Array): Values => ({
  text: (text) => fillIn(text, texts),
  url: (text) => fillIn(text, texts),
  secret: (source, owner, form) => {
    const fixed = fixedSecret(source)
    if (fixed !== undefined) return fixed
    if ('variable' in source) return secret(utf8(texts.get(source.variable) ?? ''))
    if ('column' in source) return secret(utf8(texts.get(source.column) ?? ''))
    if ('derived' in source) return secret(form(derive(`${owner}/${source.derived}`, source.kdf ?? usualKdf)))
    throw new Error('a secret comes from somewhere')
  },
})
