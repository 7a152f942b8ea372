// The DMAcc object of OMA DM 1.2 (DM Standardized Objects 1.2) and what an account means in it.
import { Failed } from '../failure'
import { secret } from '../secret'
import { fromUtf8, readable, utf8 } from '../utf8'
import { type AccessPoint, authTypes, type Credential, type ServerAccount } from './account'
import { inbox, nameInInbox } from './inbox'
import type { TndsNode } from './tnds'

export const dmaccMoid = 'urn:oma:mo:oma-dm-dmacc:1.0'
export const napMoid = 'urn:oma:mo:oma-connmo-nap:1.0'

const chr = (name: string, value: string): TndsNode => ({
  name,
  format: 'chr',
  type: { mime: 'text/plain' },
  value,
  children: [],
})
const interior = (name: string, ...children: readonly TndsNode[]): TndsNode => ({ name, format: 'node', children })

/** The account as a node. The server may get, replace and delete it , since nobody else could. */
export const nodeOfAccount = (name: string, account: ServerAccount): TndsNode => ({
  ...interior(
    name,
    chr('AppID', 'w7'),
    chr('ServerID', account.id),
    chr('Name', account.name),
    ...(account.accessPoint === undefined ? [] : [chr('PrefConRef', `${inbox}${account.accessPoint}`)]),
    interior(
      'AppAddr',
      interior(
        '1',
        chr('Addr', account.url),
        chr('AddrType', 'URI'),
        interior('Port', interior('1', chr('PortNbr', portOf(account.url)))),
      ),
    ),
    ...prefOf(account),
    ...authOf(account),
  ),
  acl: `Get=${account.id}&Replace=${account.id}&Delete=${account.id}`,
  type: { ddfName: dmaccMoid },
})

/** What the client shows first (AAuthPref). */
const prefOf = ({ client, server }: ServerAccount): readonly TndsNode[] =>
  client || server ? [chr('AAuthPref', (client ?? server)?.type ?? 'DIGEST')] : []

export const nodeOfAccessPoint = ({ id, name, apn }: AccessPoint): TndsNode => ({
  ...interior(
    id,
    chr('NAPID', id),
    chr('Name', name),
    chr('Bearer', '3GPP-PS'),
    chr('AddrType', 'APN'),
    chr('Addr', apn),
  ),
  type: { ddfName: napMoid },
})

/** The port of an address, written or usual; what is no address of the web has that of https. */
export function portOf(url: string): string {
  const [, scheme, port] =
    /^(https?):\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*)(?::([0-9]{1,5})(?![0-9]))?/i.exec(url) ?? []
  if (port !== undefined) return String(Number(port))
  return scheme?.toLowerCase() === 'http' ? '80' : '443'
}

function authOf({ client, server }: ServerAccount): readonly TndsNode[] {
  const levels = [
    ...(client === undefined ? [] : [credentialNode('CLCRED', client)]),
    ...(server === undefined ? [] : [credentialNode('SRVCRED', server)]),
  ]
  return levels.length === 0 ? [] : [interior('AppAuth', ...levels)]
}

/** AAuthSecret is `chr`, AAuthData is `bin` and holds the nonce. */
const credentialNode = (level: 'CLCRED' | 'SRVCRED', { type = 'DIGEST', name, secret, nonce }: Credential): TndsNode =>
  interior(
    level,
    chr('AAuthLevel', level),
    chr('AAuthType', type),
    chr('AAuthName', name),
    chr('AAuthSecret', secretText(secret.reveal(), `AppAuth/${level}/AAuthSecret`)),
    ...(nonce === undefined ? [] : [binary('AAuthData', nonce.reveal())]),
  )

const binary = (name: string, bytes: Uint8Array): TndsNode => ({
  name,
  format: 'bin',
  type: { mime: 'application/octet-stream' },
  value: plainText(bytes) ?? bytes,
  children: [],
})

/** Fails with the path of a secret that is no text. */
export function secretText(bytes: Uint8Array, path: string): string {
  const plain = plainText(bytes)
  if (plain === undefined)
    throw new Failed({ code: 'message.invalid', path, reason: 'DM 1.2 and CP carry a secret as text; this one is not' })
  return plain
}

