// A message for people: as a document of its own kind, as the other kind, or as bytes.
import { hex, withoutPadding } from '../bytes'
import { type Json, showJson } from '../json'
import type { Element } from '../wbxml/tree'
import { nodeOfTree, objectOf, openDm1, takeApart } from './dm1'
import { parseBytes } from './dm2'
import { hiddenBytes, hideElement, hideJson, secretsInElement, secretsInJson } from './hidden'
import { knownFormatOf } from './known'
import { xmlOfElement, xmlOfJson } from './xml'

export type Rendering = 'json' | 'xml' | 'hex'

/** Secrets are bullets unless they are to be revealed. Only revealed bytes can be shown of what cannot be read. */
export function showMessage(bytes: Uint8Array, as: Rendering, { reveal }: { readonly reveal: boolean }): string {
  const whole = withoutPadding(bytes)
  if (as === 'hex' && reveal) return linesOf(hex(whole))
  if (knownFormatOf(whole) === 'dm2')
    return showDm2(
      whole,
      parseBytes(whole, () => undefined),
      as,
      reveal,
    )
  return showDm1(whole, openDm1(whole), as, reveal)
}

function showDm2(bytes: Uint8Array, document: Json, as: Rendering, reveal: boolean): string {
  if (as === 'hex') return maskedHex(bytes, secretsInJson(document))
  const shown = reveal ? document : hideJson(document)
  return as === 'json' ? showJson(shown) : xmlOfJson(shown)
}

function showDm1(bytes: Uint8Array, root: Element, as: Rendering, reveal: boolean): string {
  if (as === 'hex') return maskedHex(bytes, secretsInElement(root))
  if (as === 'xml') return xmlOfElement(reveal ? root : hideElement(root))
  const shown = jsonOf(root)
  return showJson(reveal ? shown : hideJson(shown))
}

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
