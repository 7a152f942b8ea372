import { Failed } from '../failure'
import { isHttps } from '../https'
import { type DeviceId, devIdOf, identityOf } from '../identity/device'
import { isWellFormed } from '../utf8'
import { httpsIs } from './field'
import { labelIn } from './label'
import { isMatch } from './match'
import type { Template } from './schema'
import { columnsOf } from './secrets'
import type { Variable } from './variable'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const control = /[\u0000-\u001f\u007f]/

/** What is wrong with a value for this variable, or undefined. */
export function faultOf({ type, pattern, choices }: Variable, value: string): string | undefined {
  if (value === '') return 'is empty'
  if (value.length > 10_240) return 'is longer than 10240 characters'
  if (control.test(value) || !isWellFormed(value)) return 'must be one line without control characters'
  if (type === 'digits' && !/^[0-9]+$/.test(value)) return 'must be digits'
  if (type === 'hex' && !/^([0-9a-fA-F]{2})+$/.test(value)) return 'must be pairs of hex digits'
  if (type === 'phone' && !/^\+[1-9][0-9]{4,14}$/.test(value)) return 'must be + and 5 to 15 digits'
  if (type === 'url' && !isHttps(value)) return httpsIs
  if (choices !== undefined && !choices.includes(value)) return `must be one of ${choices.join(', ')}`
  if (pattern !== undefined && !isMatch(value, pattern)) return `must match ${pattern}`
  return undefined
}

const invalid = (name: string, reason: string): Failed =>
  new Failed({ code: 'message.invalid', path: `variables.${name}`, reason })

/** The value of every variable of a template and of every column it takes from the device's row. Fails with `message.invalid` and the path `variables.name`; no value is in the reason. */
export function valuesOf(template: Template, given: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const asked = askedBy(template)
  const known = asked.map(({ name }) => name)
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw invalid(unknown, `is not a variable of ${template.name}; it has ${known.join(', ') || 'none'}`)
  return new Map(asked.map(({ name, variable }) => [name, chosenValue(name, variable, given)]))
}

/** A value a template asks for: a variable, or a column of the device's row. */
export type Asked = { readonly name: string; readonly variable: Variable }

export const askedBy = (template: Template): readonly Asked[] => [
  ...Object.entries(template.variables).map(([name, variable]) => ({ name, variable })),
  ...columnsOf(template).map((name) => ({ name, variable: aColumn })),
]

/** What comes in with the device's row is a secret. */
const aColumn: Variable = { type: 'secret', label: 'a column of the device’s row' }

function chosenValue(name: string, variable: Variable, given: Readonly<Record<string, string>>): string {
  const value = (Object.hasOwn(given, name) ? given[name] : undefined) ?? variable.default
  if (value === undefined)
    throw invalid(name, `is missing; it takes ${labelIn('en', { name: variable.type, variable })}`)
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
