// What a message is made of, as a command line names it. What is wrong with the words is found before anything is opened.
import { type DeviceId, parseDevice } from '../../shared/identity/device'
import { lintTemplate } from '../../shared/lint/lint'
import { Format } from '../../shared/message/format'
import { formatsOf, type Template } from '../../shared/template'
import { en } from '../../shared/text/en'
import { clause } from '../../shared/text/en/lint'
import { findTemplate, templateFolders } from '../composer/templates'
import { readSettings } from '../settings/settings'
import { type Io, needed, text, usage, type Values } from './command'
import { variablesOf } from './variables'

/** Templates need no station: none is opened for them. */
export const foldersOf = ({ home }: Io) => templateFolders(home, readSettings(home).bench !== undefined)

export const templateOf = (values: Values, io: Io): Template =>
  findTemplate(foldersOf(io), needed(values, 'template')).template

/** A draft for the composer, and its template. Fails with `request.invalid` if template, device, format and values do not fit. */
export function draftOf(values: Values, io: Io) {
  const device = parseDevice(needed(values, 'device'))
  const template = templateOf(values, io)
  const format = formatIn(values, template)
  refuseStranger(template, device)
  const variables = variablesOf(values, template)
  return { template, draft: { template: needed(values, 'template'), device, variables, ...(format && { format }) } }
}

/** `--format`, if the template makes it; undefined for what the template says. */
export function formatIn(values: Values, template: Template): Format | undefined {
  const named = text(values, 'format')
  const { success, data: format } = Format.optional().safeParse(named)
  if (!success) throw usage(`--format ${named} is not dm2, dm1 or cp`, 'format')
  const made = formatsOf(template)
  if (format === undefined || made.includes(format)) return format
  throw usage(`${template.name} makes ${made.join(', ')}, not ${format}`, 'format')
}

const strange: readonly string[] = ['device-type', 'device-tac', 'dev-id-not-reported']

/** A device the template is not for is the command's mistake, not the template's. */
export function refuseStranger(template: Template, device: DeviceId): void {
  const found = lintTemplate(template, { device }).find(({ code }) => strange.includes(code))
  if (found !== undefined) throw usage(clause(en.lint(found)), 'device')
}
