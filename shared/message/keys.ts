import { dmaccMoid } from './dm2-schema'
import { dmaccMoid as dm1Moid, withPort } from './dmacc1'
import { isTree, leafText, type MoObject, type MoTree, nodeAt } from './mo'

type Kind = { readonly moid: string; readonly tree: MoTree }

/** The server id of an account, unique within a device; undefined for any other object. */
export function serverIdOf({ moid, tree }: Kind): string | undefined {
  if (moid === dmaccMoid) return leafText(tree, 'SrvID')
  return moid === dm1Moid ? leafText(tree, 'ServerID') : undefined
}

/** Where the first session of an account goes. */
export function serverUrlOf({ moid, tree }: Kind): string | undefined {
  if (moid === dmaccMoid) return leafText(tree, 'SrvURI')
  const addresses = nodeAt(tree, 'AppAddr')
  const [first] = isTree(addresses) ? addresses.values() : []
  if (!isTree(first)) return undefined
  const ports = nodeAt(first, 'Port')
  const [port] = isTree(ports) ? ports.values() : []
  const url = leafText(first, 'Addr')
  return url && withPort(url, isTree(port) ? leafText(port, 'PortNbr') : undefined)
}

/** An account is its own; any other object belongs to the first account of its message whose Perm covers it. */
export function ownerOf(object: MoObject, message: readonly MoObject[]): string | undefined {
  const own = serverIdOf(object)
  if (own !== undefined) return own
  const owner = message.find(({ tree }) => permOf(tree).some((moid) => moid === '*' || moid === object.moid))
  return owner && serverIdOf(owner)
}

function permOf(tree: MoTree): readonly string[] {
  const perm = nodeAt(tree, 'Perm')
  return isTree(perm) ? Array.from(perm.values(), (node) => (isTree(node) ? (leafText(node, 'MOID') ?? '') : '')) : []
}
