import type { z } from 'zod'
import { Failed } from '../../../shared/failure'
import { devIdOf } from '../../../shared/identity/device'
import { lintTemplate } from '../../../shared/lint/lint'
import { readMessage } from '../../../shared/message/message'
import type { Against, Composition, Difference, TemplateForm } from '../../../shared/outline/composition'
import { differenceOf } from '../../../shared/outline/difference'
import { outlineOf, secretAt } from '../../../shared/outline/outline'
import type { Draft } from '../../../shared/preview'
import { composeTemplate, formatsOf, limitOf, type Template } from '../../../shared/template'
import { utf8 } from '../../../shared/utf8'
import { templates } from './templates'

type DraftOf = z.infer<typeof Draft>

function templateOf(name: string): Template {
  const found = templates.find((one) => one.name === name)
  if (found) return found
  throw new Failed({ code: 'request.invalid', path: 'template', reason: `there is no template "${name}"` })
}

export function formOf(name: string): TemplateForm {
  const template = templateOf(name)
  const limit = limitOf(template, 'card')
  return {
    name,
    sha256: 'ab'.repeat(32),
    title: template.title,
    format: template.card.format,
    formats: [...formatsOf(template)],
    ...(limit && { sizeLimit: limit.bytes }),
    variables: Object.entries(template.variables).map(([one, variable]) => ({ name: one, variable })),
  }
}

const made = (draft: DraftOf) =>
  composeTemplate({
    template: { ...templateOf(draft.template), sizeLimit: undefined },
    device: draft.device,
    variables: draft.variables,
    format: draft.format,
    derive: (purpose) => utf8(`${purpose} of a stand-in`).slice(0, 16),
  })

export function compositionOf(draft: DraftOf): Composition {
  const composed = made(draft)
  const { bytes, format } = composed
  const { device } = draft
  const context = { format, device, instance: composed, messageBytes: bytes.length }
  return {
    devId: devIdOf(draft.device),
    format,
    sha256: '9c1f'.repeat(16),
    bytes: bytes.length,
    findings: [...lintTemplate(templateOf(draft.template), context)],
    outline: outlineOf(bytes),
  }
}

export const revealedAt = (draft: DraftOf, node: number) => ({
  value: secretAt(made(draft).bytes, node)?.reveal() ?? '',
})

/** A card here holds a message of another operator. */
export function differenceTo(draft: DraftOf, against: Against): Difference {
  const left = made(draft)
  const template = 'template' in against ? against.template : 'altmark'
  const right = made({ device: draft.device, template, variables: {}, format: draft.format })
  return {
    left: { format: left.format, bytes: left.bytes.length },
    right: { format: right.format, bytes: right.bytes.length },
    isAcross: false,
    rows: differenceOf(readMessage(left.bytes), readMessage(right.bytes)),
  }
}
