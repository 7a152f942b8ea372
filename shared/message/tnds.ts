// OMA DM Tree and Description Serialization 1.2, 9.2: a part of a management tree as a document of its own.
import { fromBase64, toBase64 } from '../base64'
import { encode } from '../codec'
import { Failed } from '../failure'
import { wbxml } from '../wbxml/codec'
import { syncmlDialect, tnds, tndsPublicId } from '../wbxml/syncml'
import { type Content, childNamed, childrenNamed, type Element, elementsOf, opaque, text, textOf } from '../wbxml/tree'
import { nested } from './tnds-path'

/** A leaf's type is a media type, an interior node's the MOID of what begins there. */
export type NodeType = { readonly mime: string } | { readonly ddfName: string }
export type TndsNode = {
  readonly name: string
  readonly path?: string
  readonly acl?: string
  readonly format: string
  readonly type?: NodeType
  /** Text travels as text whatever the format says; bytes are for what is no text. */
  readonly value?: string | Uint8Array
  readonly children: readonly TndsNode[]
}
export type MgmtTree = { readonly nodes: readonly TndsNode[] }

const formats = ['b64', 'bin', 'bool', 'chr', 'date', 'float', 'int', 'node', 'null', 'time', 'xml']

/** A tree and its elements on code page 2, both ways. Reading fails with `message.invalid` and the path of the node. */
export const mgmtTree = {
  write: ({ nodes }: MgmtTree): Element => tnds('MgmtTree', tnds('VerDTD', '1.2'), ...nodes.map(writeNode)),
  read(element: Element): MgmtTree {
    if (element.tag !== 'MgmtTree') throw invalid(element.tag, 'not-tnds')
    return { nodes: childrenNamed(nested(element), 'Node').map((node) => readNode(node, '')) }
  },
}

/** The WBXML document to be embedded as opaque bytes; it has a name, since TNDS has no public id. */
export const encodeTnds = (root: Element): Uint8Array =>
  encode(wbxml(syncmlDialect), { version: 0x02, publicId: tndsPublicId, charset: 0x6a, root })

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })

function writeNode({ name, path, acl, format, type, value, children }: TndsNode): Element {
  return tnds(
    'Node',
    tnds('NodeName', name),
    ...(path === undefined ? [] : [tnds('Path', path)]),
    tnds(
      'RTProperties',
      ...(acl === undefined ? [] : [tnds('ACL', acl)]),
      tnds('Format', tnds(format)),
      ...(type === undefined
        ? []
        : [tnds('Type', 'mime' in type ? tnds('MIME', type.mime) : tnds('DDFName', type.ddfName))]),
    ),
    ...(value === undefined ? [] : [tnds('Value', ...contentOf(value, format))]),
    ...children.map(writeNode),
  )
}

const contentOf = (value: string | Uint8Array, format: string): readonly Content[] => {
  if (value.length === 0) return []
  if (typeof value === 'object' && format === 'b64') return [text(toBase64(value))]
  return typeof value === 'string' ? [text(value)] : [opaque(value)]
}

function readNode(node: Element, parent: string): TndsNode {
  const name = textOf(childNamed(node, 'NodeName'))
  if (name === undefined) throw invalid(parent, 'node-name')
  const here = parent === '' ? name : `${parent}/${name}`
  const properties = childNamed(node, 'RTProperties')
  const path = textOf(childNamed(node, 'Path'))
  const acl = textOf(childNamed(properties, 'ACL'))
  const type = typeOf(childNamed(properties, 'Type'))
  const value = childNamed(node, 'Value')
  const format = formatOf(childNamed(properties, 'Format'), here) ?? (value === undefined ? 'node' : 'chr')
  const children = childrenNamed(node, 'Node')
  if (value !== undefined && children.length > 0) throw invalid(here, 'leaf-type')
  return {
    name,
    ...(path !== undefined && { path }),
    ...(acl !== undefined && { acl }),
    format,
    ...(type !== undefined && { type }),
    ...(value !== undefined && { value: valueIn(value, format, here) }),
    children: children.map((child) => readNode(child, here)),
  }
}

function formatOf(element: Element | undefined, here: string): string | undefined {
  const format = element && elementsOf(element)[0]?.tag
  if (format !== undefined && !formats.includes(format)) throw invalid(here, 'leaf-type')
  return format
}

function typeOf(element: Element | undefined): NodeType | undefined {
  const mime = textOf(childNamed(element, 'MIME'))
  const ddfName = textOf(childNamed(element, 'DDFName'))
  if (mime !== undefined) return { mime }
  return ddfName === undefined ? undefined : { ddfName }
}

/** Under the format `b64` a text is the base64 of what is meant (TNDS 1.2, 9.2.1); one that is none is taken as it is. */
function valueIn(element: Element, format: string, here: string): string | Uint8Array {
  const [only, ...more] = element.children
  const written = textOf(element)
  if (written !== undefined) return format === 'b64' ? (bytesIn(written) ?? written) : written
  if (only?.kind !== 'opaque' || more.length > 0) throw invalid(here, 'leaf-type')
  return only.bytes
}

function bytesIn(written: string): Uint8Array | undefined {
  try {
    return fromBase64(written)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}
