// A command of package 2 and what becomes of it: OMA DM Protocol 2.0, 5.3 and appendix C.
import { type Conversation, mediaOf } from '../../http/exchange'
import { type Json, writeJson } from '../../json'
import { canonicalMoid } from '../../message/dm2-schema'
import { utf8 } from '../../utf8'
import { remove, storeAt } from './change'
import { asked, get } from './get'
import { addressOf, outside } from './outside'
import { type Dm2Command, objectMedia } from './packages'
import type { UriValues } from './server-uri'
import { changesTold, setDefault, subscribe, unsubscribe } from './standing'
import { type Kept, store } from './store'
import { type Dm2Tree, mayManage, resolve } from './tree'

/** `items` are what GET brings, `next` is where CONT sends the packages that follow. */
export type Done = {
  readonly sc: number
  readonly uris?: readonly string[]
  readonly tree: Dm2Tree
  readonly items?: readonly Json[]
  readonly next?: string
}

/** How many parameters a command takes, at least and at most. */
const parameters: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['HGET', [1, 2]],
  ['HPUT', [2, Number.POSITIVE_INFINITY]],
  ['HPOST', [2, Number.POSITIVE_INFINITY]],
  ['DELETE', [1, 1]],
  ['EXEC', [1, 2]],
  ['GET', [1, 1]],
  ['SHOW', [1, 1]],
  ['CONT', [1, 1]],
  ['END', [0, 0]],
  ['DEFAULT', [2, 2]],
  ['SUB', [2, 2]],
  ['UNSUB', [1, 1]],
])

/** What is undefined was no command at all. */
export function* run(command: Dm2Command | undefined, tree: Dm2Tree, values: UriValues): Conversation<Done> {
  const [name = '', first = '', second = '', ...more] = command ?? []
  const [least, most] = parameters.get(name) ?? []
  if (command === undefined) return { sc: 400, tree }
  if (least === undefined || most === undefined) return { sc: 501, tree }
  if (command.length - 1 < least || command.length - 1 > most) return { sc: 400, tree }
  switch (name) {
    case 'GET':
      return got(tree, first)
    case 'DELETE':
      return remove(tree, first)
    case 'EXEC':
      return { sc: execCode(tree, first), tree }
    case 'CONT': {
      const next = addressOf(first, values)
      return next === undefined ? { sc: 419, tree } : { sc: 200, tree, next }
    }
    case 'HGET':
      return yield* fetchAndStore(tree, first, command[2], values)
    case 'HPUT':
    case 'HPOST':
      return yield* send(tree, name === 'HPUT' ? 'PUT' : 'POST', first, [second, ...more], values)
    case 'SHOW':
      return { sc: yield* show(first, values), tree }
    case 'DEFAULT':
      return addressOf(first, values) === undefined ? { sc: 419, tree } : setDefault(tree, first, second)
    case 'SUB':
      return addressOf(first, values) === undefined ? { sc: 419, tree } : subscribe(tree, first, second)
    case 'UNSUB':
      return unsubscribe(tree, first)
    default:
      return { sc: 200, tree }
  }
}

function got(tree: Dm2Tree, uri: string): Done {
  const found = get(tree, uri)
  return found.is === 'not' ? { sc: found.sc, tree } : { sc: 200, tree, items: found.items }
}

/** No node of a bootstrapped device can be executed. */
function execCode(tree: Dm2Tree, text: string): number {
  const uri = asked(text)
  if (uri === undefined) return 400
  if (!mayManage(tree, canonicalMoid(uri.moid))) return 403
  return resolve(tree, uri).length === 0 ? 404 : 405
}

/** 5.3.1: outside the session, so without the account's credentials. */
function* fetchAndStore(tree: Dm2Tree, from: string, to: string | undefined, values: UriValues): Conversation<Kept> {
  const answer = yield* outside({ method: 'GET', headers: { accept: objectMedia } }, from, values)
  if (answer === undefined) return { sc: 419, uris: [], tree }
  const fetched = { media: mediaOf(answer), body: answer.body }
  return to === undefined ? store(tree, fetched) : storeAt(tree, to, fetched)
}

/** 5.3.2 and 5.3.3: what is there of what is asked for; one of it is enough. */
function* send(
  tree: Dm2Tree,
  method: 'PUT' | 'POST',
  to: string,
  uris: readonly string[],
  values: UriValues,
): Conversation<Done> {
  const found = uris.map((uri) => get(tree, uri))
  const items = found.flatMap((one) => (one.is === 'got' ? one.items : []))
  const [refusal] = found.flatMap((one) => (one.is === 'not' ? [one.sc] : []))
  if (items.length === 0) return { sc: refusal ?? 404, tree }
  const body = utf8(writeJson(items))
  const answer = yield* outside({ method, headers: { 'content-type': objectMedia }, body }, to, values)
  return { sc: answer === undefined ? 419 : 200, tree }
}

/** 5.3.7: the browser of a device without a person loads the page; what it holds is not the session's. */
function* show(page: string, values: UriValues): Conversation<number> {
  const answer = yield* outside({ method: 'GET', headers: { accept: 'text/html' } }, page, values)
  return answer === undefined ? 500 : 200
}

/** 5.3.11: each subscriber of what a command changed gets what is there now. Who does not answer is not told again. */
export function* tellChanges(before: Dm2Tree, after: Dm2Tree, values: UriValues): Conversation<void> {
  if (before.objects === after.objects) return
  for (const { url, items } of changesTold(before, after))
    yield* outside(
      { method: 'PUT', headers: { 'content-type': objectMedia }, body: utf8(writeJson(items)) },
      url,
      values,
    )
}
