import { isSecretName } from '../message/secret-name'
import type { Template } from './schema'
import type { SecretSource } from './secret-source'

/** A secret of a template: where it stands, and where its value comes from. */
export type SecretPlace = { readonly path: string; readonly source: SecretSource }

/** Every secret, wherever it stands: one in a field added later is found as well. */
export const secretsOf = ({ variables: _, ...template }: Template): readonly SecretPlace[] => secretsIn(template, '')

function secretsIn(value: unknown, path: string): readonly SecretPlace[] {
  if (typeof value !== 'object' || value === null) return []
  if (isSource(value)) return [{ path, source: value }]
  return Object.entries(value).flatMap(([name, member]) => secretsIn(member, path === '' ? name : `${path}.${name}`))
}

/** A parameter of CP whose name says that its value is one: it stands in clear, wherever the value is from. */
export type ClearSecret = { readonly path: string; readonly name: string; readonly value: string }

/** Parameters are the only parts of a template with a name and a value. */
export const clearSecretsOf = (template: Template): readonly ClearSecret[] => clearSecretsIn(template, '')

function clearSecretsIn(part: unknown, path: string): readonly ClearSecret[] {
  if (typeof part !== 'object' || part === null || isSource(part)) return []
  if ('name' in part && 'value' in part && typeof part.name === 'string' && typeof part.value === 'string')
    return isSecretName(part.name) ? [{ path: `${path}.value`, name: part.name, value: part.value }] : []
  return Object.entries(part).flatMap(([name, member]) =>
    clearSecretsIn(member, path === '' ? name : `${path}.${name}`),
  )
}

/** No other object of a template has a member of such a name. */
export const isSource = (value: object): value is SecretSource =>
  ['fixed', 'variable', 'column', 'derived'].some((name) => Object.hasOwn(value, name))

/** Found once for a template: a batch asks for every device. */
const columns = new WeakMap<Template, readonly string[]>()

/** The columns of a device's row that the template needs, each once. */
export function columnsOf(template: Template): readonly string[] {
  const known = columns.get(template)
  if (known !== undefined) return known
  const named = secretsOf(template).flatMap(({ source }) => ('column' in source ? [source.column] : []))
  const found = [...new Set(named)]
  columns.set(template, found)
  return found
}
