// The address of nodes in a device: OMA DM Protocol 2.0, 6.1.
import { Failed } from '../../failure'

/** A name, a name that a value decides (`(x)`), or every one. */
export type Name =
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'x'; readonly letter: string }
  | { readonly is: 'any' }

/** `nv=(x)/path:value`: what the node called x has below it. */
export type NodeValue = { readonly letter: string; readonly path: readonly string[]; readonly value: string }

export type ClientUri = {
  readonly moid: string
  /** `only` is an empty name: the one instance there is. */
  readonly instance: Name | { readonly is: 'only' }
  readonly path: readonly Name[]
  /** How many levels of children are wanted; undefined is all. */
  readonly levels?: number | undefined
  readonly values: readonly NodeValue[]
}

const invalid = (): Failed => new Failed({ code: 'message.invalid', path: 'ClientURI', reason: 'not a ClientURI' })

/** Fails with `message.invalid` at `ClientURI`. What a query says besides `lv` and `nv` is passed over. */
export function readClientUri(text: string): ClientUri {
  const [, moid = '', instance, path = '', query = ''] = /^([^/?]+)\/([^/?]*)(\/[^?]*)(?:\?(.*))?$/s.exec(text) ?? []
  if (moid === '' || instance === undefined) throw invalid()
  const names = path === '/' ? [] : path.slice(1).split('/')
  const fields = query.split('&').map((field) => /^([^=]*)=(.*)$/s.exec(field) ?? [])
  const fieldsNamed = (name: string) => fields.filter((field) => field[1] === name).map((field) => field[2] ?? '')
  const [levels] = fieldsNamed('lv')
  return {
    moid: decoded(moid),
    instance: instance === '' ? { is: 'only' } : readName(instance),
    path: names.map(readName),
    ...(levels !== undefined && { levels: levelsIn(levels) }),
    values: fieldsNamed('nv').map(readNodeValue),
  }
}

function readName(text: string): Name {
  const [, letter] = /^\(([A-Za-z])\)$/.exec(text) ?? []
  if (letter !== undefined) return { is: 'x', letter }
  if (text === '*') return { is: 'any' }
  if (text === '') throw invalid()
  return { is: 'name', name: decoded(text) }
}

function levelsIn(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw invalid()
  return Number(text)
}

function readNodeValue(text: string): NodeValue {
  const [, letter = '', path = '', value = ''] = /^\(([A-Za-z])\)((?:\/[^/:]+)*):(.*)$/s.exec(text) ?? []
  if (letter === '') throw invalid()
  return { letter, path: path.split('/').slice(1).map(decoded), value: decoded(value) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalid()
  }
}
