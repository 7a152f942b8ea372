// What a server has a client store, where the client chooses: OMA DM Protocol 2.0, 5.3.1 and 10.
import { Failed } from '../../failure'
import { applyMessage, type Stored } from '../../message/apply'
import { objectsOf, readDm2 } from '../../message/dm2'
import { canonicalMoid, dmaccMoid } from '../../message/dm2-schema'
import { isTree, leafText, type MoObject, type MoTree, nodeAt } from '../../message/mo'
import { secret } from '../../secret'
import { objectMedia } from './packages'
import { type Dm2Tree, mayManage } from './tree'

/** What became of a command, and of the objects. */
export type Kept = { readonly sc: number; readonly uris: readonly string[]; readonly tree: Dm2Tree }

/** Data as it was fetched. */
export type Fetched = { readonly media: string; readonly body: Uint8Array }

/** New objects, or objects in place of the server's own; the client chooses where, and says so. */
export function store(tree: Dm2Tree, { media, body }: Fetched): Kept {
  const failed = (sc: number): Kept => ({ sc, uris: [], tree })
  if (!isJson(media)) return failed(415)
  const objects = readable(() => objectsOf(readDm2(body)))
  if (objects === undefined) return failed(415)
  if (!objects.every((object) => mayStore(tree, object))) return failed(403)
  const kept = objects.map((object) => withPermOf(ownAccount(tree), object))
  const applied = applyMessage(secret(tree.objects), 'server', { objects: secret(kept) }, tree.serverId)
  const uris = applied.operations.map(({ moid, miid }) => `${moid}/${miid}/`)
  return { sc: 200, uris, tree: { ...tree, objects: applied.state.reveal() } }
}

export const isJson = (media: string): boolean => media === objectMedia || media === 'application/json'

const ownAccount = ({ objects, serverId }: Dm2Tree): Stored | undefined =>
  objects.find((stored) => stored.moid === dmaccMoid && stored.owner === serverId)

/** An account of another server is not this one's to change, and a new one gets no more than this one has. */
function mayStore(tree: Dm2Tree, { moid, tree: node }: MoObject): boolean {
  if (!mayManage(tree, moid)) return false
  const id = moid === dmaccMoid ? leafText(node, 'SrvID') : undefined
  if (id === undefined || id === tree.serverId) return true
  const isKnown = tree.objects.some((stored) => stored.owner === id)
  return !isKnown && permOf(node).every((one) => mayManage(tree, canonicalMoid(one)))
}

const permOf = (tree: MoTree): readonly string[] => {
  const perm = nodeAt(tree, 'Perm')
  return isTree(perm) ? Array.from(perm.values(), (one) => (isTree(one) ? (leafText(one, 'MOID') ?? '') : '')) : []
}

/** 12.2: Perm is for the bootstrap alone; a session does not change it. */
function withPermOf(own: Stored | undefined, object: MoObject): MoObject {
  const perm = own && nodeAt(own.given, 'Perm')
  const isOwn = object.moid === dmaccMoid && own !== undefined && leafText(object.tree, 'SrvID') === own.owner
  return isOwn && perm !== undefined ? { ...object, tree: new Map([...object.tree, ['Perm', perm]]) } : object
}

/** Undefined for data that is not what it should be. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}
