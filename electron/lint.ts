// Lint with words, and what it does to a message that is about to be made.
import { Failed } from '../shared/failure'
import type { DeviceId } from '../shared/identity/device'
import { type Finding, toldOf } from '../shared/lint/finding'
import { lintTemplate } from '../shared/lint/lint'
import type { LintContext } from '../shared/lint/subject'
import type { Format } from '../shared/message/format'
import { type Composed, composeTemplate, type Destination, type Template } from '../shared/template'
import { type Kdf, usualKdf } from '../shared/template/secret-source'
import { en } from '../shared/text/en'
import { clause } from '../shared/text/en/lint'
import { deriveFrom } from './hash'

/** The warnings about a message. An error is `message.invalid`: the path of the field, and what would be right. */
export function findingsOf(template: Template, device: DeviceId, composed: Composed): readonly string[] {
  const { format, bytes } = composed
  const findings = lintTemplate(template, { format, device, instance: composed, messageBytes: bytes.length })
  const [first] = findings
  if (first?.level === 'error')
    throw new Failed({ code: 'message.invalid', path: first.path, reason: clause(en.lint(first)) })
  return findings.map(toldOf)
}

export type LintOrder = Pick<LintContext, 'sizeBytes' | 'cardFormat'> & {
  readonly template: Template
  readonly device?: DeviceId | undefined
  readonly variables: Readonly<Record<string, string>>
  readonly format?: Format | undefined
  readonly destination?: Destination | undefined
}

/** All that can be found about a template, of its message for a device where one is named. No key of the station is used. */
export function lintOf({ template, device, variables, ...context }: LintOrder): readonly Finding[] {
  if (device === undefined) return lintTemplate(template, context)
  const made = madeOr({ template: unlimited(template), device, variables, derive: standIn, ...context })
  if ('level' in made) return [made, ...lintTemplate(template, { ...context, device })]
  return lintTemplate(template, { ...context, device, instance: made, messageBytes: made.bytes.length })
}

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

/** As long as the real secrets and as hard to guess, so that the size is right. */
const standIn = (purpose: string, device: string, kdf: Kdf = usualKdf): Uint8Array =>
  deriveFrom(new Uint8Array(32), purpose, device, kdf)
