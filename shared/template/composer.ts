// Composing many messages of one template: the first one lays out a stencil, the others fill it.
import { toBase64 } from '../base64'
import { concat } from '../bytes'
import { devIdOf } from '../identity/device'
import { portOf } from '../message/dmacc1'
import type { Format } from '../message/format'
import { composeMessage, composeWith, type Encoders, encodersOf, type MessageContent } from '../message/message'
import { type Secret, secret } from '../secret'
import { cutOut, fillOut, type Mark, type Stencil } from '../stencil'
import { fromUtf8, utf8 } from '../utf8'
import { cpDialect } from '../wbxml/cp'
import { valueToken } from '../wbxml/dialect'
import { instanceOf } from './instantiate'
import type { Template } from './schema'
import { namesIn } from './text'
import { fixedSecret, type Values } from './values'

export type Composer = (content: MessageContent) => Uint8Array

const composers = new WeakMap<Template, Map<Format, Composer>>()

/** What composes the messages of a template. Texts that differ from device to device are never shared in one. */
export function composerOf(template: Template, format: Format): Composer {
  const known = composers.get(template) ?? new Map<Format, Composer>()
  composers.set(template, known)
  const composer = known.get(format) ?? createComposer(template, format)
  known.set(format, composer)
  return composer
}

function createComposer(template: Template, format: Format): Composer {
  if (format === 'dm2') return composeMessage
  const layouts = new Map<string, Layout>()
  const isOpen = template.servers.map(({ url }) => namesIn(url).length > 0)
  return (content) => {
    const ports = content.accounts.map(({ url }, at) => (isOpen[at] ? portOf(url) : ''))
    const key = ports.join()
    const layout = layouts.get(key) ?? layOut(template, format, ports)
    if (layouts.size < most) layouts.set(key, layout)
    const contents = layout.places.map((place) => bytesAt(content, place))
    if (format === 'dm1' || !contents.some(isToken)) return fillOut(layout.stencil, contents)
    const own = new Set(contents.map(readable))
    return composeWith(
      content,
      devIdOf(content.device),
      encodersOf(content.wbxml, (text) => !own.has(text)),
    )
  }
}

/** Addresses with ports of their own need layouts of their own; nobody has many. */
const most = 16

/** CP writes some values as tokens, whoever says them; the longest has 32 letters. */
const isToken = (bytes: Uint8Array): boolean =>
  bytes.length <= 32 && (bytes.includes(comma) || valueToken(cpDialect, [0, 1], readable(bytes)) !== undefined)
const comma = 0x2c

/** Contents may be bytes that CP leaves out: what is no text is no token either. */
const readable = (bytes: Uint8Array): string => tolerant.decode(bytes)
const tolerant = new TextDecoder('utf-8', { ignoreBOM: true })

/** A text of a message: the names that lead to it, or the device's own name for itself. */
type Place = readonly string[] | 'target'
/** `places` are the texts that differ from device to device. */
type Layout = { readonly stencil: Stencil; readonly places: readonly Place[] }

function layOut(template: Template, format: Format, ports: readonly string[]): Layout {
  const stand = standInsFor(textsIn(template))
  const target = stand.next()
  const content = { ...instanceOf(template, standInValues(stand.next, ports), format), format }
  const open = textsIn(content).filter(({ text }) => stand.isOne(text))
  // only DM 1.2 names the device
  const all: readonly Named[] = [...(format === 'dm1' ? [{ place: 'target', text: target } as const] : []), ...open]
  const marks = all.flatMap(({ text }, hole) => marksOf(text, hole))
  const places = all.map(({ place }) => place)
  const encoders = encodersOf(content.wbxml, (text) => !stand.isOne(text))
  if (format === 'cp') return { places, stencil: cutOut(composeWith(content, target, encoders), marks) }
  const parts: Mark[] = []
  const message = composeWith(content, target, { ...encoders, dm1: withParts(encoders.dm1, marks, parts, stand.next) })
  return { places, stencil: cutOut(message, [...parts, ...marks]) }
}

/** Documents within a message are stencils, too; their lengths change with what is filled in. */
const withParts = (
  dm1: Encoders['dm1'],
  marks: readonly Mark[],
  parts: Mark[],
  next: () => string,
): Encoders['dm1'] => ({
  ...dm1,
  tnds: (tree) => {
    const standIn = utf8(next())
    parts.push({ bytes: concat(Uint8Array.of(standIn.length), standIn), for: { sized: cutOut(dm1.tnds(tree), marks) } })
    return standIn
  },
})

const marksOf = (standIn: string, hole: number): readonly Mark[] => [
  { bytes: utf8(standIn), for: { hole, form: 'plain' } },
  { bytes: utf8(toBase64(utf8(standIn))), for: { hole, form: 'base64' } },
]

/** Texts that nothing in the template holds, and that ids and hosts may consist of. */
function standInsFor(texts: readonly Named[]) {
  let salt = 0
  while (texts.some(({ text }) => text.includes(`stand-in-${salt}-`))) salt++
  let count = 0
  return {
    next: () => `stand-in-${salt}-${count++}-x`,
    isOne: (text: string) => text.includes(`stand-in-${salt}-`),
  }
}

const standInValues = (next: () => string, ports: readonly string[]): Values => {
  let at = 0
  return {
    text: (text) => (namesIn(text).length > 0 ? next() : text),
    url: (text) => {
      const port = ports[at++]
      if (namesIn(text).length === 0) return text
      return port === '443' ? `https://${next()}/` : `https://${next()}:${port}/`
    },
    secret: (source) => fixedSecret(source) ?? secret(utf8(next())),
  }
}

type Named = { readonly place: Place; readonly text: string }

/** Every text in a value and what leads to it, secrets in clear. */
function textsIn(value: unknown, path: readonly string[] = []): readonly Named[] {
  if (typeof value === 'string') return [{ place: path, text: value }]
  if (value instanceof Uint8Array) return [{ place: path, text: fromUtf8(value) }]
  if (isSecret(value)) return textsIn(value.reveal(), path)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, [...path, name]))
}

const isSecret = (value: unknown): value is Secret<unknown> =>
  typeof value === 'object' && value !== null && 'reveal' in value

function bytesAt(content: MessageContent, place: Place): Uint8Array {
  if (place === 'target') return utf8(devIdOf(content.device))
  const found = place.reduce<unknown>((value, name) => Reflect.get(Object(value), name), content)
  const value = isSecret(found) ? found.reveal() : found
  return value instanceof Uint8Array ? value : utf8(String(value))
}
