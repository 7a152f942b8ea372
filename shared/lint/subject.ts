import type { DeviceId } from '../identity/device'
import type { ServerAccount } from '../message/account'
import type { Format } from '../message/format'
import type { Instance } from '../template/instantiate'
import { type Destination, formatFor } from '../template/limits'
import type { ServerTemplate, Template } from '../template/schema'
import { fillIn, namesIn } from '../template/text'
import { builtInValues } from '../template/variables'
import type { Finding } from './finding'

/** What is known beside the template. The more there is, the more can be found. */
export type LintContext = {
  readonly format?: Format | undefined
  readonly destination?: Destination | undefined
  readonly device?: DeviceId | undefined
  /** What the template means for the device. */
  readonly instance?: Instance | undefined
  readonly messageBytes?: number | undefined
  /** Room in the file of the card. */
  readonly sizeBytes?: number | undefined
  /** What is on the card now. */
  readonly cardFormat?: Format | 'empty' | 'unknown' | undefined
}

export type LintServer = {
  readonly path: string
  readonly source: ServerTemplate
  /** Ids and addresses as the device gets them; with `{name}` in them where that is not known. */
  readonly id: string
  readonly url: string
  readonly account: ServerAccount | undefined
}

export type Subject = LintContext & {
  readonly template: Template
  readonly format: Format
  readonly destination: Destination
  readonly servers: readonly LintServer[]
}

export type Rule = (subject: Subject) => readonly Finding[]

export function subjectOf(template: Template, context: LintContext): Subject {
  const { device, instance, destination = 'card' } = context
  const texts = new Map([...defaultsOf(template), ...(device ? builtInValues(template, device) : [])])
  const servers = template.servers.map((source, at): LintServer => {
    const account = instance?.accounts[at]
    const { id, url } = account ?? { id: fillIn(source.id, texts), url: fillIn(source.url, texts) }
    return { path: `servers.${at}`, source, id, url, account }
  })
  return { ...context, template, destination, format: formatFor(template, destination, context.format), servers }
}

/** Whether a text is what the device gets, with nothing left to fill in. */
export const isKnown = (text: string): boolean => namesIn(text).length === 0

const defaultsOf = ({ variables }: Template): readonly (readonly [string, string])[] =>
  Object.entries(variables).flatMap(([name, { default: usual }]) =>
    usual === undefined ? [] : [[name, usual] as const],
  )
