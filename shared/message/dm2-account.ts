// What an account means in DM 2.0, 12.2, both ways.
import { fromBase64, toBase64 } from '../base64'
import { Failed } from '../failure'
import { type Secret, secret } from '../secret'
import { fromUtf8, utf8 } from '../utf8'
import type { AccessPoint, Credential, Notification, ServerAccount } from './account'
import { dmaccMoid, napMoid } from './dm2-schema'
import { isTree, leafText, type MoLeaf, type MoObject, type MoTree, nodeAt } from './mo'
import type { Warning } from './warning'

type Child = readonly [string, MoLeaf | MoTree]
const tree = (...children: readonly Child[]): MoTree => new Map(children)

/** Leaves in the order of figure 15. */
export const objectOfAccount = (
  root: string,
  { id, url, name, rights, client, notification }: ServerAccount,
): MoObject => ({
  moid: dmaccMoid,
  root,
  tree: tree(
    ['SrvID', id],
    ['SrvURI', url],
    ['Name', name],
    ['Perm', tree(...rights.map((moid, at): Child => [`p${at + 1}`, tree(['MOID', moid])]))],
    ...authOf(client, notification),
  ),
})

function authOf(client: Credential | undefined, notification: Notification | undefined): readonly Child[] {
  const noti: readonly Child[] = notification === undefined ? [] : [['Noti', notiOf(notification)]]
  const trsp: readonly Child[] = client === undefined ? [] : [['Trsp', trspOf(client)]]
  return noti.length + trsp.length === 0 ? [] : [['Auth', tree(...noti, ...trsp)]]
}

/** Type 0 is a SHA256 digest. */
const notiOf = ({ data, secret }: Notification): MoTree =>
  tree(['Type', 0], ['Data', toBase64(data)], ['Secret', toBase64(secret.reveal())])

const trspOf = ({ name, secret }: Credential): MoTree =>
  tree(['Data', toBase64(utf8(name))], ['Secret', toBase64(secret.reveal())])

export const objectOfAccessPoint = ({ id, name, apn }: AccessPoint): MoObject => ({
  moid: napMoid,
  root: id,
  tree: tree(['NAPID', id], ['Name', name], ['Bearer', '3GPP-PS'], ['AddrType', 'APN'], ['Addr', apn]),
})

/** Reads the account of a checked object back. */
export function accountOfObject({ tree }: MoObject): ServerAccount {
  const perm = nodeAt(tree, 'Perm')
  const rights = isTree(perm)
    ? Array.from(perm.values(), (node) => (isTree(node) ? (leafText(node, 'MOID') ?? '') : ''))
    : []
  return {
    id: leafText(tree, 'SrvID') ?? '',
    url: leafText(tree, 'SrvURI') ?? '',
    name: leafText(tree, 'Name') ?? '',
    rights,
    client: clientOf(tree),
    notification: notificationOf(tree),
  }
}

const notificationOf = (tree: MoTree): Notification | undefined =>
  nodeAt(tree, 'Auth', 'Noti') === undefined
    ? undefined
    : { data: bytesAt(tree, 'Auth', 'Noti', 'Data'), secret: secret(bytesAt(tree, 'Auth', 'Noti', 'Secret')) }

export function accessPointOfObject({ root, tree }: MoObject): AccessPoint {
  const id = leafText(tree, 'NAPID') ?? root
  return { id, name: leafText(tree, 'Name') ?? id, apn: leafText(tree, 'Addr') ?? '' }
}

/** Auth/Trsp that is no name and password: a certificate and its key, or bytes we cannot show. */
export const trspWarnings = ({ tree }: MoObject): readonly Warning[] =>
  nodeAt(tree, 'Auth', 'Trsp') !== undefined && clientOf(tree) === undefined
    ? [{ code: 'certificate', path: 'Auth/Trsp' }]
    : []

const bytesAt = (tree: MoTree, ...path: readonly string[]): Uint8Array => fromBase64(leafText(tree, ...path) ?? '')

/** A certificate as DER, and its key as PKCS#8. */
export type Certificate = { readonly der: Uint8Array; readonly key: Secret<Uint8Array> }

/** What the client shows TLS: a certificate is told from a name by how DER begins. */
export function certificateOf(tree: MoTree): Certificate | undefined {
  const der = bytesAt(tree, 'Auth', 'Trsp', 'Data')
  return isCertificate(der) ? { der, key: secret(bytesAt(tree, 'Auth', 'Trsp', 'Secret')) } : undefined
}

const isCertificate = (data: Uint8Array): boolean => data[0] === 0x30 && (data[1] === 0x81 || data[1] === 0x82)

function clientOf(tree: MoTree): Credential | undefined {
  const data = bytesAt(tree, 'Auth', 'Trsp', 'Data')
  if (nodeAt(tree, 'Auth', 'Trsp') === undefined || isCertificate(data)) return undefined
  try {
    return { name: fromUtf8(data), secret: secret(bytesAt(tree, 'Auth', 'Trsp', 'Secret')) }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}
