// One message for people, three times over: as XML, as JSON and as bytes, node by node.
import { hex, withoutPadding } from '../bytes'
import { parseBytes } from '../message/dm2'
import { isXml } from '../message/from-xml'
import { openMessage } from '../message/open'
import { type Secret, secret } from '../secret'
import { growElements } from './element-growth'
import { growJson } from './json-growth'
import { jsonLines } from './json-lines'
import type { Outline, OutlineNode } from './schema'
import type { Span, Spot } from './span'
import type { Growth, Twig } from './twig'
import { wbxmlSpots } from './wbxml-spots'

/** Every node of a message and its place in each rendering. Fails as reading the message does. */
export function outlineOf(bytes: Uint8Array): Outline {
  const whole = withoutPadding(bytes)
  const { root, xml, json } = grown(whole)
  return { nodes: nodesOf(root), xml: [...xml], json: jsonLines(json), hex: maskedHex(whole, secretsIn(root)) }
}

/** What a node keeps secret; undefined where there is nothing to keep. */
export const secretAt = (bytes: Uint8Array, node: number): Secret<string> | undefined =>
  twigsOf(grown(withoutPadding(bytes)).root).find(({ id }) => id === node)?.secret?.clear

/** The message as JSON, as the outline has it, its secrets in clear. */
export const clearJsonOf = (bytes: Uint8Array): string => jsonText(grown(withoutPadding(bytes), 'clear'))

/** The same with bullets for every secret. */
export const hiddenJsonOf = (bytes: Uint8Array): string => jsonText(grown(withoutPadding(bytes)))

/** Everything it keeps secret, as the message has it. */
export const secretsOf = (bytes: Uint8Array): Secret<readonly string[]> =>
  secret(secretsIn(grown(withoutPadding(bytes)).root).flatMap(({ secret }) => (secret ? [secret.clear.reveal()] : [])))

const jsonText = ({ json }: Growth): string =>
  jsonLines(json)
    .map(({ indent, text }) => ' '.repeat(indent) + text)
    .join('\n')

function grown(bytes: Uint8Array, secrets: 'hidden' | 'clear' = 'hidden'): Growth {
  const opened = openMessage(bytes)
  if (opened.format !== 'dm2') {
    const spot = isXml(bytes) ? wholeOf(bytes) : wbxmlSpots(bytes)
    return growElements(bytes, opened.root, spot, secrets === 'clear' ? opened.root : undefined)
  }
  const document = parseBytes(bytes, () => undefined)
  return growJson(bytes, document, secrets === 'clear' ? document : undefined)
}

/** In a document of XML text only the whole has a place. */
const wholeOf = ({ length }: Uint8Array): Spot => ({
  from: 0,
  to: length,
  value: { from: 0, to: length },
  parts: [],
})

const twigsOf = (twig: Twig): readonly Twig[] => [twig, ...twig.children.flatMap(twigsOf)]
const secretsIn = (root: Twig): readonly Twig[] => twigsOf(root).filter(({ secret }) => secret !== undefined)

const nodesOf = (twig: Twig, parent?: number): OutlineNode[] => [
  {
    name: twig.name,
    path: twig.path,
    ...(parent !== undefined && { parent }),
    end: twig.end,
    from: twig.spot.from,
    to: twig.spot.to,
    isSecret: twig.secret !== undefined,
  },
  ...twig.children.flatMap((child) => nodesOf(child, twig.id)),
]

/** Bullets for a secret wherever its bytes stand, and for all of its node's value should they not stand there. */
function maskedHex(bytes: Uint8Array, secrets: readonly Twig[]): string {
  const isHidden = bytes.map(() => 0)
  for (const { secret, spot } of secrets) {
    const places = placesOf(bytes, secret?.bytes.reveal() ?? new Uint8Array())
    for (const { from, to } of places) isHidden.fill(1, from, to)
    if (!places.some(({ from, to }) => from >= spot.from && to <= spot.to))
      isHidden.fill(1, spot.value.from, spot.value.to)
  }
  return Array.from(bytes, (byte, at) => (isHidden[at] ? '••' : hex(Uint8Array.of(byte)))).join('')
}

function placesOf(bytes: Uint8Array, sought: Uint8Array): readonly Span[] {
  const [first] = sought
  const places: Span[] = []
  if (first === undefined) return places
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (sought.every((byte, index) => bytes[at + index] === byte)) places.push({ from: at, to: at + sought.length })
  return places
}
