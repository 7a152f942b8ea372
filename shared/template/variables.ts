import { Failed } from '../failure'
import { isHttps } from '../https'
import { type DeviceId, devIdOf, identityOf } from '../identity/device'
import { isWellFormed } from '../utf8'
import { httpsIs, type Template, type Variable } from './schema'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const control = /[\u0000-\u001f\u007f]/

/** What is wrong with a value for this variable, or undefined. */
export function faultOf({ type, pattern }: Variable, value: string): string | undefined {
  if (value === '') return 'is empty'
  if (value.length > 10_240) return 'is longer than 10240 characters'
  if (control.test(value) || !isWellFormed(value)) return 'must be one line without control characters'
  if (type === 'digits' && !/^[0-9]+$/.test(value)) return 'must be digits'
  if (type === 'url' && !isHttps(value)) return httpsIs
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) return `must match ${pattern}`
  return undefined
}

const invalid = (name: string, reason: string): Failed =>
  new Failed({ code: 'message.invalid', path: `variables.${name}`, reason })

/** The value of every variable of a template. Fails with `message.invalid` and the path `variables.name`; no value is in the reason. */
export function valuesOf(template: Template, given: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const declared = Object.entries(template.variables)
  const known = declared.map(([name]) => name)
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw invalid(unknown, `is not a variable of ${template.name}; it has ${known.join(', ') || 'none'}`)
  return new Map(declared.map(([name, variable]) => [name, chosenValue(name, variable, given)]))
}

function chosenValue(name: string, variable: Variable, given: Readonly<Record<string, string>>): string {
  const value = (Object.hasOwn(given, name) ? given[name] : undefined) ?? variable.default
  if (value === undefined) throw invalid(name, `is missing; it takes ${variable.label ?? variable.type}`)
  const fault = faultOf(variable, value)
  if (fault !== undefined) throw invalid(name, fault)
  return value
}

/** What every template may speak of without declaring it. */
export const builtInValues = (template: Template, device: DeviceId): ReadonlyMap<string, string> =>
  new Map([
    ['devId', devIdOf(device)],
    ['deviceValue', identityOf(device).value],
    ['template', template.name],
  ])
