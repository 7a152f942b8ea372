import { readFileSync } from 'node:fs'
import { list, type Options, usage, type Values } from './command'
import { takeVariables } from './environment'

/** Values of a template's variables: on the command line, or, where they are secrets, from a file or the environment. */
export const variableOptions = {
  var: { type: 'string', multiple: true },
  'var-file': { type: 'string', multiple: true },
  'var-env': { type: 'string', multiple: true },
} as const satisfies Options

export const variableUsage = '[--var k=v …] [--var-file k=FILE …] [--var-env k=NAME …]'

/** Fails with `request.invalid` on a pair that is none, a file or name that is not there, or a secret for all to see. */
export function variablesOf(values: Values, secretNames: () => readonly string[]): Record<string, string> {
  const shown = pairs(values, 'var')
  const secrets = shown.length === 0 ? [] : secretNames()
  const bare = shown.find(([name]) => secrets.includes(name))
  if (bare) throw usage(`${bare[0]} is a secret; name its file with --var-file, or its place with --var-env`, 'var')
  const fromFiles = pairs(values, 'var-file').map(([name, path]) => [name, lineIn(path)] as const)
  const places = pairs(values, 'var-env')
  const taken = takeVariables(places.map(([, place]) => place))
  const fromPlaces = places.map(([name, place]) => [name, valueAt(taken, place)] as const)
  return Object.fromEntries([...shown, ...fromFiles, ...fromPlaces])
}

const pairs = (values: Values, option: string): readonly (readonly [string, string])[] =>
  list(values, option).map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1) throw usage(`--${option} is name=${option === 'var' ? 'value' : 'place'}`, option)
    return [pair.slice(0, at), pair.slice(at + 1)]
  })

function lineIn(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch {
    throw usage(`${path} cannot be read`, 'var-file')
  }
}

function valueAt(taken: ReadonlyMap<string, string>, place: string): string {
  const value = taken.get(place)
  if (value === undefined) throw usage(`the environment has no ${place}`, 'var-env')
  return value
}
