// What a server told a device for later: where a kind of object is to be had, and whom to tell of changes (OMA DM
// Protocol 2.0, 5.3.10 to 5.3.12).
import { type Json, writeJson } from '../../json'
import { canonicalMoid } from '../../message/dm2-schema'
import { get } from './get'
import { type Dm2Tree, mayManage, type Standing } from './tree'

type Stood = { readonly sc: number; readonly tree: Dm2Tree }

/** More than these a device does not remember. */
const mostStanding = 64
const deviceFull = 506

/** 5.3.10: one address for each kind of object; the last one counts. */
export function setDefault(tree: Dm2Tree, url: string, moid: string): Stood {
  const kind = canonicalMoid(moid)
  if (!mayManage(tree, kind)) return { sc: 403, tree }
  const isSame = (one: Standing): boolean => one.is === 'default' && one.moid === kind
  return withStanding(tree, isSame, { is: 'default', serverId: tree.serverId, url, moid: kind })
}

/** 5.3.11: of what the server may read. */
export function subscribe(tree: Dm2Tree, url: string, uri: string): Stood {
  const found = get(tree, uri)
  if (found.is === 'not') return { sc: found.sc, tree }
  return withStanding(tree, isSubscription(tree, uri), { is: 'subscription', serverId: tree.serverId, url, uri })
}

/** 5.3.12: under the very ClientURI that it was subscribed to. */
export function unsubscribe(tree: Dm2Tree, uri: string): Stood {
  const standing = tree.standing.filter((one) => !isSubscription(tree, uri)(one))
  return standing.length === tree.standing.length ? { sc: 404, tree } : { sc: 200, tree: { ...tree, standing } }
}

const isSubscription =
  ({ serverId }: Dm2Tree, uri: string) =>
  (one: Standing): boolean =>
    one.is === 'subscription' && one.serverId === serverId && one.uri === uri

function withStanding(tree: Dm2Tree, isSame: (one: Standing) => boolean, added: Standing): Stood {
  const others = tree.standing.filter((one) => !isSame(one))
  if (others.length >= mostStanding) return { sc: deviceFull, tree }
  return { sc: 200, tree: { ...tree, standing: [...others, added] } }
}

/** Where a change is to be told, and what is there now; nothing where it went. */
export const changesTold = (before: Dm2Tree, after: Dm2Tree): readonly { url: string; items: readonly Json[] }[] =>
  after.standing.flatMap((one) => {
    if (one.is !== 'subscription') return []
    const items = seenBy(after, one)
    return writeJson(seenBy(before, one)) === writeJson(items) ? [] : [{ url: one.url, items }]
  })

function seenBy(tree: Dm2Tree, { serverId, uri }: Extract<Standing, { is: 'subscription' }>): readonly Json[] {
  const found = get({ ...tree, serverId }, uri)
  return found.is === 'got' ? found.items : []
}
