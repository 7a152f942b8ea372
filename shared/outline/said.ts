// What a message says beside its management objects, as leaves of them, so that nothing it says goes uncompared.

import { toBase64 } from '../base64'
import type { AccessPoint, Credential, Login, NetworkProxy, Provisioning, ServerAccount } from '../message/account'
import { objectOf } from '../message/dm1-read'
import { objectOfAccessPoint, objectOfAccount } from '../message/dm2-account'
import { nodeOfAccessPoint, nodeOfAccount } from '../message/dmacc1'
import type { ReadMessage } from '../message/message'
import type { MoLeaf, MoObject, MoTree } from '../message/mo'

/** Messages of one format: their objects, and what of CP has no object. */
export const saidBy = (message: ReadMessage): readonly MoObject[] =>
  message.format === 'cp' ? saidInCp(message) : message.objects.reveal()

const saidInCp = ({ accounts, accessPoints, proxies, provisioning }: ReadMessage): readonly MoObject[] => [
  ...accounts.map((account, at) => withLeaves(objectOf(nodeOfAccount(rootOf(at), account)), ofCp(account))),
  ...accessPoints.map((point) => withLeaves(objectOf(nodeOfAccessPoint(point)), ofLogin(point.login))),
  ...documentOf(proxies, provisioning),
]

/** Messages of two formats: what each gives a device, whatever objects it does it with. */
export const givenBy = ({ accounts, accessPoints, proxies, provisioning }: ReadMessage): readonly MoObject[] => [
  ...accounts.map((account, at) =>
    withLeaves(objectOfAccount(rootOf(at), account), { ...ofSignIn(account), ...ofCp(account) }),
  ),
  ...accessPoints.map((point: AccessPoint) => withLeaves(objectOfAccessPoint(point), ofLogin(point.login))),
  ...documentOf(proxies, provisioning),
]

const rootOf = (at: number): string => `dms${at + 1}`

type Leaves = Readonly<Record<string, MoLeaf | MoTree | undefined>>

const withLeaves = (object: MoObject, leaves: Leaves): MoObject => ({
  ...object,
  tree: new Map([...object.tree, ...treeOf(leaves)]),
})

const treeOf = (leaves: Leaves): MoTree =>
  new Map(Object.entries(leaves).flatMap(([name, leaf]) => (leaf === undefined ? [] : [[name, leaf] as const])))

/** INIT is a flag: it has no value. */
const ofCp = ({ session, proxy, windows = [] }: ServerAccount): Leaves => ({
  'TO-PROXY': proxy,
  INIT: session === undefined ? undefined : '',
  ...Object.fromEntries(windows.map(({ name, value = '' }) => [name, value])),
})

const ofSignIn = ({ client, server, accessPoint }: ServerAccount): Leaves => ({
  AAuthType: client?.type,
  AAuthData: client?.nonce && toBase64(client.nonce.reveal()),
  SRVCRED: server && treeOf(ofCredential(server)),
  PrefConRef: accessPoint,
})

const ofCredential = ({ type = 'DIGEST', name, secret, nonce }: Credential): Leaves => ({
  AAuthType: type,
  AAuthName: name,
  AAuthSecret: toBase64(secret.reveal()),
  AAuthData: nonce && toBase64(nonce.reveal()),
})

const ofLogin = (login: Login | undefined): Leaves =>
  login === undefined ? {} : { AUTHTYPE: login.type, AUTHNAME: login.name, AUTHSECRET: toBase64(login.secret.reveal()) }

const documentOf = (proxies: readonly NetworkProxy[], { bootstrap, clientId, vendorConfigs = [] }: Provisioning) => [
  ...proxies.map(({ login, id, ...proxy }) => object('PXLOGICAL', id, { ...proxy, ...ofLogin(login) })),
  ...(bootstrap === undefined ? [] : [named('BOOTSTRAP', bootstrap)]),
  ...(clientId === undefined ? [] : [object('CLIENTIDENTITY', 'CLIENTIDENTITY', { 'CLIENT-ID': clientId })]),
  ...vendorConfigs.map((config) => named('VENDORCONFIG', config)),
]

const named = (kind: string, { name, parameters }: NonNullable<Provisioning['bootstrap']>): MoObject =>
  object(kind, kind, { NAME: name, ...Object.fromEntries(parameters.map(({ name, value = '' }) => [name, value])) })

const object = (moid: string, root: string, leaves: Leaves): MoObject => ({ moid, root, tree: treeOf(leaves) })
