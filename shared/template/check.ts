import { Failed } from '../failure'
import type { CredentialSource, SecretSource, ServerTemplate, Template } from './schema'
import { builtIns, namesIn } from './text'
import { faultOf } from './variables'

type Place = { readonly path: string; readonly text: string }
type SecretPlace = { readonly path: string; readonly source: SecretSource }

/** What the shape cannot say: that every variable spoken of exists, that defaults fit, that no server is there twice. */
export function checkTemplate(template: Template): void {
  checkVariables(template)
  for (const place of textsOf(template)) checkText(template, place)
  for (const place of template.servers.flatMap(secretsOf)) checkSecret(template, place)
  checkUnique('servers', template.servers)
  checkUnique('accessPoints', template.accessPoints)
}

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })

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

function checkSecret({ variables }: Template, { path, source }: SecretPlace): void {
  if (!('variable' in source)) return
  const variable = Object.hasOwn(variables, source.variable) ? variables[source.variable] : undefined
  if (variable?.type !== 'secret') throw invalid(`${path}.variable`, 'must name a variable of type secret')
}

function checkUnique(list: string, items: readonly { readonly id: string }[]): void {
  items.forEach(({ id }, at) => {
    if (items.findIndex((item) => item.id === id) < at) throw invalid(`${list}.${at}.id`, `${id} is there twice`)
  })
}

function textsOf({ servers, accessPoints }: Template): readonly Place[] {
  const ofServer = ({ id, url, name, credentials, notification }: ServerTemplate, at: number): readonly Place[] => [
    { path: `servers.${at}.id`, text: id },
    { path: `servers.${at}.url`, text: url },
    { path: `servers.${at}.name`, text: name },
    { path: `servers.${at}.credentials.client.name`, text: credentials.client?.name ?? '' },
    { path: `servers.${at}.credentials.server.name`, text: credentials.server?.name ?? '' },
    { path: `servers.${at}.notification.data`, text: notification?.data ?? '' },
  ]
  return [
    ...servers.flatMap(ofServer),
    ...accessPoints.flatMap((point, at) =>
      (['id', 'name', 'apn'] as const).map((field) => ({ path: `accessPoints.${at}.${field}`, text: point[field] })),
    ),
  ]
}

function secretsOf({ credentials, notification }: ServerTemplate, at: number): readonly SecretPlace[] {
  const ofCredential = (who: 'client' | 'server', given: CredentialSource | undefined): readonly SecretPlace[] => [
    ...(given === undefined ? [] : [{ path: `servers.${at}.credentials.${who}.secret`, source: given.secret }]),
    ...(given?.nonce === undefined ? [] : [{ path: `servers.${at}.credentials.${who}.nonce`, source: given.nonce }]),
  ]
  return [
    ...ofCredential('client', credentials.client),
    ...ofCredential('server', credentials.server),
    ...(notification === undefined ? [] : [{ path: `servers.${at}.notification.secret`, source: notification.secret }]),
  ]
}
