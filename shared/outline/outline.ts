// One message for people, three times over: as XML, as JSON and as bytes, node by node.
import { withoutPadding } from '../bytes'
import { utf16In } from '../charset'
import { parseBytes } from '../message/dm2'
import { openMessage } from '../message/open'
import { type Secret, secret } from '../secret'
import { namespaces, namespacesOf } from '../wbxml/syncml'
import { isXml } from '../xml/text'
import { growElements } from './element-growth'
import { growJson } from './json-growth'
import { jsonLines } from './json-lines'
import { jsonSpots } from './json-spots'
import { type Masked, maskedHex } from './masked-hex'
import type { Outline, OutlineNode } from './schema'
import type { Spot } from './span'
import type { Growth, Twig } from './twig'
import { wbxmlSpots } from './wbxml-spots'

/** Every node of a message and its place in each rendering. Fails as reading the message does. */
export function outlineOf(bytes: Uint8Array): Outline {
  const whole = withoutPadding(bytes)
  const { root, xml, json } = grown(whole)
  return { nodes: nodesOf(root), xml: [...xml()], json: jsonLines(json()), hex: maskedHex(whole, maskedIn(root)) }
}

/** What a node keeps secret; undefined where there is nothing to keep. */
export const secretAt = (bytes: Uint8Array, node: number): Secret<string> | undefined =>
  twigsOf(grown(withoutPadding(bytes)).root).find(({ id }) => id === node)?.secret?.clear

/** The message as JSON, as the outline has it, its secrets in clear. */
export const clearJsonOf = (bytes: Uint8Array): string => jsonText(grown(withoutPadding(bytes), 'clear'))

/** The same with bullets for every secret. */
export const hiddenJsonOf = (bytes: Uint8Array): string => jsonText(grown(withoutPadding(bytes)))

/** The bytes as hex with bullets for every secret. */
export function hiddenHexOf(bytes: Uint8Array): string {
  const whole = withoutPadding(bytes)
  return maskedHex(whole, maskedIn(grown(whole).root))
}

/** Everything it keeps secret, as the message has it. */
export const secretsOf = (bytes: Uint8Array): Secret<readonly string[]> =>
  secret(secretsIn(grown(withoutPadding(bytes)).root).flatMap(({ secret }) => (secret ? [secret.clear.reveal()] : [])))

const jsonText = ({ json }: Growth): string =>
  jsonLines(json())
    .map(({ indent, text }) => ' '.repeat(indent) + text)
    .join('\n')

function grown(bytes: Uint8Array, secrets: 'hidden' | 'clear' = 'hidden'): Growth {
  const opened = openMessage(bytes)
  if (opened.format !== 'dm2') {
    const spot = isXml(bytes) ? wholeOf(bytes) : wbxmlSpots(bytes)
    const { root } = opened
    const spaces = opened.format === 'cp' ? namespaces : namespacesOf(opened.version)
    return growElements(bytes, { root, spot, spaces, shown: secrets === 'clear' ? root : undefined })
  }
  const document = parseBytes(bytes, () => undefined)
  const spot = utf16In(bytes) === undefined ? jsonSpots(bytes) : wholeOf(bytes)
  return growJson(document, spot, secrets === 'clear' ? document : undefined)
}

/** In a document of XML text or of UTF-16 only the whole has a place. */
const wholeOf = ({ length }: Uint8Array): Spot => ({
  from: 0,
  to: length,
  value: { from: 0, to: length },
  parts: [],
})

const twigsOf = (twig: Twig): readonly Twig[] => [twig, ...twig.children.flatMap(twigsOf)]
const secretsIn = (root: Twig): readonly Twig[] => twigsOf(root).filter(({ secret }) => secret !== undefined)

const maskedIn = (root: Twig): readonly Masked[] =>
  secretsIn(root).flatMap(({ secret }) => (secret ? [{ at: secret.at, bytes: secret.bytes.reveal() }] : []))

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
