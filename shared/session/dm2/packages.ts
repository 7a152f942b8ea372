// Packages 1 to 3 of OMA DM 2.0 as JSON: OMA DM Protocol 2.0, 7.2.1.1 to 7.2.1.3.
import { Failed } from '../../failure'
import { isArray, isObject, type Json, type JsonObject, parseJson, writeJson } from '../../json'
import { fromUtf8, utf8 } from '../../utf8'
import { type Dm2Alert, readAlerts, writeAlert } from './alert'

export const initiationMedia = 'application/vnd.oma.dm.initiation+json'
export const requestMedia = 'application/vnd.oma.dm.request+json'
export const responseMedia = 'application/vnd.oma.dm.response+json'
export const objectMedia = 'application/dmmo+json'

/** A kind of object that the client has, and its instances. */
export type Mos = { readonly moid: string; readonly miids: readonly string[] }
export type Package1 = { readonly mos?: readonly Mos[] | undefined; readonly alerts: readonly Dm2Alert[] }

/** A command and its parameters; undefined where there is something else in its place. */
export type Dm2Command = readonly string[]
export type Dm2Status = { readonly sc: number; readonly uris: readonly string[] }
export type Package3 = { readonly statuses: readonly Dm2Status[]; readonly alerts: readonly Dm2Alert[] }

export const writePackage1 = ({ mos, alerts }: Package1): Uint8Array =>
  written(
    ...(mos === undefined
      ? []
      : [['MOS', mos.map(({ moid, miids }) => object(['MOID', moid], ['MIID', miids]))] as const]),
    ...alertsMember(alerts),
  )

/** Alerts may be absent; so may be everything (appendix I). */
export function readPackage1(bytes: Uint8Array): Package1 {
  const whole = objectIn(bytes)
  const mos = whole.get('MOS')
  return { ...(isArray(mos) && { mos: mos.flatMap(readMos) }), alerts: readAlerts(whole.get('Alert')) }
}

function readMos(item: Json): readonly Mos[] {
  const [moid, miids] = isObject(item) ? [item.get('MOID'), item.get('MIID')] : []
  if (typeof moid !== 'string') return []
  return [{ moid, miids: isArray(miids) ? miids.filter((one) => typeof one === 'string') : [] }]
}

export const writePackage2 = (commands: readonly Dm2Command[]): Uint8Array => written(['CMD', commands])

/** Fails with `message.invalid` without `CMD`; a command that is none is undefined, for the client to answer 400. */
export function readPackage2(bytes: Uint8Array): readonly (Dm2Command | undefined)[] {
  const commands = objectIn(bytes).get('CMD')
  if (!isArray(commands)) throw invalid('CMD', 'missing')
  return commands.map((command) => {
    const words = isArray(command) ? command.filter((word) => typeof word === 'string') : []
    return isArray(command) && words.length === command.length && words.length > 0 ? words : undefined
  })
}

export const writePackage3 = ({ statuses, alerts }: Package3): Uint8Array =>
  written(
    [
      'Status',
      statuses.map(({ sc, uris }) => object(['sc', sc], ...(uris.length === 0 ? [] : [['URI', uris] as const]))),
    ],
    ...alertsMember(alerts),
  )

export function readPackage3(bytes: Uint8Array): Package3 {
  const whole = objectIn(bytes)
  const statuses = whole.get('Status')
  if (!isArray(statuses)) throw invalid('Status', 'missing')
  return { statuses: statuses.reduce(withStatus, []), alerts: readAlerts(whole.get('Alert')) }
}

/** Objects; in appendices F and I numbers, and a text after one is its URI. */
function withStatus(before: readonly Dm2Status[], item: Json): readonly Dm2Status[] {
  const last = before.at(-1)
  if (typeof item === 'string' && last !== undefined)
    return [...before.slice(0, -1), { ...last, uris: [...last.uris, item] }]
  if (!isObject(item)) return [...before, { sc: codeIn(item), uris: [] }]
  const uri = item.get('URI')
  const uris = isArray(uri) ? uri.filter((one) => typeof one === 'string') : typeof uri === 'string' ? [uri] : []
  return [...before, { sc: codeIn(item.get('sc')), uris }]
}

function codeIn(value: Json | undefined): number {
  const code = typeof value === 'string' ? Number(value) : value
  if (typeof code !== 'number' || !Number.isInteger(code)) throw invalid('Status/sc', 'not a status code')
  return code
}

const alertsMember = (alerts: readonly Dm2Alert[]): readonly Member[] =>
  alerts.length === 0 ? [] : [['Alert', alerts.map(writeAlert)]]

type Member = readonly [string, Json]
const object = (...members: readonly Member[]): JsonObject => new Map(members)
const written = (...members: readonly Member[]): Uint8Array => utf8(writeJson(object(...members)))

function objectIn(bytes: Uint8Array): JsonObject {
  const value = parseJson(fromUtf8(bytes))
  if (!isObject(value)) throw invalid('', 'not an object')
  return value
}

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })
