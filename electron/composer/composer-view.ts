// What the composer page sees of a message: its outline, how it differs from another, and one secret at a time.

import type { z } from 'zod'
import { withoutPadding } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { devIdOf } from '../../shared/identity/device'
import { type ReadMessage, readMessage } from '../../shared/message/message'
import type {
  Against,
  Composition,
  Difference,
  Revealed,
  RevealRequest,
  TemplateForm,
} from '../../shared/outline/composition'
import { differenceOf } from '../../shared/outline/difference'
import { outlineOf, secretAt } from '../../shared/outline/outline'
import type { Draft } from '../../shared/preview'
import { because } from '../../shared/reason'
import { columnsOf, formatsOf, limitOf } from '../../shared/template'
import { labelIn } from '../../shared/template/label'
import { en } from '../../shared/text/en'
import type { DeviceFile } from '../device/card'
import { sha256 } from '../hash'
import { checkReveal, revealed } from '../reveal'
import type { Composer, Made } from './composer'
import type { StoredTemplate } from './templates'

type DraftOf = z.infer<typeof Draft>

export type ComposerView = {
  readonly form: (template: string) => TemplateForm
  readonly compose: (draft: DraftOf) => Composition
  /** Noted before it is answered. */
  readonly reveal: (draft: DraftOf, request: z.infer<typeof RevealRequest>) => Revealed
  readonly diff: (draft: DraftOf, against: Against) => Promise<Difference>
}

export type ComposerViewDeps = {
  readonly composer: Pick<Composer, 'draw'>
  readonly templates: () => readonly StoredTemplate[]
  readonly audit: (act: string, detail: string) => void
  readonly readCard: (reader: string) => Promise<readonly DeviceFile[]>
}

export function createComposerView({ composer, templates, audit, readCard }: ComposerViewDeps): ComposerView {
  const stored = (name: string): StoredTemplate => {
    const found = templates().find(({ ref }) => ref.name === name)
    if (found) return found
    throw new Failed({ code: 'request.invalid', path: 'template', reason: because('there is no template "{}"', name) })
  }
  const beside = async (draft: DraftOf, against: Against): Promise<readonly Side[]> => {
    if ('reader' in against) return sidesOf(await readCard(against.reader))
    const form = formOf(stored(against.template))
    const known = form.variables.map(({ name }) => name)
    const variables = Object.fromEntries(Object.entries(draft.variables).filter(([name]) => known.includes(name)))
    const lacking = form.variables.filter(
      ({ name, variable }) => variable.default === undefined && !(name in variables),
    )
    if (lacking.length > 0)
      throw new Failed({ code: 'request.invalid', path: 'against', reason: lacks(form.title, lacking) })
    const format = draft.format && form.formats.includes(draft.format) ? draft.format : undefined
    return [sideOf(composer.draw({ ...draft, template: against.template, format, variables }))]
  }
  return {
    form: (name) => formOf(stored(name)),
    compose: (draft) => {
      const { message, sha256, format, findings } = composer.draw(draft)
      return {
        devId: devIdOf(draft.device),
        format,
        sha256,
        bytes: message.length,
        findings: [...findings],
        outline: outlineOf(message),
      }
    },
    reveal: (draft, { sha256, node, reason }) => {
      const made = composer.draw(draft)
      if (made.sha256 !== sha256)
        throw new Failed({
          code: 'request.invalid',
          path: 'sha256',
          reason: because('the message is no longer the one shown'),
        })
      const value = secretAt(made.message, node)?.reveal()
      const path = outlineOf(made.message).nodes[node]?.path
      if (value === undefined)
        throw new Failed({ code: 'request.invalid', path: 'node', reason: `node ${node} keeps nothing secret` })
      const shown = revealed(value)
      const said = checkReveal({ reason, secrets: [value] })
      const { device, template } = draft
      audit('message.reveal', JSON.stringify({ device, template, sha256, node: path, reason: said }))
      return shown
    },
    diff: async (draft, against) => {
      const left = sideOf(composer.draw(draft))
      const right = merged(await beside(draft, against))
      const isAcross = right.read !== undefined && right.read.format !== left.format
      return {
        left: { format: left.format, bytes: left.bytes, sha256: left.sha256 },
        right: {
          bytes: right.bytes,
          ...(right.read && { format: right.read.format }),
          ...(right.sha256 !== undefined && { sha256: right.sha256 }),
        },
        isAcross,
        rows: differenceOf(left.read, right.read),
      }
    },
  }
}

const lacks = (title: string, lacking: TemplateForm['variables']): string =>
  en.composer.diff.lacks(
    title,
    lacking.map((one) => labelIn('en', one)),
  )

function formOf({ ref, template }: StoredTemplate): TemplateForm {
  const declared = Object.entries(template.variables).map(([name, variable]) => ({ name, variable }))
  const columns = columnsOf(template).map((name) => ({ name, variable: { type: 'secret' as const } }))
  const limit = limitOf(template, 'card')
  return {
    ...ref,
    title: template.title,
    format: template.card.format,
    formats: [...formatsOf(template)],
    ...(limit !== undefined && { sizeLimit: limit.bytes }),
    variables: [...declared, ...columns],
  }
}

type Side = Pick<Made, 'format' | 'sha256'> & { readonly bytes: number; readonly read: ReadMessage }

const sideOf = ({ message, format, sha256 }: Made): Side => ({
  format,
  sha256,
  bytes: message.length,
  read: readMessage(message),
})

/** Every file with something in it, as a device reads them. One that it cannot read fails. */
const sidesOf = (files: readonly DeviceFile[]): readonly Side[] =>
  files.flatMap((file) => {
    if ('failure' in file) throw new Failed(file.failure)
    const content = withoutPadding(file.bytes)
    if (content.length === 0) return []
    const read = readMessage(content)
    return [{ format: read.format, sha256: sha256(content), bytes: content.length, read }]
  })

type Merged = {
  readonly bytes: number
  readonly sha256?: string | undefined
  readonly read: ReadMessage | undefined
}

/** What several files give a device together; of two formats only the first is compared. */
function merged(sides: readonly Side[]): Merged {
  const [first] = sides
  const same = sides.filter(({ format }) => format === first?.format)
  const bytes = same.reduce((sum, side) => sum + side.bytes, 0)
  if (first === undefined) return { bytes, read: undefined }
  const reads = same.map(({ read }) => read)
  return {
    bytes,
    sha256: sides.length === 1 ? first.sha256 : undefined,
    read: {
      ...first.read,
      accounts: reads.flatMap(({ accounts }) => accounts),
      accessPoints: reads.flatMap(({ accessPoints }) => accessPoints),
      proxies: reads.flatMap(({ proxies }) => proxies),
      provisioning: {
        ...Object.assign({}, ...reads.map(({ provisioning }) => provisioning)),
        vendorConfigs: reads.flatMap(({ provisioning }) => provisioning.vendorConfigs ?? []),
      },
      objects: { reveal: () => reads.flatMap(({ objects }) => objects.reveal()) },
    },
  }
}
