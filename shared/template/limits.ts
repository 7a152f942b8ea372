import { Failed } from '../failure'
import { Format } from '../message/format'
import type { Template } from './schema'

/** Where a message goes: each place may have a limit of its own. */
export type Destination = 'card' | 'file'

/** Every format a template may be composed in, the one for cards first. */
export const formatsOf = ({ card, formats }: Template): readonly Format[] => [
  ...new Set([card.format, ...(formats ?? Format.options)]),
]

/** The format for a place, or the one asked for. One the template does not make is `message.invalid` at `formats`. */
export function formatFor(template: Template, destination: Destination, asked: Format | undefined): Format {
  const usual = destination === 'file' ? (template.file?.format ?? template.card.format) : template.card.format
  const format = asked ?? usual
  const made = formatsOf(template)
  if (made.includes(format)) return format
  throw new Failed({
    code: 'message.invalid',
    path: 'formats',
    reason: `${template.name} makes ${made.join(', ')}, not ${format}`,
  })
}

/** The smallest of the limits that hold there, and the field that says so. */
export function limitOf(
  template: Template,
  destination: Destination,
): { readonly path: string; readonly bytes: number } | undefined {
  const { sizeLimit } = template
  const own = template[destination]?.sizeLimit
  if (own !== undefined && own <= (sizeLimit ?? own)) return { path: `${destination}.sizeLimit`, bytes: own }
  return sizeLimit === undefined ? undefined : { path: 'sizeLimit', bytes: sizeLimit }
}
