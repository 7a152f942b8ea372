// The DM 2.0 bootstrap document: management objects as JSON (OMA DM Protocol 2.0, 7.2.1.4 and 8.5).
import { malformed, withoutPadding } from '../bytes'
import { utf16In } from '../charset'
import { Failed } from '../failure'
import { isHttps } from '../https'
import { isArray, isObject, type Json, type JsonObject, parseJson, writeJson } from '../json'
import { fromUtf8, utf8 } from '../utf8'
import { canonicalMoid, dmaccMoid, readOnlyMoids, rules } from './dm2-schema'
import { checkName, checkNames, invalid, readTree } from './dm2-tree'
import { leafText, type MoObject } from './mo'
import type { Warning } from './warning'

/** An item of the document as it came, and the object a device would store; undefined where it would skip the item. */
export type Dm2Item = { readonly came: JsonObject; readonly object?: MoObject }
export type Dm2Document = { readonly items: readonly Dm2Item[]; readonly warnings: readonly Warning[] }

const dacmoMoid = 'urn:oma:mo:oma-dm-dacmo:1.0'

/** The compact text. Members in the order DDF, ClientURI, MOData. */
export const textOfObjects = (objects: readonly MoObject[]): string => writeJson(objects.map(itemOf))

export const itemOf = ({ ddf, moid, root, tree }: MoObject): JsonObject =>
  new Map<string, Json>([
    ...(ddf === undefined ? [] : [['DDF', ddf] as const]),
    ['ClientURI', `${moid}//`],
    ['MOData', new Map([[root, tree]])],
  ])

/** Reads and checks the whole document. Whatever a device must not take is `message.invalid`: a code, and the node's path. */
export function readDm2(bytes: Uint8Array): Dm2Document {
  if (utf16In(withoutPadding(bytes)) !== undefined) throw malformed('not-utf8', 0)
  const warnings: Warning[] = []
  const tell = (warning: Warning) => void warnings.push(warning)
  const items = itemsOf(parseBytes(bytes, tell), tell).map((item) => readItem(item, tell))
  const objects = items.flatMap(({ object }) => (object === undefined ? [] : [object]))
  if (objects.length === 0) throw invalid('', 'no-supported-item')
  const ids = objects.filter(({ moid }) => moid === dmaccMoid).map(({ tree }) => leafText(tree, 'SrvID'))
  if (new Set(ids).size < ids.length) throw invalid('SrvID', 'srvid-twice')
  return { items, warnings }
}

export const objectsOf = ({ items }: Dm2Document): readonly MoObject[] =>
  items.flatMap(({ object }) => (object === undefined ? [] : [object]))

/** The items as they came, aliases and all; in UTF-16, too, for whom they are only shown to. */
export function parseBytes(bytes: Uint8Array, tell: (warning: Warning) => void): Json {
  const whole = withoutPadding(bytes)
  const readText = utf16In(whole)
  if (readText !== undefined) return parseJson(readText(whole))
  const hasMark = whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf
  if (hasMark) tell({ code: 'bom', path: '' })
  const skipped = hasMark ? 3 : 0
  const text = named(
    'not-utf8',
    (offset) => offset,
    () => fromUtf8(whole.subarray(skipped), skipped),
  )
  if (text.trim() === '') throw invalid('', 'empty')
  return named(
    'not-json',
    (offset) => utf8(text.slice(0, offset)).length + skipped,
    () => parseJson(text),
  )
}

/** Gives malformed bytes the one word devices have for them. */
function named<T>(reason: string, offsetOf: (offset: number) => number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'bytes.malformed') throw error
    throw new Failed({ code: 'bytes.malformed', reason, offset: offsetOf(error.failure.offset) })
  }
}

function itemsOf(document: Json, tell: (warning: Warning) => void): readonly JsonObject[] {
  if (isObject(document)) tell({ code: 'not-an-array', path: '' })
  const items = isObject(document) ? [document] : document
  if (!isArray(items)) throw invalid('', 'not-an-array')
  if (items.length === 0) throw invalid('', 'empty')
  return items.map((item, at) => {
    if (!isObject(item)) throw invalid(String(at), 'not-an-object')
    return item
  })
}

function readItem(came: JsonObject, tell: (warning: Warning) => void): Dm2Item {
  const moid = moidOf(came.get('ClientURI'), tell)
  const [root, tree] = rootOf(came.get('MOData'), moid)
  const ddf = came.get('DDF')
  if (ddf !== undefined && typeof ddf !== 'string') throw invalid('DDF', 'leaf-type')
  for (const name of came.keys())
    if (!['DDF', 'ClientURI', 'CV', 'MOData'].includes(name)) tell({ code: 'unknown-node', path: name })
  const rule = rules.get(moid)
  if (rule === undefined) {
    tell({ code: readOnlyMoids.includes(moid) ? 'read-only-moid' : 'unknown-moid', path: moid })
    return { came }
  }
  const object: MoObject = { moid, root, ...(ddf !== undefined && { ddf }), tree: readTree(tree, rule, tell) }
  if (moid === dmaccMoid) checkUris(object)
  return { came, object }
}

/** Data to be stored names its MOID: `MOID//`; taken as well are `MOID`, `MOID/` and `MOID/MIID/`. */
function moidOf(uri: Json | undefined, tell: (warning: Warning) => void): string {
  if (uri === undefined || uri === '') throw invalid('ClientURI', 'clienturi-missing')
  if (typeof uri !== 'string') throw invalid('ClientURI', 'leaf-type')
  const [, moid = '', rest] = /^([^/?\s]+)(?:\/(.*))?$/.exec(uri) ?? []
  if (moid === '' || !/^([A-Za-z0-9._~-]*\/?)?$/.test(rest ?? '')) throw invalid('ClientURI', 'clienturi-syntax')
  if (rest === undefined || !rest.endsWith('/')) tell({ code: 'clienturi-short', path: 'ClientURI' })
  const canonical = canonicalMoid(moid)
  if (canonical !== moid) tell({ code: 'moid-alias', path: moid })
  return canonical
}

/** The one root, whose name may be empty: a device then makes one up. */
function rootOf(data: Json | undefined, moid: string): readonly [string, JsonObject] {
  if (!isObject(data)) throw invalid('MOData', data === undefined ? 'leaf-missing' : 'leaf-type')
  const [first, ...more] = data
  if (first === undefined) throw invalid('MOData/<x>', 'leaf-missing')
  if (more.length > 0) throw invalid('MOData', 'two-roots')
  const [root, tree] = first
  if (!isObject(tree)) throw invalid(root, 'leaf-type')
  if (root !== '') checkName(root, root, moid === dacmoMoid)
  checkNames(tree, moid === dacmoMoid)
  return [root, tree]
}

function checkUris({ tree }: MoObject): void {
  const uri = leafText(tree, 'SrvURI') ?? ''
  if (!isHttps(uri)) throw invalid('SrvURI', /^https:/i.test(uri) ? 'bad-uri' : 'insecure-uri')
  const bootstrap = leafText(tree, 'Auth', 'Bootstrap', 'ServerURI') ?? ''
  if (/^http:/i.test(bootstrap)) throw invalid('Auth/Bootstrap/ServerURI', 'insecure-uri')
}
