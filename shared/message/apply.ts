// What a device does with what its bootstrap source holds: DM 2.0, 5.3.1, 8.1, 8.5 and 10.
import type { Account } from '../job'
import { type Secret, secret } from '../secret'
import { freeNames } from './free-names'
import { withoutPassword } from './hidden'
import { ownerOf, serverIdOf, serverUrlOf } from './keys'
import type { ReadMessage } from './message'
import { areEqualNodes, isTree, leafText, type MoObject, type MoTree, nodeAt } from './mo'

export type Source = 'smartcard' | 'factory' | 'server'

/** An object a device has. `given` is what its bootstrap said; a server may have changed `tree` since. */
export type Stored = {
  readonly moid: string
  readonly miid: string
  readonly root: string
  readonly source: Source
  /** The server that may see it; undefined is nobody but the device. An account is its server's own. */
  readonly owner: string | undefined
  readonly given: MoTree
  readonly tree: MoTree
}
/** The objects hold secrets in clear. */
export type DeviceState = Secret<readonly Stored[]>

export const emptyDevice: DeviceState = secret([])

export type Operation = {
  readonly op: 'add' | 'replace' | 'delete'
  readonly moid: string
  readonly miid: string
  /** The server id, if it is an account. */
  readonly key?: string
  readonly removedChildren?: readonly string[]
}

/** Read, Write, Execute and Delegate together (DM 2.0, 12.3). */
const allRights = 15
export type Grant = { readonly path: string; readonly maid: string; readonly rights: number }

export type Applied = Omit<Changes, 'state'> & { readonly state: DeviceState }

type Changes = {
  readonly state: readonly Stored[]
  readonly operations: readonly Operation[]
  readonly grants: readonly Grant[]
  readonly grantsRemoved: readonly string[]
  /** Where a session with BootstrapComplete is due, in order. */
  readonly sessions: readonly string[]
}

/**
 * `nothing` is a source that is there and empty, or a card that is gone; what it gave before is removed.
 * `unreadable` keeps everything: the device tries again at its next start.
 */
export type Found = Pick<ReadMessage, 'objects'> | 'nothing' | 'unreadable'

/**
 * Applies all of a message or, should it not be readable, nothing. `creator` is the server that has it stored in a session
 * of its own: what it makes is its own, and what another made stays beside it (DM 2.0, 10).
 */
export function applyMessage(device: DeviceState, source: Source, found: Found, creator?: string): Applied {
  const state = device.reveal()
  const nothing: Changes = { state, operations: [], grants: [], grantsRemoved: [], sessions: [] }
  if (found === 'unreadable') return { ...nothing, state: device }
  const message = found === 'nothing' ? [] : found.objects.reveal()
  const installed = message.reduce((changes, object) => install(changes, object, message, source, creator), nothing)
  const changes = source === 'smartcard' ? removeGone(installed, message) : installed
  return { ...changes, state: secret(changes.state) }
}

/** The DM accounts a device has, in the order they came; for people and records, so a password in an address is not in it. */
export const accountsIn = (device: DeviceState): readonly Account[] =>
  device.reveal().flatMap(({ moid, tree }) => {
    const serverId = serverIdOf({ moid, tree })
    const name = leafText(tree, 'Name')
    if (serverId === undefined) return []
    return [{ serverId, url: withoutPassword(serverUrlOf({ moid, tree }) ?? ''), ...(name !== undefined && { name }) }]
  })

