// The API's own document (OpenAPI 3.1.1), made from the table of operations and the schemas that the code itself reads with.
import { z } from 'zod'
import { type ApiOperation, json, lines, operations, problemJson, problemsOf } from './operations'
import { type ProblemType, problemKinds, problemPrefix } from './problem-kinds'
import * as schemas from './schema'

type Document = Readonly<Record<string, unknown>>

const names = {
  RegistrationRequest: schemas.RegistrationRequest,
  Registration: schemas.Registration,
  Receipt: schemas.Receipt,
  LookupRequest: schemas.LookupRequest,
  LookupAnswer: schemas.LookupAnswer,
  ReleaseRequest: schemas.ReleaseRequest,
  TransferRequest: schemas.TransferRequest,
  BatchItem: schemas.BatchItem,
  BatchRequest: schemas.BatchRequest,
  ItemResult: schemas.ItemResult,
  Operation: schemas.Operation,
  BootstrapRequest: schemas.BootstrapRequest,
  BootstrapAnswer: schemas.BootstrapAnswer,
  SubscriptionRequest: schemas.SubscriptionRequest,
  Subscription: schemas.Subscription,
  RegistrationEvent: schemas.RegistrationEvent,
  Problem: schemas.Problem,
} as const

export function openApiDocument(): Document {
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Registration of devices with a DM Server',
      version: '1.0.0',
      description:
        'A client is known by its certificate. `:release`, `:transfer` and `:lookup` are read like `/release`, `/transfer` and `/lookup`. Unknown members of an answer are to be passed over; those of a request are refused.',
    },
    servers: [{ url: '/' }],
    security: [{ station: [] }],
    paths: paths(),
    webhooks: { registrationChanged: { post: told() } },
    components: { schemas: components(), responses: responses(), securitySchemes: { station: { type: 'mutualTLS' } } },
  }
}

function components(): Document {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(names)) registry.add(schema, { id })
  const { schemas: made } = z.toJSONSchema(registry, { io: 'input', uri: reference })
  return Object.fromEntries(Object.entries(made).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]))
}

const reference = (name: string): string => `#/components/schemas/${name}`

/** A schema by its name, or as it is where it has none. */
function shown(schema: z.ZodType): Document {
  const name = Object.entries(names).find(([, named]) => named === schema)?.[0]
  if (name) return { $ref: reference(name) }
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io: 'input' })
  return made
}

function paths(): Document {
  const all: Record<string, Record<string, Document>> = {}
  for (const [id, operation] of Object.entries(operations)) {
    const { path, method } = operation
    all[path] = { ...all[path], [method.toLowerCase()]: { operationId: id, ...described(operation) } }
  }
  return all
}

function described(operation: ApiOperation): Document {
  const { does, path, isKeyed, body, answers } = operation
  const parameters = [
    ...(path.includes('{id}') ? [{ name: 'id', in: 'path', required: true, schema: shown(schemas.Id) }] : []),
    ...(isKeyed ? [{ name: 'Idempotency-Key', in: 'header', required: true, schema: shown(schemas.Key) }] : []),
  ]
  return {
    summary: does,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: !body.isOptional, content: contentOf(body) } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, one]) => [status, good(one)])),
      ...refusals(operation),
    },
  }
}

/** Of lines, the schema is that of one. */
const contentOf = ({ schema, media }: NonNullable<ApiOperation['body']>): Document =>
  Object.fromEntries(media.map((type) => [type, { schema: shown(type === lines ? schemas.BatchItem : schema) }]))

const good = ({ says, schema, media = json }: ApiOperation['answers'][number]): Document => ({
  description: says,
  ...(schema && { content: { [media]: { schema: shown(schema) } } }),
})

/** One answer for each status, kept once for all operations that refuse for the same reasons. */
const refusals = (operation: ApiOperation): Document =>
  Object.fromEntries(
    reasonsByStatus(operation).map(([status, types]) => [status, { $ref: `#/components/responses/${nameOf(types)}` }]),
  )

const nameOf = (types: readonly ProblemType[]): string => types.join('.')

function reasonsByStatus(operation: ApiOperation): readonly (readonly [number, readonly ProblemType[]])[] {
  const types = problemsOf(operation)
  const statuses = [...new Set(types.map((type) => problemKinds[type].status))]
  return statuses.map((status) => [status, types.filter((type) => problemKinds[type].status === status)])
}

function responses(): Document {
  const all = Object.values(operations).flatMap(reasonsByStatus)
  return Object.fromEntries(all.map(([status, types]) => [nameOf(types), refusal(status, types)]))
}

function refusal(status: number, types: readonly ProblemType[]): Document {
  const type = { enum: types.map((name) => problemPrefix + name) }
  const schema = { allOf: [shown(schemas.Problem), { properties: { type, status: { const: status } } }] }
  const description = types.map((name) => problemKinds[name].title).join('; ')
  return { description, content: { [problemJson]: { schema } } }
}

/** What a sink is sent. */
const told = (): Document => ({
  summary: 'A registration stands elsewhere than before',
  description:
    'Signed with Ed25519 (RFC 9421) over "@method", "@target-uri", "content-type" and "content-digest"; 410 ends the subscription, 429 with Retry-After is obeyed.',
  parameters: ['Content-Digest', 'Signature-Input', 'Signature'].map((name) => ({
    name,
    in: 'header',
    required: true,
    schema: { type: 'string' },
  })),
  requestBody: {
    required: true,
    content: { 'application/cloudevents+json': { schema: shown(schemas.RegistrationEvent) } },
  },
  responses: { 204: { description: 'Taken' }, 410: { description: 'No more of these' } },
})
