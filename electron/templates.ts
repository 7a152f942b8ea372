import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Failed } from '../shared/failure'
import type { TemplateRef } from '../shared/job'
import { canonicalTemplate, parseTemplate, type Template } from '../shared/template'
import { sha256 } from './hash'
import { readText } from './settings'

export type StoredTemplate = { readonly ref: TemplateRef; readonly template: Template }

/** A record names a template by this hash: what it says, not how it is written. */
export const refOf = (template: Template): TemplateRef => ({
  name: template.name,
  sha256: sha256(canonicalTemplate(template)),
})

/** By name from the folders of templates, or the file of that path. Fails with `request.invalid` or `message.invalid`. */
export function findTemplate(folders: readonly string[], nameOrPath: string): StoredTemplate {
  const isPath = /[/\\]|\.json$/.test(nameOrPath)
  const places = isPath ? [nameOrPath] : folders.map((folder) => join(folder, `${nameOrPath}.json`))
  for (const place of places) {
    const text = readText(place)
    if (text !== undefined) return named(place, text)
  }
  const names = listTemplates(folders).map(({ ref }) => ref.name)
  const known = names.length === 0 ? 'none is here; is the bench running?' : `there are ${names.join(', ')}`
  const reason = `there is no template "${nameOrPath}"; ${known}`
  throw new Failed({ code: 'request.invalid', path: 'template', reason })
}

/** What is wrong with a whole document is wrong with its file. */
function named(place: string, text: string): StoredTemplate {
  try {
    return stored(text)
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'message.invalid' && error.failure.path === '')
      throw new Failed({ ...error.failure, path: place })
    throw error
  }
}

const stored = (text: string): StoredTemplate => {
  const template = parseTemplate(text)
  return { ref: refOf(template), template }
}

/** All that can be used, by name. A broken file is left to `findTemplate`, which says what is wrong with it. */
export function listTemplates(folders: readonly string[]): readonly StoredTemplate[] {
  const found = folders.flatMap((folder) => jsonIn(folder)).flatMap((path) => usable(path))
  return found.sort((left, right) => left.ref.name.localeCompare(right.ref.name))
}

function usable(path: string): readonly StoredTemplate[] {
  try {
    const text = readText(path)
    return text === undefined ? [] : [stored(text)]
  } catch (error) {
    if (error instanceof Failed) return []
    throw error
  }
}

function jsonIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}