/** An account is known by its server id wherever it came from; any other object by its source and the name it proposed. */
function install(
  applied: Changes,
  object: MoObject,
  message: readonly MoObject[],
  source: Source,
  creator: string | undefined,
): Changes {
  const key = serverIdOf(object)
  const owner = key ?? creator ?? ownerOf(object, message)
  const before = applied.state.find((stored) =>
    key === undefined
      ? stored.moid === object.moid &&
        stored.root === object.root &&
        stored.source === source &&
        (creator === undefined || stored.owner === creator)
      : stored.moid === object.moid && stored.owner === key,
  )
  if (before?.source === source && areEqualNodes(before.given, object.tree)) return applied
  const { moid, root } = object
  const miid = before?.miid ?? miidFor(object, applied.state)
  const tree = before === undefined ? object.tree : withBootstrapOf(before.tree, object.tree, source)
  const stored: Stored = { moid, miid, root, source, owner, given: object.tree, tree }
  const url = serverUrlOf(object)
  return {
    ...applied,
    state:
      before === undefined ? [...applied.state, stored] : applied.state.map((one) => (one === before ? stored : one)),
    operations: [...applied.operations, operationOf(before, stored, key)],
    grants: owner === undefined ? applied.grants : [...applied.grants, grantOf(stored, owner)],
    sessions: key === undefined || url === undefined ? applied.sessions : [...applied.sessions, url],
  }
}

function operationOf(before: Stored | undefined, { moid, miid, tree }: Stored, key: string | undefined): Operation {
  const named = { moid, miid, ...(key !== undefined && { key }) }
  if (before === undefined) return { op: 'add', ...named }
  return { op: 'replace', ...named, removedChildren: [...before.tree.keys()].filter((name) => !tree.has(name)) }
}

const grantOf = ({ moid, miid }: Stored, owner: string): Grant => ({
  path: `${moid}/${miid}/1/Permissions`,
  maid: `serverid:${owner}`,
  rights: allRights,
})

/** The name an object proposes, if it is one and free (DM 2.0, 5.3.1: the client assigns it). */
function miidFor({ root, moid }: MoObject, state: readonly Stored[]): string {
  const taken = state.filter((stored) => stored.moid === moid).map(({ miid }) => miid)
  if (root !== '' && root.length <= 64) return freeNames(taken)(root)
  let count = 1
  while (taken.includes(`m${count}`)) count++
  return `m${count}`
}

/** DM 2.0, 9.3.2: only the bootstrap server that an account names may change Auth/Bootstrap. */
function withBootstrapOf(before: MoTree, next: MoTree, source: Source): MoTree {
  const kept = nodeAt(before, 'Auth', 'Bootstrap')
  if (kept === undefined || source === 'server') return next
  const auth = nodeAt(next, 'Auth')
  return new Map([...next, ['Auth', new Map([...(isTree(auth) ? auth : []), ['Bootstrap', kept]])]])
}

/** DM 2.0, 8.1: accounts that are no longer on the card go, and with them what they alone owned. */
function removeGone(applied: Changes, message: readonly MoObject[]): Changes {
  const ids = new Set(message.map(serverIdOf))
  const isGone = (stored: Stored): boolean =>
    stored.source === 'smartcard' && isAccount(stored) && !ids.has(stored.owner)
  const lost = new Set(applied.state.filter(isGone).map(({ owner }) => owner))
  const isOrphan = (stored: Stored): boolean =>
    stored.source === 'smartcard' &&
    !isAccount(stored) &&
    !isStillThere(stored, message) &&
    (stored.owner === undefined || lost.has(stored.owner))
  const gone = applied.state.filter((stored) => isGone(stored) || isOrphan(stored))
  return {
    ...applied,
    state: applied.state.filter((stored) => !gone.includes(stored)),
    operations: [...applied.operations, ...gone.map(deletionOf)],
    grantsRemoved: gone.filter(isAccount).map(({ owner }) => `serverid:${owner}`),
  }
}

const isAccount = (stored: Stored): boolean => serverIdOf({ moid: stored.moid, tree: stored.given }) !== undefined

const isStillThere = ({ moid, root }: Stored, message: readonly MoObject[]): boolean =>
  message.some((object) => object.moid === moid && object.root === root)

const deletionOf = (stored: Stored): Operation => {
  const { moid, miid, owner } = stored
  return { op: 'delete', moid, miid, ...(isAccount(stored) && owner !== undefined && { key: owner }) }
}
