// What a DM 1.2 client does with a command, and the status it answers: SyncML Representation Protocol 1.2, 4.5 and 10.
import { fromBase64, toBase64 } from '../../base64'
import { Failed } from '../../failure'
import type { Stored } from '../../message/apply'
import { dmaccMoid } from '../../message/dmacc1'
import { keptAccountOf } from '../../message/kept-account'
import { isTree, type MoLeaf, nodeAt } from '../../message/mo'
import { utf8 } from '../../utf8'
import type { Change, Item } from './command'
import { type Dm1Tree, type Place, placeOf, without, withoutNode, withTree, withValue } from './tree'

export const status = {
  ok: 200,
  accepted: 212,
  pieceAccepted: 213,
  notExecuted: 215,
  rolledBack: 216,
  wrongCredentials: 401,
  notFound: 404,
  notAllowed: 405,
  notSupported: 406,
  missingCredentials: 407,
  sizeRequired: 411,
  tooLarge: 413,
  badType: 415,
  sizeTooBig: 416,
  alreadyThere: 418,
  sizeMismatch: 424,
  noRight: 425,
  failed: 500,
  badVersion: 505,
  atomicFailed: 507,
} as const

/** What became of one item; `found` is what a Get brings. */
export type Performed = { readonly code: number; readonly tree: Dm1Tree; readonly found?: Item }

export function perform(is: Change['is'], item: Item, tree: Dm1Tree): Performed {
  const answer = (code: number): Performed => ({ code, tree })
  const uri = item.target ?? ''
  // Properties and structures of the tree are optional features.
  if (uri.includes('?')) return answer(status.notSupported)
  const place = placeOf(tree, uri)
  if (place.is === 'nothing') return answer(status.notFound)
  if (place.is === 'forbidden') return answer(status.noRight)
  switch (is) {
    case 'Get':
      return get(place, uri, tree)
    case 'Replace':
    case 'Add':
      return put(is, item, place, tree)
    case 'Delete':
      return remove(place, tree)
    case 'Exec':
    case 'Copy':
      return answer(status.notAllowed)
  }
}

type Found = Exclude<Place, { readonly is: 'nothing' | 'forbidden' }>

function get(place: Found, uri: string, tree: Dm1Tree): Performed {
  if (place.is === 'folder') return { code: status.ok, tree, found: interior(uri, place.names) }
  if (place.node === undefined) return { code: status.notFound, tree }
  if (isTree(place.node)) return { code: status.ok, tree, found: interior(uri, [...place.node.keys()]) }
  if (place.is === 'object' && isHidden(place.path)) return { code: status.notAllowed, tree }
  return { code: status.ok, tree, found: leaf(uri, place.node) }
}

/** Standardized Objects 1.2: DMAcc lets nobody get AAuthSecret and AAuthData. */
const isHidden = (path: readonly string[]): boolean => ['AAuthSecret', 'AAuthData'].includes(path.at(-1) ?? '')

/** What an account is known by stays. */
const isFixed = ([name]: readonly string[]): boolean => name === 'ServerID' || name === 'AppID'

const interior = (uri: string, names: readonly string[]): Item => ({
  source: uri,
  format: 'node',
  type: 'text/plain',
  data: names.join('/'),
})

const leaf = (uri: string, value: MoLeaf): Item => ({
  source: uri,
  format: typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'int' : 'chr',
  type: 'text/plain',
  data: value === null ? '' : String(value),
})

function put(is: 'Add' | 'Replace', item: Item, place: Found, tree: Dm1Tree): Performed {
  const answer = (code: number): Performed => ({ code, tree })
  if (place.is !== 'object' || place.path.length === 0) return answer(status.notAllowed)
  const { stored, path, node } = place
  if (is === 'Add' && node !== undefined) return answer(status.alreadyThere)
  if (is === 'Replace' && node === undefined) return answer(status.notFound)
  if (!isTree(nodeAt(stored.tree, ...path.slice(0, -1)))) return answer(status.notFound)
  if (isFixed(path) || isTree(node)) return answer(status.notAllowed)
  const isInterior = is === 'Add' && item.format === 'node'
  const value = isInterior ? new Map() : leafFrom(item, path.at(-1) === 'AAuthData')
  return value === undefined ? answer(status.badType) : { code: status.ok, tree: withValue(tree, stored, path, value) }
}

/** A whole object, or a node that its account does without. */
function remove(place: Found, tree: Dm1Tree): Performed {
  if (place.is !== 'object') return { code: status.notAllowed, tree }
  const { stored, path, node } = place
  if (path.length === 0) return { code: status.ok, tree: without(tree, stored) }
  if (node === undefined) return { code: status.notFound, tree }
  const left = withoutNode(stored.tree, path)
  if (isFixed(path) || !isWhole({ ...stored, tree: left })) return { code: status.notAllowed, tree }
  return { code: status.ok, tree: withTree(tree, stored, left) }
}

function isWhole(stored: Stored): boolean {
  try {
    return keptAccountOf(stored) !== undefined || stored.moid !== dmaccMoid
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return false
  }
}

/** A leaf of bytes is kept as base64, whichever way it came; a document of its own is no leaf. */
function leafFrom({ data = '', format }: Item, isBinary: boolean): string | undefined {
  if (typeof data === 'object' && !(data instanceof Uint8Array)) return undefined
  if (!isBinary) return typeof data === 'string' ? data : textIn(data)
  if (typeof data !== 'string') return toBase64(data)
  return format === 'b64' ? base64In(data) : toBase64(utf8(data))
}

const textIn = (bytes: Uint8Array): string | undefined => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return text.includes('\ufffd') ? undefined : text
}

function base64In(text: string): string | undefined {
  try {
    return toBase64(fromBase64(text))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}
