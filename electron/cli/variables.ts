import { readFileSync } from 'node:fs'
import { Failed } from '../../shared/failure'
import { nearest } from '../../shared/near'
import type { Template } from '../../shared/template'
import { type Asked, askedBy, faultOf } from '../../shared/template/variables'
import { fromUtf8 } from '../../shared/utf8'
import { list, type Options, usage, type Values } from './command'
import { takeVariables } from './environment'

/**
 * Values of a template's variables and of the columns it takes from a device's row: on the command line, or, where they
 * are secrets, from a file or the environment.
 */
export const variableOptions = {
  var: { type: 'string', multiple: true },
  'var-file': { type: 'string', multiple: true },
  'var-env': { type: 'string', multiple: true },
} as const satisfies Options

export const variableUsage = '[--var k=v …] [--var-file k=FILE …] [--var-env k=NAME …]'

type Given = { readonly option: keyof typeof variableOptions; readonly name: string; readonly value: string }

/**
 * All values a template needs. Fails with `request.invalid` on a pair that is none, a file or name that is not there, a
 * secret for all to see, a name the template does not know, a value that does not fit, and values that are missing.
 */
export function variablesOf(values: Values, template: Template): Record<string, string> {
  const given = givenTo(values, template)
  const missing = missingIn(template, given)
  if (missing.length > 0) throw usage(`${template.name} needs ${missing.join(', ')} as well`, 'var')
  return given
}

/** Those that are named, and no others. */
export function givenTo(values: Values, template: Template): Record<string, string> {
  const asked = askedBy(template)
  const shown = pairs(values, 'var')
  const all = [
    ...shown,
    ...pairs(values, 'var-file').map((pair) => ({ ...pair, value: lineIn(pair.value) })),
    ...fromEnvironment(pairs(values, 'var-env')),
  ]
  all.forEach(({ option, name }, at) => {
    const known = asked.find((one) => one.name === name)
    if (known === undefined) throw unknown(option, name, template, asked)
    if (all.findIndex((other) => other.name === name) < at) throw usage(`${name} is given twice`, option)
    if (option === 'var' && isSecret(known))
      throw usage(`${name} is a secret; name its file with --var-file, or its place with --var-env`, 'var')
  })
  for (const { option, name, value } of all) {
    const variable = asked.find((one) => one.name === name)?.variable
    const fault = variable && faultOf(variable, value)
    if (fault !== undefined) throw usage(`the value of ${name} ${fault}`, option)
  }
  return Object.fromEntries(all.map(({ name, value }) => [name, value]))
}

/** What would name those that are missing: `--var apn=…`, `--var-file pin=FILE`. */
export const missingIn = (template: Template, given: Readonly<Record<string, string>>): readonly string[] =>
  askedBy(template)
    .filter(({ name, variable }) => variable.default === undefined && !Object.hasOwn(given, name))
    .map((one) => (isSecret(one) ? `--var-file ${quoted(`${one.name}=FILE`)}` : `--var ${one.name}=…`))

const isSecret = ({ variable }: Asked): boolean => variable.type === 'secret'
const quoted = (name: string): string => (/^[\w.=-]+$/.test(name) ? name : `"${name}"`)

function unknown(option: string, name: string, template: Template, asked: readonly Asked[]) {
  const names = asked.map((one) => one.name)
  const near = nearest(name, names)
  const known = near === undefined ? `it has ${names.join(', ') || 'none'}` : `did you mean ${near}`
  return usage(`${name} is not a variable of ${template.name}; ${known}`, option)
}

const pairs = (values: Values, option: Given['option']): readonly Given[] =>
  list(values, option).map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1) throw usage(`--${option} is name=${option === 'var' ? 'value' : 'place'}`, option)
    return { option, name: pair.slice(0, at), value: pair.slice(at + 1) }
  })

/** Another reading of the bytes would be another secret on the card. */
function lineIn(path: string): string {
  const line = textIn(bytesIn(path), path)
  if (line.startsWith('\ufeff'))
    throw usage(`${path} begins with a byte order mark; save it as UTF-8 without`, 'var-file')
  return line.replace(/\r?\n$/, '')
}

function bytesIn(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw usage(code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read (${code})`, 'var-file')
  }
}

function textIn(bytes: Uint8Array, path: string): string {
  try {
    return fromUtf8(bytes)
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'bytes.malformed') throw error
    throw usage(`${path} is not UTF-8, from byte ${error.failure.offset}`, 'var-file')
  }
}

/** A secret is taken out of the environment before a process could inherit it. */
function fromEnvironment(named: readonly Given[]): readonly Given[] {
  const taken = takeVariables(named.map(({ value }) => value))
  return named.map((pair) => ({ ...pair, value: valueAt(taken, pair.value) }))
}

/** Node puts U+FFFD in the place of what it cannot read. */
function valueAt(taken: ReadonlyMap<string, string>, place: string): string {
  const value = taken.get(place)
  if (value === undefined) throw usage(`the environment has no ${place}`, 'var-env')
  if (value.includes('\ufffd')) throw usage(`${place} in the environment is not UTF-8`, 'var-env')
  return value
}
