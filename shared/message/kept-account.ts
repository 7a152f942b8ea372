// The account that an object of a device's tree means: what its sessions sign in with.
import { fromBase64, toBase64 } from '../base64'
import type { ServerAccount } from './account'
import { accountOfObject, type Certificate, certificateOf } from './dm2-account'
import { dmaccMoid as dm2Moid } from './dm2-schema'
import { accountOfNode, dmaccMoid as dm1Moid } from './dmacc1'
import { isTree, leafText, type MoLeaf, type MoObject, type MoTree, nodeAt } from './mo'
import type { TndsNode } from './tnds'

/** DM 1.2 and DM 2.0 have accounts of different shape, and sessions of their own. */
export type Protocol = 'dm1' | 'dm2'
export type KeptAccount = {
  readonly protocol: Protocol
  readonly account: ServerAccount
  /** What TLS is shown, where the account has one. */
  readonly certificate?: Certificate | undefined
}

/** Undefined for an object that is no account. */
export function keptAccountOf(object: MoObject): KeptAccount | undefined {
  if (object.moid === dm2Moid)
    return { protocol: 'dm2', account: accountOfObject(object), certificate: certificateOf(object.tree) }
  if (object.moid !== dm1Moid) return undefined
  return { protocol: 'dm1', account: accountOfNode(nodeOf(object.root, object.tree)).account }
}

const nodeOf = (name: string, node: MoLeaf | MoTree): TndsNode =>
  isTree(node)
    ? { name, format: 'node', children: Array.from(node, ([child, inner]) => nodeOf(child, inner)) }
    : { name, format: 'chr', value: name === 'AAuthData' ? bytesOf(node) : String(node ?? ''), children: [] }

const bytesOf = (leaf: MoLeaf): Uint8Array => fromBase64(String(leaf ?? ''))

/** DMAcc, AppAuth/<x>/AAuthData: the tree with the nonce of the next proof of one side. */
export function withNonce(tree: MoTree, level: 'CLCRED' | 'SRVCRED', nonce: Uint8Array): MoTree {
  const auths = nodeAt(tree, 'AppAuth')
  if (!isTree(auths)) return tree
  const next = Array.from(auths, ([name, auth]) =>
    isTree(auth) && leafText(auth, 'AAuthLevel') === level
      ? ([name, new Map([...auth, ['AAuthData', toBase64(nonce)]])] as const)
      : ([name, auth] as const),
  )
  return new Map([...tree, ['AppAuth', new Map(next)]])
}
