import { Failed } from '../failure'
import type { Template } from './schema'
import { clearSecretsOf, isSource, type SecretPlace, secretsOf } from './secrets'
import { builtIns, namesIn } from './text'
import { faultOf } from './variables'

type Place = { readonly path: string; readonly text: string }

/** What the shape cannot say: that every name spoken of exists, that defaults fit, that no server is there twice. */
export function checkTemplate(template: Template): void {
  checkVariables(template)
  for (const place of textsOf(template)) checkText(template, place)
  for (const place of secretsOf(template)) checkSecret(template, place)
  for (const { path, name } of template.secrets === 'no-fixed' ? clearSecretsOf(template) : [])
    throw invalid(path, `is a secret by its name, ${name}, and this template forbids secrets in clear`)
  checkUnique('servers', template.servers)
  checkUnique('accessPoints', template.accessPoints)
  checkUnique('proxies', template.proxies ?? [])
  checkReferences(template)
  checkFormats(template)
}

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'template.invalid', path, reason })

function checkVariables({ variables }: Template): void {
  for (const [name, variable] of Object.entries(variables)) {
    if (variable.default === undefined) continue
    const path = `variables.${name}.default`
    if (variable.type === 'secret')
      throw invalid(path, 'a secret has no default; write {"fixed": "…"} where it is used')
    const fault = faultOf(variable, variable.default)
    if (fault !== undefined) throw invalid(path, fault)
  }
}

function checkText({ variables }: Template, { path, text }: Place): void {
  for (const name of namesIn(text)) {
    if (builtIns.some((builtIn) => builtIn === name)) continue
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
    const known = [...Object.keys(variables), ...builtIns].join(', ')
    if (variable === undefined) throw invalid(path, `{${name}} is not a variable; there are ${known}`)
    if (variable.type === 'secret')
      throw invalid(path, `{${name}} is a secret; it may stand only as {"variable": "${name}"}`)
  }
}

function checkSecret({ variables, secrets }: Template, { path, source }: SecretPlace): void {
  if ('fixed' in source && secrets === 'no-fixed')
    throw invalid(
      `${path}.fixed`,
      'this template forbids secrets in clear; write {"derived": "purpose"}, {"variable": "name"} or {"column": "name"}',
    )
  if (
    'column' in source &&
    (Object.hasOwn(variables, source.column) || builtIns.some((name) => name === source.column))
  )
    throw invalid(`${path}.column`, `${source.column} is a variable too; give the column another name`)
  if (!('variable' in source)) return
  const variable = Object.hasOwn(variables, source.variable) ? variables[source.variable] : undefined
  if (variable?.type !== 'secret') throw invalid(`${path}.variable`, 'must name a variable of type secret')
}

function checkUnique(list: string, items: readonly { readonly id: string }[]): void {
  items.forEach(({ id }, at) => {
    if (items.findIndex((item) => item.id === id) < at) throw invalid(`${list}.${at}.id`, `${id} is there twice`)
  })
}

/** What a server or a proxy goes through must be in the template. An id with variables in it is compared as it is written. */
function checkReferences({ servers, accessPoints, proxies = [] }: Template): void {
  const check = (
    path: string,
    id: string | undefined,
    list: string,
    items: readonly { readonly id: string }[],
  ): void => {
    if (id === undefined || items.some((item) => item.id === id)) return
    const known = items.map((item) => item.id).join(', ') || 'none'
    throw invalid(path, `${id} is not in ${list}; there are ${known}`)
  }
  servers.forEach(({ accessPoint, proxy }, at) => {
    check(`servers.${at}.accessPoint`, accessPoint, 'accessPoints', accessPoints)
    check(`servers.${at}.proxy`, proxy, 'proxies', proxies)
  })
  proxies.forEach(({ accessPoint }, at) => {
    check(`proxies.${at}.accessPoint`, accessPoint, 'accessPoints', accessPoints)
  })
}

function checkFormats({ formats, card, file }: Template): void {
  if (formats === undefined) return
  if (new Set(formats).size < formats.length) throw invalid('formats', 'names a format twice')
  for (const format of [card.format, ...(file?.format === undefined ? [] : [file.format])])
    if (!formats.includes(format)) throw invalid('formats', `must hold ${format}, which the template asks for`)
}

/** Every text that may speak of variables, with its path. */
function textsOf({ servers, accessPoints, proxies, cp }: Template): readonly Place[] {
  return textsIn({ servers: servers.map(({ rights: _, ...server }) => server), accessPoints, proxies, cp }, '')
}

function textsIn(value: unknown, path: string): readonly Place[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value !== 'object' || value === null || isSource(value)) return []
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, path === '' ? name : `${path}.${name}`))
}
