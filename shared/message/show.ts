// A message for people: as a document of its own kind, as the other kind, or as bytes.
import { hex, withoutPadding } from '../bytes'
import { type Json, showJson } from '../json'
import type { Element } from '../wbxml/tree'
import { type Characteristic, cpDocument } from './cp-document'
import { nodeOfTree, objectOf, takeApart } from './dm1'
import { parseBytes } from './dm2'
import { hiddenBytes, hideElement, hideJson, secretsInElement, secretsInJson } from './hidden'
import { openMessage } from './open'
import { xmlOfElement, xmlOfJson } from './xml'

export type Rendering = 'json' | 'xml' | 'hex'

/** Secrets are bullets unless they are to be revealed. Only revealed bytes can be shown of what cannot be read. */
export function showMessage(bytes: Uint8Array, as: Rendering, { reveal }: { readonly reveal: boolean }): string {
  const whole = withoutPadding(bytes)
  if (as === 'hex' && reveal) return linesOf(hex(whole))
  const opened = openMessage(whole)
  switch (opened.format) {
    case 'dm2':
      return showDm2(
        whole,
        parseBytes(whole, () => undefined),
        as,
        reveal,
      )
    case 'dm1':
      return showElements(whole, opened.root, as, reveal, jsonOf)
    case 'cp':
      return showElements(whole, opened.root, as, reveal, jsonOfCp)
  }
}

function showDm2(bytes: Uint8Array, document: Json, as: Rendering, reveal: boolean): string {
  if (as === 'hex') return maskedHex(bytes, secretsInJson(document))
  const shown = reveal ? document : hideJson(document)
  return as === 'json' ? showJson(shown) : xmlOfJson(shown)
}

function showElements(
  bytes: Uint8Array,
  root: Element,
  as: Rendering,
  reveal: boolean,
  jsonOf: (root: Element) => Json,
): string {
  if (as === 'hex') return maskedHex(bytes, secretsInElement(root))
  const shown = reveal ? root : hideElement(root)
  return as === 'xml' ? xmlOfElement(shown) : showJson(jsonOf(shown))
}

/** Characteristics as objects; a parameter is a pair, since a name may come twice and a flag has no value. */
const jsonOfCp = (root: Element): Json => {
  const { version, characteristics } = cpDocument.read(root)
  return new Map<string, Json>([
    ...(version === undefined ? [] : [['version', version] as const]),
    ['characteristics', characteristics.map(jsonOfCharacteristic)],
  ])
}

const jsonOfCharacteristic = ({ type, parameters, children }: Characteristic): Json =>
  new Map<string, Json>([
    ['type', type],
    ['parms', parameters.map(({ name, value }) => (value === undefined ? [name] : [name, value]))],
    ...(children.length === 0 ? [] : [['characteristics', children.map(jsonOfCharacteristic)] as const]),
  ])

/** The objects of a DM 1.2 message in the manner of DM 2.0. */
const jsonOf = (root: Element): Json =>
  takeApart(root)
    .trees.map(nodeOfTree)
    .map(objectOf)
    .map(
      ({ moid, root: name, tree }) =>
        new Map<string, Json>([
          ['MOID', moid],
          ['MOData', new Map([[name, tree]])],
        ]),
    )

function maskedHex(bytes: Uint8Array, secrets: readonly Uint8Array[]): string {
  const hidden = hiddenBytes(bytes, secrets)
  return linesOf(Array.from(bytes, (byte, at) => (hidden[at] ? '••' : hex(Uint8Array.of(byte)))).join(''))
}

/** 32 bytes a line. */
const linesOf = (digits: string): string => digits.replace(/.{64}(?=.)/g, '$&\n')
