// Lint with words, and what it does to a message that is about to be made.
import { Failed } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import { type Finding, toldOf } from '../../shared/lint/finding'
import { lintTemplate } from '../../shared/lint/lint'
import type { LintContext } from '../../shared/lint/subject'
import type { Format } from '../../shared/message/format'
import { type Composed, composeTemplate, type Destination, type Template } from '../../shared/template'
import { formatFor } from '../../shared/template/limits'
import type { Kdf } from '../../shared/template/secret-source'
import { secretsOf } from '../../shared/template/secrets'
import { en } from '../../shared/text/en'
import { clause } from '../../shared/text/en/lint'
import { deriveFrom } from '../hash'

type Made = Pick<LintOrder, 'template' | 'destination'> & { readonly device: DeviceId; readonly composed: Composed }

/** What is found about a message. An error is `message.invalid`: the path of the field, and what would be right. */
export function findingsOf({ template, device, destination, composed }: Made): readonly Finding[] {
  const { format, bytes } = composed
  const findings = lintTemplate(template, {
    format,
    destination,
    device,
    instance: composed,
    messageBytes: bytes.length,
  })
  const [first] = findings
  if (first?.level === 'error')
    throw new Failed({ code: 'message.invalid', path: first.path, reason: clause(en.lint(first)) })
  return findings
}

/** The warnings among them, for lists that travel as text. */
export const warningsOf = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ level }) => level === 'warning').map(toldOf)

export type LintOrder = Pick<LintContext, 'sizeBytes' | 'cardFormat'> & {
  readonly template: Template
  readonly device?: DeviceId | undefined
  readonly variables: Readonly<Record<string, string>>
  readonly format?: Format | undefined
  readonly destination?: Destination | undefined
  /** Undefined where the station has none: the message cannot be made, and what it would be is looked at. */
  readonly batchKey?: Uint8Array | undefined
}

/** What was looked at, and what was found. */
export type Linted = { readonly findings: readonly Finding[]; readonly format: Format; readonly bytes?: number }

/** All that can be found about a template, of its message for a device where one is named. */
export function lintOf({ template, device, variables, batchKey, ...context }: LintOrder): Linted {
  const format = formatFor(template, context.destination ?? 'card', context.format)
  if (device === undefined) return { findings: lintTemplate(template, context), format }
  const derive = (purpose: string, whose: string, kdf: Kdf) => deriveFrom(batchKey ?? standIn, purpose, whose, kdf)
  const made = madeOr({ template: unlimited(template), device, variables, derive, ...context })
  if ('level' in made) return { findings: [made, ...lintTemplate(template, { ...context, device })], format }
  const bytes = made.bytes.length
  const findings = lintTemplate(template, { ...context, device, instance: made, messageBytes: bytes })
  return { findings: [...(batchKey === undefined ? keyMissing(template) : []), ...findings], format, bytes }
}

const keyMissing = (template: Template): readonly Finding[] =>
  secretsOf(template).some(({ source }) => 'derived' in source)
    ? [{ level: 'error', code: 'key-missing', path: 'batchKeyFile', facts: {} }]
    : []

type ComposeOrder = Parameters<typeof composeTemplate>[0]

/** A message that cannot be made is a finding like any other. */
function madeOr(order: ComposeOrder): Composed | Finding {
  try {
    return composeTemplate(order)
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'message.invalid') throw error
    const { path, reason } = error.failure
    return { level: 'error', code: 'not-made', path, facts: { reason: `${path} ${reason}`.trim() } }
  }
}

/** Limits are lint's to find here, beside all else. */
export const unlimited = ({ sizeLimit: _, card, file, ...template }: Template): Template => ({
  ...template,
  card: { ...card, sizeLimit: undefined },
  ...(file && { file: { ...file, sizeLimit: undefined } }),
})

/** Gives secrets as long as the real ones and as hard to guess, so that the size is right. */
const standIn = new Uint8Array(32)
