import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Failed, type Failure } from '../../shared/failure'
import type { TemplateRef } from '../../shared/job'
import { canonicalTemplate, columnsOf, parseTemplate, type Template } from '../../shared/template'
import { shippedTemplates } from '../../shared/template/shipped'
import { sha256 } from '../hash'
import { pathsOf } from '../home'
import { keepTemplateText, readTemplateText } from './template-file'

/** A template and where it is from: a folder of the station, or the product itself. */
export type StoredTemplate = {
  readonly ref: TemplateRef
  readonly template: Template
  readonly from: 'station' | 'product'
}

/** Where a station's own templates lie, those of a running bench after them. */
export const templateFolders = (home: string, isBench: boolean): readonly [string, ...string[]] => {
  const { templates, bench } = pathsOf(home)
  return [templates, ...(isBench ? [join(bench, 'templates')] : [])]
}

/** A record names a template by this hash: what it says, not how it is written. */
export const refOf = (template: Template): TemplateRef => ({
  name: template.name,
  sha256: sha256(canonicalTemplate(template)),
})

/**
 * By name from the folders of templates, then from those of the product, or the file of that path.
 * Fails with `request.invalid` or `template.invalid`.
 */
export function findTemplate(folders: readonly string[], nameOrPath: string): StoredTemplate {
  if (isPath(nameOrPath)) return templateAt(nameOrPath)
  for (const place of folders.map((folder) => join(folder, `${nameOrPath}.json`))) {
    const text = readTemplateText(place)
    if (text !== undefined) return named(place, () => parseNamed(text, place))
  }
  const shipped = shippedTemplates.get(nameOrPath)
  if (shipped !== undefined) return stored(parseTemplate(shipped), 'product')
  const names = allTemplates(folders).map(({ ref }) => ref.name)
  const reason = `there is no template "${nameOrPath}"; there are ${names.join(', ')}`
  throw new Failed({ code: 'request.invalid', path: 'template', reason })
}

const isPath = (nameOrPath: string): boolean => /[/\\]|\.json$/.test(nameOrPath)

/** Names whose values are secrets: they are in no journal and on no command line. */
export const secretNamesOf = (template: Template): readonly string[] => [
  ...Object.keys(template.variables).filter((name) => template.variables[name]?.type === 'secret'),
  ...columnsOf(template),
]

/** What is wrong with a whole document is wrong with its file. */
function named(place: string, parse: () => Template): StoredTemplate {
  try {
    return stored(parse(), 'station')
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'template.invalid' && error.failure.path === '')
      throw new Failed({ ...error.failure, path: place })
    throw error
  }
}

const stored = (template: Template, from: StoredTemplate['from']): StoredTemplate => ({
  ref: refOf(template),
  template,
  from,
})

/** A template is kept under its name, so that a name never means two. */
function parseNamed(text: string, path: string): Template {
  const template = parseTemplate(text)
  const file = basename(path, '.json')
  if (template.name === file) return template
  throw new Failed({
    code: 'template.invalid',
    path: 'name',
    reason: `is ${template.name}, and the file is called ${file}.json; they must be the same`,
  })
}

/** All that the station can use, by name. A broken file is left to `brokenTemplates`, which says what is wrong with it. */
export const listTemplates = (folders: readonly string[]): readonly StoredTemplate[] =>
  byName(folders.flatMap(jsonIn).flatMap((path) => asTried(path).usable))

/** The same, and after them those of the product that have no other of their name before them. */
export function allTemplates(folders: readonly string[]): readonly StoredTemplate[] {
  const shipped = Array.from(shippedTemplates.values(), (text) => stored(parseTemplate(text), 'product'))
  return byName([...listTemplates(folders), ...byName(shipped)])
}

/** What lies among the templates and is none. */
export const brokenTemplates = (folders: readonly string[]): readonly { path: string; failure: Failure }[] =>
  folders.flatMap(jsonIn).flatMap((path) => asTried(path).broken.map((failure) => ({ path, failure })))

/** Of several with one name, the first is the one that is found. */
function byName(templates: readonly StoredTemplate[]): readonly StoredTemplate[] {
  const first = templates.filter(({ ref }, at) => templates.findIndex((other) => other.ref.name === ref.name) === at)
  const rank = { station: 0, product: 1 } as const
  return first.sort((left, right) => rank[left.from] - rank[right.from] || left.ref.name.localeCompare(right.ref.name))
}

type Tried = { readonly usable: readonly StoredTemplate[]; readonly broken: readonly Failure[] }

function asTried(path: string): Tried {
  try {
    const text = readTemplateText(path)
    return { usable: text === undefined ? [] : [stored(parseNamed(text, path), 'station')], broken: [] }
  } catch (error) {
    if (error instanceof Failed) return { usable: [], broken: [error.failure] }
    throw error
  }
}

function jsonIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** What an import did with the template it found. */
export type Imported = StoredTemplate & { readonly how: 'new' | 'replaced' | 'unchanged' }

/**
 * Brings a file into a folder of templates, as it is written, under the name that the template has. Fails with
 * `request.invalid` if another template of that name is known and is not to be replaced; the same one again is no other.
 */
export function importTemplate(
  folders: readonly [string, ...string[]],
  path: string,
  existing: 'keep' | 'replace',
  check: (template: Template) => void,
): Imported {
  const text = textAt(path)
  const imported = named(path, () => parseTemplate(text))
  const { template } = imported
  check(template)
  const before = allTemplates(folders).find(({ ref }) => ref.name === template.name)
  if (before !== undefined && before.ref.sha256 === imported.ref.sha256 && before.from === 'station')
    return { ...imported, how: 'unchanged' }
  const isOther = before !== undefined && before.ref.sha256 !== imported.ref.sha256
  if ((isOther && existing === 'keep') || !keepTemplateText(folders[0], template.name, text, existing))
    throw new Failed({
      code: 'request.invalid',
      path: 'replace',
      reason: `there is another template called ${template.name}; --replace puts this one in its place`,
    })
  return { ...imported, how: isOther ? 'replaced' : 'new' }
}

/** The template in a file of any name. Fails with `request.invalid` if there is no such file, and as `findTemplate` does. */
function templateAt(path: string): StoredTemplate {
  const text = textAt(path)
  return named(path, () => parseTemplate(text))
}

function textAt(path: string): string {
  const text = readTemplateText(path)
  if (text !== undefined) return text
  throw new Failed({ code: 'request.invalid', path: 'file', reason: `there is no file ${path}` })
}
