// A message for people: as a document of its own kind, as the other kind, or as bytes.
import { hex, withoutPadding } from '../bytes'
import { showJson } from '../json'
import { clearJsonOf, hiddenJsonOf } from '../outline/outline'
import { parseBytes } from './dm2'
import { hiddenBytes, hideElement, hideJson, secretsInElement, secretsInJson } from './hidden'
import { openMessage } from './open'
import { xmlOfElement, xmlOfJson } from './xml'

export type Rendering = 'json' | 'xml' | 'hex'

/** Secrets are bullets unless they are to be revealed. Only revealed bytes can be shown of what cannot be read. */
export function showMessage(bytes: Uint8Array, as: Rendering, { reveal }: { readonly reveal: boolean }): string {
  const whole = withoutPadding(bytes)
  if (as === 'hex') return reveal ? linesOf(hex(whole)) : maskedHex(whole, secretsOf(whole))
  const opened = openMessage(whole)
  if (opened.format === 'dm2') return showDm2(whole, as, reveal)
  if (as === 'json') return reveal ? clearJsonOf(whole) : hiddenJsonOf(whole)
  return xmlOfElement(reveal ? opened.root : hideElement(opened.root))
}

function showDm2(bytes: Uint8Array, as: Exclude<Rendering, 'hex'>, reveal: boolean): string {
  const document = parseBytes(bytes, () => undefined)
  const shown = reveal ? document : hideJson(document)
  return as === 'json' ? showJson(shown) : xmlOfJson(shown)
}

function secretsOf(bytes: Uint8Array): readonly Uint8Array[] {
  const opened = openMessage(bytes)
  return opened.format === 'dm2' ? secretsInJson(parseBytes(bytes, () => undefined)) : secretsInElement(opened.root)
}

function maskedHex(bytes: Uint8Array, secrets: readonly Uint8Array[]): string {
  const hidden = hiddenBytes(bytes, secrets)
  return linesOf(Array.from(bytes, (byte, at) => (hidden[at] ? '••' : hex(Uint8Array.of(byte)))).join(''))
}

/** 32 bytes a line. */
const linesOf = (digits: string): string => digits.replace(/.{64}(?=.)/g, '$&\n')
