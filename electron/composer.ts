import type { z } from 'zod'
import type { Draft, Preview } from '../shared/contract'
import { Failed } from '../shared/failure'
import { devIdOf } from '../shared/identity/device'
import type { Order, TemplateRef } from '../shared/job'
import type { Format } from '../shared/message/format'
import { mergeMessages, readMessage } from '../shared/message/message'
import { composeTemplate, type Template } from '../shared/template'
import { checkValueOf, deriveFrom, sha256 } from './hash'
import type { Composed } from './job/run'
import { findTemplate } from './templates'

type DraftOf = z.infer<typeof Draft>

export type Made = Composed & { readonly format: Format; readonly warnings: readonly string[] }

export type Composer = {
  /** The message of a draft, secrets and all. */
  readonly make: (draft: DraftOf) => Made
  /** The message of a draft, in data that people may see. */
  readonly preview: (draft: DraftOf) => Preview
  /** What an order needs to know of its template: name, hash, format, and the variables that are no secret. */
  readonly ordered: (draft: DraftOf) => { template: TemplateRef; format: Format; variables: Record<string, string> }
  /** The message of an order. Fails with `message.invalid` if its template is not the one it was ordered with. */
  readonly compose: (order: Order) => Composed
  /** Names of the variables of a template whose values are secrets: they do not belong on a command line. */
  readonly secretsIn: (template: string) => readonly string[]
  readonly merge: (onCard: Uint8Array, added: Uint8Array) => Composed
}

export type ComposerDeps = {
  readonly folders: readonly string[]
  /** Read when a secret is derived. */
  readonly batchKey: () => Uint8Array
  readonly serverHost: string | undefined
}

export function createComposer({ folders, batchKey, serverHost }: ComposerDeps): Composer {
  const made = (draft: DraftOf) => {
    const { ref, template } = findTemplate(folders, draft.template)
    const { device, variables, format } = draft
    const derive = (purpose: string, whose: string) => deriveFrom(batchKey(), purpose, whose)
    const composed = composeTemplate({ template, device, variables, derive, format })
    readBack(composed.bytes)
    return { ...composed, ref, template, ...hashed(composed.bytes) }
  }
  return {
    make: (draft) => {
      const { message, sha256, format, warnings } = made(draft)
      return { message, sha256, format, warnings }
    },
    preview: (draft) => {
      const { ref, template, format, message, sha256, warnings } = made(draft)
      return {
        device: draft.device,
        devId: devIdOf(draft.device),
        template: ref,
        format,
        sha256,
        bytes: message.length,
        rows: rowsOf(message, template, format, serverHost),
        warnings: [...warnings],
      }
    },
    ordered: (draft) => {
      const { ref, template, format } = made(draft)
      return { template: ref, format, variables: withoutSecrets(template, draft.variables) }
    },
    compose: (order) => {
      if (!order.device || !order.template) throw new Error('an order for a message names device and template')
      const { ref, message, sha256 } = made({
        device: order.device,
        template: order.templatePath ?? order.template.name,
        format: order.format,
        variables: order.variables,
      })
      if (ref.sha256 !== order.template.sha256)
        throw new Failed({
          code: 'message.invalid',
          path: 'template',
          reason: `${ref.name} was changed after the order`,
        })
      return { message, sha256 }
    },
    secretsIn: (name) =>
      Object.entries(findTemplate(folders, name).template.variables).flatMap(([variable, { type }]) =>
        type === 'secret' ? [variable] : [],
      ),
    merge: (onCard, added) => hashed(onCard.length === 0 ? added : mergeMessages(onCard, added)),
  }
}

/** What this program itself cannot read is not written. */
function readBack(message: Uint8Array): void {
  try {
    readMessage(message)
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'bytes.malformed') throw error
    const reason = `the message would not be readable: ${error.failure.reason}`
    throw new Failed({ code: 'message.invalid', path: 'servers', reason })
  }
}

const hashed = (message: Uint8Array): Composed => ({ message, sha256: sha256(message) })

const withoutSecrets = (template: Template, variables: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => template.variables[name]?.type !== 'secret'))

/** What is shown is what the message says when it is read again, not what the template meant. */
function rowsOf(
  message: Uint8Array,
  template: Template,
  format: Format,
  serverHost: string | undefined,
): Preview['rows'] {
  const { accounts, accessPoints } = readMessage(message)
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
    plain('size', String(message.length), template.sizeLimit ? `${format} ${template.sizeLimit}` : format),
  ]
}