/** The one line these bytes are, if they are one. */
function plainText(bytes: Uint8Array): string | undefined {
  const text = readable(bytes)
  return text === undefined || /[\t\n\r]/.test(text) ? undefined : text
}

type Found = { readonly account: ServerAccount; readonly warnings: readonly string[] }

/** Reads the account back. Fails with `message.invalid`, reason `leaf-missing` and the path of what is not there. */
export function accountOfNode(node: TndsNode): Found {
  const address = childOf(childOf(node, 'AppAddr'), undefined)
  const url = required(address, 'Addr', 'AppAddr/<x>/Addr')
  const port = textAt(childOf(childOf(address, 'Port'), undefined), 'PortNbr')
  const credentials = (childOf(node, 'AppAuth')?.children ?? []).map(credentialOf)
  const client = credentials.find(({ level }) => level === 'CLCRED')
  const server = credentials.find(({ level }) => level === 'SRVCRED')
  const id = required(node, 'ServerID', 'ServerID')
  return {
    account: {
      id,
      url: withPort(url, port),
      name: textAt(node, 'Name') ?? id,
      rights: [],
      client: client?.credential,
      server: server?.credential,
      accessPoint: pointNamed(textAt(node, 'PrefConRef')),
    },
    warnings: [
      ...(/^https:/i.test(url) ? [] : ['insecure-uri: AppAddr/<x>/Addr']),
      ...portWarnings(url, port, 'AppAddr/<x>/Port/<x>/PortNbr'),
      ...credentials.filter((one) => one !== client && one !== server).map(({ at }) => `unknown-node: AppAuth/${at}`),
    ],
  }
}

/** Where a device has put it, or the name of a node of the same message. */
const pointNamed = (reference: string | undefined): string | undefined =>
  reference === undefined ? undefined : (nameInInbox(reference) ?? reference)

function credentialOf(node: TndsNode) {
  const nonce = valueAt(node, 'AAuthData')
  const type = authTypes.find((one) => one === textAt(node, 'AAuthType'))
  const credential: Credential = {
    name: textAt(node, 'AAuthName') ?? '',
    secret: secret(bytesOf(valueAt(node, 'AAuthSecret') ?? '')),
    nonce: nonce === undefined ? undefined : secret(bytesOf(nonce)),
    ...(type !== undefined && type !== 'DIGEST' && { type }),
  }
  return { at: node.name, level: textAt(node, 'AAuthLevel') ?? node.name, credential }
}

const bytesOf = (value: string | Uint8Array): Uint8Array => (typeof value === 'string' ? utf8(value) : value)

/** The child of this name, or the first one. */
const childOf = (node: TndsNode | undefined, name: string | undefined): TndsNode | undefined =>
  node?.children.find((child) => name === undefined || child.name === name)

const valueAt = (node: TndsNode | undefined, name: string): string | Uint8Array | undefined =>
  childOf(node, name)?.value

export function textAt(node: TndsNode | undefined, name: string): string | undefined {
  const value = valueAt(node, name)
  return typeof value === 'object' ? fromUtf8(value) : value
}

function required(node: TndsNode | undefined, name: string, path: string): string {
  const value = textAt(node, name)
  if (value === undefined || value === '') throw new Failed({ code: 'message.invalid', path, reason: 'leaf-missing' })
  return value
}

/** Which of the two a device goes by is its own choice. */
export const portWarnings = (url: string, port: string | undefined, path: string): readonly string[] =>
  port === undefined || withPort(url, port) !== url || port === portOf(url) ? [] : [`port-disagrees: ${path}`]

/** PortNbr counts where the address itself names no port and it is not the usual one. */
export function withPort(url: string, port: string | undefined): string {
  const parts = /^(https?):\/\/(\[[^\]]*\]|[^/?#:]+)([/?#].*)?$/i.exec(url)
  const usual = parts?.[1]?.toLowerCase() === 'http' ? '80' : '443'
  if (parts === null || port === undefined || !/^[0-9]{1,5}$/.test(port) || port === usual) return url
  return `${parts[1]}://${parts[2]}:${port}${parts[3] ?? ''}`
}
