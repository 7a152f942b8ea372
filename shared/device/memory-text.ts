// What a device remembers, as a text for its disk. It holds secrets in clear: for its owner's eyes only.
import { Failed } from '../failure'
import { isArray, isObject, type Json, type JsonObject, parseJson, writeJson } from '../json'
import type { Source, Stored } from '../message/apply'
import { isTree, type MoTree } from '../message/mo'
import { secret } from '../secret'
import type { Standing } from '../session/dm2/tree'
import type { DeviceMemory, RequestMemory } from './memory'

const version = 1

export function textOfMemory({ objects, card, factory, request, owed, notifications, standing }: DeviceMemory): string {
  return writeJson(
    object(
      ['device', version],
      ['objects', objects.reveal().map(writeStored)],
      ...(card === undefined ? [] : [['card', object(['iccid', card.iccid], ['sha256', card.sha256])] as const]),
      ...(factory === undefined ? [] : [['factory', factory] as const]),
      ['request', new Map<string, Json>(Object.entries(request))],
      ['owed', owed],
      ['notifications', notifications.map((one) => new Map<string, Json>(Object.entries(one)))],
      ...(standing.length === 0 ? [] : [['standing', standing.map((one) => new Map(Object.entries(one)))] as const]),
    ),
  )
}

type Member = readonly [string, Json]
const object = (...members: readonly Member[]): JsonObject => new Map(members)

const writeStored = ({ moid, miid, root, source, owner, given, tree }: Stored): Json =>
  object(
    ['moid', moid],
    ['miid', miid],
    ['root', root],
    ['source', source],
    ...(owner === undefined ? [] : [['owner', owner] as const]),
    ['given', given],
    ['tree', tree],
  )

/** Fails with `message.invalid` or `bytes.malformed` on what this program did not write. */
export function memoryOfText(text: string): DeviceMemory {
  const whole = objectIn(parseJson(text))
  if (whole.get('device') !== version) throw foreign('device')
  const card = whole.get('card')
  return {
    objects: secret(listIn(whole, 'objects').map(objectIn).map(readStored)),
    ...(card !== undefined && {
      card: { iccid: textIn(objectIn(card), 'iccid'), sha256: textIn(objectIn(card), 'sha256') },
    }),
    ...(whole.has('factory') && { factory: textIn(whole, 'factory') }),
    request: readRequest(objectIn(whole.get('request'))),
    owed: listIn(whole, 'owed').map((id) => (typeof id === 'string' ? id : fail('owed'))),
    notifications: listIn(whole, 'notifications')
      .map(objectIn)
      .map((one) => ({
        serverId: textIn(one, 'serverId'),
        notificationId: numberIn(one, 'notificationId'),
        atSeconds: numberIn(one, 'atSeconds'),
      })),
    standing: whole.has('standing') ? listIn(whole, 'standing').map(objectIn).map(readStanding) : [],
  }
}

const sources: readonly Source[] = ['smartcard', 'factory', 'server']

function readStored(one: JsonObject): Stored {
  const source = sources.find((name) => name === one.get('source')) ?? fail('source')
  return {
    moid: textIn(one, 'moid'),
    miid: textIn(one, 'miid'),
    root: textIn(one, 'root'),
    source,
    owner: one.has('owner') ? textIn(one, 'owner') : undefined,
    given: treeIn(one, 'given'),
    tree: treeIn(one, 'tree'),
  }
}

function readRequest(one: JsonObject): RequestMemory {
  switch (one.get('is')) {
    case 'due':
      return { is: 'due' }
    case 'later':
      return {
        is: 'later',
        atMs: numberIn(one, 'atMs'),
        waitMs: numberIn(one, 'waitMs'),
        by: one.get('by') === 'server' ? 'server' : 'device',
      }
    case 'stopped':
      return { is: 'stopped', url: textIn(one, 'url'), why: textIn(one, 'why') }
    default:
      return fail('request')
  }
}

function readStanding(one: JsonObject): Standing {
  const told = { serverId: textIn(one, 'serverId'), url: textIn(one, 'url') }
  return one.get('is') === 'default'
    ? { is: 'default', ...told, moid: textIn(one, 'moid') }
    : { is: 'subscription', ...told, uri: textIn(one, 'uri') }
}

const foreign = (path: string): Failed =>
  new Failed({ code: 'message.invalid', path, reason: 'it is not what a device writes there' })
const fail = (path: string): never => {
  throw foreign(path)
}

const objectIn = (value: Json | undefined): JsonObject => (isObject(value) ? value : fail(''))

function listIn(from: JsonObject, name: string): readonly Json[] {
  const value = from.get(name)
  return isArray(value) ? value : fail(name)
}

function textIn(from: JsonObject, name: string): string {
  const value = from.get(name)
  return typeof value === 'string' ? value : fail(name)
}

function numberIn(from: JsonObject, name: string): number {
  const value = from.get(name)
  return typeof value === 'number' ? value : fail(name)
}

function treeIn(from: JsonObject, name: string): MoTree {
  const value = from.get(name)
  return isMoTree(value) ? value : fail(name)
}

/** A JSON object without lists is a tree. */
const isMoTree = (value: Json | undefined): value is MoTree =>
  isTree(value) && [...value.values()].every((child: Json) => !isArray(child) && (!isObject(child) || isMoTree(child)))
