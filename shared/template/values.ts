import { toBase64 } from '../base64'
import type { AccessPoint, Credential, Login, NetworkProxy, Parameter, Provisioning } from '../message/account'
import { type Secret, secret } from '../secret'
import { utf8 } from '../utf8'
import type {
  AccessPointTemplate,
  LoginTemplate,
  ParameterTemplate,
  ProvisioningTemplate,
  ProxyTemplate,
} from './connection'
import type { CredentialSource } from './schema'
import type { SecretSource } from './secret-source'

/** What the texts and secrets of a template are for one device. `owner` is the server or connection a secret is for. */
export type Values = {
  readonly text: (text: string) => string
  readonly url: (text: string) => string
  /** A derived secret is in this form: a password is text wherever it travels. */
  readonly secret: (source: SecretSource, owner: string, form: (bytes: Uint8Array) => Uint8Array) => Secret<Uint8Array>
}

/** Of a proxy whose address says of itself what it is. */
export const usualAddressType = 'IPV4'

const asText = (bytes: Uint8Array): Uint8Array => utf8(toBase64(bytes))

export const credentialOf = (
  { name, secret, nonce, type }: CredentialSource,
  owner: string,
  values: Values,
): Credential => ({
  name: values.text(name),
  secret: values.secret(secret, owner, asText),
  nonce: nonce && values.secret(nonce, owner, asText),
  ...(type !== undefined && type !== 'DIGEST' && { type }),
})

const loginOf = ({ type, name, secret }: LoginTemplate, owner: string, values: Values): Login => ({
  type,
  name: values.text(name),
  secret: values.secret(secret, owner, asText),
})

export function accessPointOf({ id, name, apn, login }: AccessPointTemplate, values: Values): AccessPoint {
  const ownId = values.text(id)
  return {
    id: ownId,
    name: values.text(name),
    apn: values.text(apn),
    ...(login && { login: loginOf(login, ownId, values) }),
  }
}

export function proxyOf(proxy: ProxyTemplate, values: Values): NetworkProxy {
  const { id, name, address, addressType, port, accessPoint, startPage, login } = proxy
  const ownId = values.text(id)
  const text = (value: string | undefined) => (value === undefined ? undefined : values.text(value))
  return {
    id: ownId,
    name: values.text(name),
    address: values.text(address),
    addressType: text(addressType) ?? usualAddressType,
    port: text(port),
    accessPoint: text(accessPoint),
    startPage: text(startPage),
    login: login && loginOf(login, ownId, values),
  }
}

export const parametersOf = (parameters: readonly ParameterTemplate[], values: Values): readonly Parameter[] =>
  parameters.map(({ name, value }) => (value === undefined ? { name } : { name, value: values.text(value) }))

type NamedTemplate = NonNullable<ProvisioningTemplate['bootstrap']>

const namedOf = ({ name, parameters }: NamedTemplate, values: Values) => ({
  name: values.text(name),
  parameters: parametersOf(parameters, values),
})

export const provisioningOf = (
  { bootstrap, clientId, vendorConfigs }: ProvisioningTemplate,
  values: Values,
): Provisioning => ({
  ...(bootstrap && { bootstrap: namedOf(bootstrap, values) }),
  ...(clientId !== undefined && { clientId: values.text(clientId) }),
  ...(vendorConfigs && { vendorConfigs: vendorConfigs.map((config) => namedOf(config, values)) }),
})

/** A secret that is the same for every device; undefined for any other. */
export const fixedSecret = (source: SecretSource): Secret<Uint8Array> | undefined =>
  'fixed' in source ? secret(utf8(source.fixed.reveal())) : undefined
