// Holds every answer of the registration API against the document that it gives out.
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { z } from 'zod'
import { openApiDocument } from '../../shared/registration/openapi'

export type ApiAnswer = {
  readonly status: number
  readonly type: string
  readonly text: string
}

const document = openApiDocument()
const Content = z.record(z.string(), z.unknown())
const Responses = z.record(
  z.string(),
  z.union([z.object({ $ref: z.string() }), z.object({ content: Content.optional() })]),
)
const Paths = z.record(
  z.string(),
  z.record(z.string(), z.looseObject({ operationId: z.string(), responses: Responses })),
)
const paths = Paths.parse(document.paths)

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats(ajv)
ajv.addSchema(document, 'api')
const checks = new Map<string, ValidateFunction>()

/** A JSON pointer into the document, as a check of what it describes. */
function checkAt(pointer: string): ValidateFunction {
  const check = checks.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` })
  checks.set(pointer, check)
  return check
}

const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))

/** What is wrong with an answer, or nothing. What the document does not speak of must be a problem. */
export function faultsOf(method: string, url: string, answer: ApiAnswer): readonly string[] {
  const asked = (url.split('?')[0] ?? '').replace(/:(release|transfer|lookup)$/, '/$1')
  if (!asked.startsWith('/v1/')) return []
  const path = Object.keys(paths).find(
    (one) =>
      new RegExp(`^${one.replaceAll('.', '\\.').replace('{id}', '[^/]+')}$`).test(asked) &&
      !(one.includes('{id}') && asked in paths),
  )
  const operation = path === undefined ? undefined : paths[path]?.[method.toLowerCase()]
  if (path === undefined || !operation) return faultsIn(checkAt('/components/schemas/Problem'), answer.text)
  const described = operation.responses[String(answer.status)]
  if (!described) return [`${operation.operationId} says nothing of ${answer.status}`]
  if (answer.status === 204) return answer.text === '' ? [] : ['204 has a body']
  const media = answer.type.split(';')[0] ?? ''
  const at =
    '$ref' in described
      ? described.$ref.slice(1)
      : `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${answer.status}`
  const check = checkAt(`${at}/content/${escaped(media)}/schema`)
  const bodies = media === 'application/x-ndjson' ? answer.text.trimEnd().split('\n') : [answer.text]
  return bodies.flatMap((body) => faultsIn(check, body))
}

function faultsIn(check: ValidateFunction, text: string): readonly string[] {
  return check(JSON.parse(text))
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message} in ${text.slice(0, 300)}`)
}
