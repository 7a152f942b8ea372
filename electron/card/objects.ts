// PKCS#15 v1.1, clause 6: what EF(ODF) leads to, object by object, of every class. For people; it fails on nothing.
import { hex } from '../../shared/bytes'
import { fromUtf8 } from '../../shared/utf8'
import { unwrapped } from './pkcs15'
import { find, leadingTlvs, readable, type Tlv } from './tlv'

/** Table of 6.2: the tags of EF(ODF), from A0. */
const classes = [
  'privateKeys',
  'publicKeys',
  'trustedPublicKeys',
  'secretKeys',
  'certificates',
  'trustedCertificates',
  'usefulCertificates',
  'dataObjects',
  'authObjects',
] as const
export type ObjectClass = (typeof classes)[number]

/** Where the objects of a class are: in a directory file of their own, or here. */
export type ClassEntry = { readonly class: ObjectClass; readonly path?: Uint8Array; readonly objects: Uint8Array }

export type CardObject = {
  readonly class: ObjectClass
  readonly label?: string
  readonly flags: readonly ('private' | 'modifiable')[]
  /** As people write it: 2.23.43.7.1. */
  readonly oid?: string
  readonly path?: Uint8Array
}

export const classesIn = (odf: Uint8Array): readonly ClassEntry[] =>
  leadingTlvs(odf).flatMap((entry) => {
    const name = classes[entry.tag - 0xa0]
    if (!name) return []
    const direct = find(children(entry), 0xa0)
    const path = direct ? undefined : pathIn(entry)
    return [{ class: name, objects: direct?.value ?? new Uint8Array(), ...(path && { path }) }]
  })

/** 6.1.2: common attributes, those of the class, those of a subclass, and in A1 those of the type. */
export const objectsIn = (name: ObjectClass, bytes: Uint8Array): readonly CardObject[] =>
  leadingTlvs(bytes).flatMap((entry) => {
    const [common, ofClass] = children(entry)
    if (common?.tag !== 0x30) return []
    const ofType = find(children(entry), 0xa1)
    const label = find(children(common), 0x0c)
    const flags = find(children(common), 0x03)?.value[1] ?? 0
    const oid = find(children(ofClass), 0x06) ?? find(children(children(ofType)[0]), 0x06)
    const path = pathIn(ofType)
    return [
      {
        class: name,
        flags: [...(flags & 0x80 ? ['private' as const] : []), ...(flags & 0x40 ? ['modifiable' as const] : [])],
        ...(label && { label: readable(() => fromUtf8(label.value, label.offset)) ?? hex(label.value) }),
        ...(oid && { oid: dotted(unwrapped(oid.value)) }),
        ...(path && { path }),
      },
    ]
  })

const children = (tlv: Tlv | undefined): readonly Tlv[] =>
  tlv && (tlv.tag & 0x20) !== 0 ? leadingTlvs(tlv.value, tlv.offset) : []

/** The first SEQUENCE that begins with an OCTET STRING of whole file identifiers. */
function pathIn(tlv: Tlv | undefined): Uint8Array | undefined {
  for (const child of children(tlv)) {
    const [first] = children(child)
    const isPath = child.tag === 0x30 && first?.tag === 0x04 && first.value.length >= 2 && first.value.length % 2 === 0
    const found = isPath ? first.value : pathIn(child)
    if (found) return found
  }
  return undefined
}

/** ISO/IEC 8825-1, 8.19. */
function dotted(oid: Uint8Array): string {
  const arcs: number[] = []
  let arc = 0
  for (const byte of oid) {
    arc = arc * 128 + (byte & 0x7f)
    if (byte & 0x80) continue
    arcs.push(arc)
    arc = 0
  }
  const [first = 0, ...rest] = arcs
  const root = Math.min(2, Math.floor(first / 40))
  return [root, first - root * 40, ...rest].join('.')
}
