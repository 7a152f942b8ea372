import type { z } from 'zod'
import type { BatchId } from '../../shared/batch'
import { Failed } from '../../shared/failure'
import { devIdOf } from '../../shared/identity/device'
import type { Order, TemplateRef } from '../../shared/job'
import type { Finding } from '../../shared/lint/finding'
import { lintTemplate } from '../../shared/lint/lint'
import type { Format } from '../../shared/message/format'
import { mergeMessages, type ReadMessage, readMessage } from '../../shared/message/message'
import type { Draft, Preview } from '../../shared/preview'
import { because } from '../../shared/reason'
import { composeTemplate, type Template } from '../../shared/template'
import type { Destination } from '../../shared/template/limits'
import type { Kdf } from '../../shared/template/secret-source'
import { checkValueOf, deriveFrom, sha256 } from '../hash'
import type { Composed } from '../job/run'
import { findingsOf, unlimited, warningsOf } from './lint'
import type { RowSecrets } from './row-secrets'
import { createSecretsKept } from './secrets-kept'
import { findTemplate, secretNamesOf } from './templates'

type DraftOf = z.infer<typeof Draft>

/** A message, and what is found about it. */
export type Made = Composed & { readonly format: Format; readonly findings: readonly Finding[] }

export type Composer = {
  /** The same message for people who make templates: too large or not fit to be written, it can still be looked at. */
  readonly draw: (draft: DraftOf) => Made
  /** The message of a draft, secrets and all: those of the device's row, where it is a piece of a batch. */
  readonly make: (draft: DraftOf, destination?: Destination, batch?: BatchId) => Made
  /** The message of a draft, in data that people may see. */
  readonly preview: (draft: DraftOf) => Preview
  /** What an order needs to know of its template: name, hash, format, and the variables that are no secret. */
  readonly ordered: (
    draft: DraftOf,
    batch?: BatchId,
  ) => { template: TemplateRef; format: Format; variables: Record<string, string> }
  /** The message of an order. Fails with `message.invalid` if its template is not the one it was ordered with. */
  readonly compose: (order: Order) => Composed
  /** Name and hash of a template. */
  readonly refOf: (template: string) => TemplateRef
  readonly merge: (onCard: Uint8Array, added: Uint8Array) => Composed
}

export type ComposerDeps = {
  readonly folders: readonly string[]
  /** Read when a secret is derived. */
  readonly batchKey: () => Uint8Array
  readonly serverHost: string | undefined
  readonly rowSecrets: RowSecrets['of']
}

export function createComposer({ folders, batchKey, serverHost, rowSecrets }: ComposerDeps): Composer {
  const derive = (purpose: string, whose: string, kdf: Kdf) => deriveFrom(batchKey(), purpose, whose, kdf)
  const made = (draft: DraftOf, destination: Destination = 'card', batch?: BatchId) => {
    const { ref, template } = findTemplate(folders, draft.template)
    const { device, format } = draft
    const variables = batch === undefined ? draft.variables : { ...rowSecrets(batch, device), ...draft.variables }
    const composed = composeTemplate({ template, device, variables, derive, format, destination })
    const read = readBack(composed.bytes)
    const findings = findingsOf({ template, device, destination, composed })
    return { ...composed, ref, template, ...hashed(composed.bytes), findings, warnings: warningsOf(findings), read }
  }
  const secrets = createSecretsKept()
  return {
    draw: ({ template: name, device, variables, format }) => {
      const { template } = findTemplate(folders, name)
      const composed = composeTemplate({ template: unlimited(template), device, variables, derive, format })
      const context = { format: composed.format, device, instance: composed, messageBytes: composed.bytes.length }
      const { message, sha256 } = hashed(composed.bytes)
      const findings = lintTemplate(template, context)
      return { message, sha256, format: composed.format, findings }
    },
    make: (draft, destination, batch) => {
      const { message, sha256, format, findings } = made(draft, destination, batch)
      return { message, sha256, format, findings }
    },
    preview: (draft) => {
      const { ref, template, format, message, sha256, warnings, read } = made(draft)
      return {
        device: draft.device,
        devId: devIdOf(draft.device),
        template: ref,
        format,
        sha256,
        bytes: message.length,
        rows: rowsOf(read, message.length, template, format, serverHost),
        warnings: [...warnings],
      }
    },
    ordered: (draft, batch) => {
      const { ref, template, format } = made(draft, 'card', batch)
      secrets.keep(draft.device, ref, secretsIn(template, draft.variables))
      return { template: ref, format, variables: withoutSecrets(template, draft.variables) }
    },
    compose: (order) => {
      if (!order.device || !order.template) throw new Error('an order for a message names device and template')
      const { ref, message, sha256, warnings } = made(
        {
          device: order.device,
          template: order.templatePath ?? order.template.name,
          format: order.format,
          variables: { ...order.variables, ...secrets.of(order.device, order.template) },
        },
        order.destination,
        order.batch,
      )
      if (ref.sha256 !== order.template.sha256)
        throw new Failed({
          code: 'message.invalid',
          path: 'template',
          reason: because('{} was changed after the order', ref.name),
        })
      return { message, sha256, warnings }
    },
    refOf: (name) => findTemplate(folders, name).ref,
    merge: (onCard, added) => hashed(onCard.length === 0 ? added : mergeMessages(onCard, added)),
  }
}

/** What this program itself cannot read is not written. */
function readBack(message: Uint8Array): ReadMessage {
  try {
    return readMessage(message)
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'bytes.malformed') throw error
    const reason = `the message would not be readable: ${error.failure.reason}`
    throw new Failed({ code: 'message.invalid', path: 'servers', reason })
  }
}

const hashed = (message: Uint8Array): Composed => ({ message, sha256: sha256(message) })

const isSecretName = (template: Template, name: string): boolean => secretNamesOf(template).includes(name)

const withoutSecrets = (template: Template, variables: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !isSecretName(template, name)))

const secretsIn = (template: Template, variables: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => isSecretName(template, name)))

/** What is shown is what the message says when it is read again, not what the template meant. */
function rowsOf(
  { accounts, accessPoints }: ReadMessage,
  bytes: number,
  template: Template,
  format: Format,
  serverHost: string | undefined,
): Preview['rows'] {
  const hidden = (label: 'device-secret' | 'server-secret', value: Uint8Array) =>
    ({ label, value: '••••••••••••', aside: checkValueOf(value), isSecret: true }) as const
  const plain = (label: Preview['rows'][number]['label'], value: string, aside?: string) =>
    ({ label, value, isSecret: false, ...(aside !== undefined && { aside }) }) as const
  return [
    ...accounts.flatMap(({ id, url, name, client, server }) => [
      plain('server', id, name),
      plain('address', url),
      ...(client ? [plain('sign-in', client.name), hidden('device-secret', client.secret.reveal())] : []),
      ...(server ? [hidden('server-secret', server.secret.reveal())] : []),
    ]),
    ...accessPoints.map(({ apn, name }) => plain('access-point', apn, name)),
    ...(serverHost ? [plain('registered-with', serverHost)] : []),
    plain('size', String(bytes), template.sizeLimit ? `${format} ${template.sizeLimit}` : format),
  ]
}
