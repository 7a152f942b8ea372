import { describe, expect, test } from 'vitest'
import { Failed } from '../../../shared/failure'
import { parseTemplate } from '../../../shared/template'
import { shippedTemplates } from '../../../shared/template/shipped'
import { wordsOf } from '../../../shared/text/words'
import { changed } from '../../support/changed'
import { failureOf } from '../../support/outcomes'
import { sampleTemplateText, twoServersText } from '../../support/templates'

// Every field of every template we ship, deleted, misspelt, and given each wrong kind of value.
type Place = readonly (string | number)[]

const wrongValues = [null, true, 7, 1.5, -1, '', 'a\u0000b', [], [null], {}, { nothing: 'of the sort' }]

function placesIn(value: unknown, path: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...inner.flatMap(([name, member]) => placesIn(member, [...path, name]))]
}

/** The document with what `change` makes of the parent of one place. */
function edited(text: string, place: Place, change: (parent: Record<string, unknown>, name: string) => void): string {
  const document = JSON.parse(text)
  const parent = place.slice(0, -1).reduce((node, name) => node[name], document)
  change(parent, String(place.at(-1)))
  return JSON.stringify(document)
}

const misspelt = (name: string): string => `${name.slice(0, -1)}${name.endsWith('x') ? 'y' : 'x'}`

function mistakesIn(text: string): readonly { readonly place: Place; readonly text: string }[] {
  return placesIn(JSON.parse(text))
    .filter(({ length }) => length > 0)
    .flatMap((place) =>
      [
        edited(text, place, (parent, name) => void (Array.isArray(parent) ? parent.splice(0) : delete parent[name])),
        edited(text, place, (parent, name) => {
          parent[misspelt(name)] = parent[name]
          delete parent[name]
        }),
        ...wrongValues.map((value) => edited(text, place, (parent, name) => void Reflect.set(parent, name, value))),
      ].map((text) => ({ place, text })),
    )
}

function refusalOf(text: string) {
  try {
    parseTemplate(text)
    return undefined
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return error.failure
  }
}

const templates = [...shippedTemplates, ['two-servers', twoServersText] as const]

describe('a mistake in a template is told where it is, in plain words', () => {
  test.each(templates)('%s', (_, text) => {
    const refused = mistakesIn(text).flatMap((mistake) => {
      const failure = refusalOf(mistake.text)
      return failure === undefined ? [] : [{ ...mistake, failure }]
    })
    expect(refused.length).toBeGreaterThan(200)
    for (const { failure } of refused) {
      if (failure.code !== 'template.invalid') throw new Error(`${failure.code} is not about a template`)
      const { what } = wordsOf(failure)
      expect(failure.path).not.toBe('')
      expect(what).toContain(failure.path)
      expect(what).toMatch(/^The template is not right: .*\.$/)
      expect(what).not.toMatch(/invalid|expected|received|undefined|NaN|\[object|zod|union|regex|\bat \w+\.\w+ \(/i)
    }
  })

  test.each(templates)('%s: what was misspelt is named with what was meant', (_, text) => {
    const fields = ['servers', 'card', 'credentials', 'rights', 'accessPoints', 'variables', 'devices']
    for (const field of fields.filter((name) => text.includes(`"${name}"`))) {
      const failure = refusalOf(text.replace(`"${field}":`, `"${misspelt(field)}":`))
      expect(failure && wordsOf(failure).what).toContain(`${misspelt(field)} is not known; did you mean ${field}.`)
    }
  })
})

test.for([
  ['server', [], 'server', 'is not known; did you mean servers'],
  [
    'servers.0.credentials.client.secrt',
    { derived: 'x' },
    'servers.0.credentials.client.secrt',
    'is not known; did you mean secret',
  ],
  [
    'servers.0.credentials.client.secret',
    { dervied: 'x' },
    'servers.0.credentials.client.secret.dervied',
    'is not known; did you mean derived',
  ],
  ['servers', undefined, 'servers', 'is missing; it must be a list in [ ]'],
  ['servers', {}, 'servers', 'must be a list in [ ], not an object'],
  ['servers', [], 'servers', 'must not be empty'],
  ['card.format', 'dm3', 'card.format', 'must be one of "dm2", "dm1", "cp"'],
  ['revision', 1.5, 'revision', 'must be a whole number'],
  ['revision', 0, 'revision', 'must be 1 or more'],
  ['sizeLimit', 2_000_000, 'sizeLimit', 'must be 1048576 or less'],
  ['bootstation', '1', 'bootstation', 'must be 1'],
] as const)('a mistake at %s (%j) is told by its path and what would be right', ([at, value, path, reason]) =>
  expect(failureOf(() => parseTemplate(changed(sampleTemplateText, at, value)))).toEqual({
    code: 'template.invalid',
    path,
    reason,
  }),
)
