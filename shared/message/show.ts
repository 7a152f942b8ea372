// A message for people: as a document of its own kind, as the other kind, or as bytes.
import { hex, withoutPadding } from '../bytes'
import { showJson } from '../json'
import { clearJsonOf, hiddenHexOf, hiddenJsonOf } from '../outline/outline'
import { namespacesOf } from '../wbxml/syncml'
import { parseBytes } from './dm2'
import { hideElement, hideJson } from './hidden'
import { openMessage } from './open'
import { xmlOfElement, xmlOfJson } from './xml'

export type Rendering = 'json' | 'xml' | 'hex'

/** Secrets are bullets unless they are to be revealed. Only revealed bytes can be shown of what cannot be read. */
export function showMessage(bytes: Uint8Array, as: Rendering, { reveal }: { readonly reveal: boolean }): string {
  const whole = withoutPadding(bytes)
  if (as === 'hex') return linesOf(reveal ? hex(whole) : hiddenHexOf(whole))
  const opened = openMessage(whole)
  if (opened.format === 'dm2') return showDm2(whole, as, reveal)
  if (as === 'json') return reveal ? clearJsonOf(whole) : hiddenJsonOf(whole)
  const shown = reveal ? opened.root : hideElement(opened.root)
  return opened.format === 'cp' ? xmlOfElement(shown) : xmlOfElement(shown, -1, '', namespacesOf(opened.version))
}

function showDm2(bytes: Uint8Array, as: Exclude<Rendering, 'hex'>, reveal: boolean): string {
  const document = parseBytes(bytes, () => undefined)
  const shown = reveal ? document : hideJson(document)
  return as === 'json' ? showJson(shown) : xmlOfJson(shown)
}

/** 32 bytes a line. */
const linesOf = (digits: string): string => digits.replace(/.{64}(?=.)/g, '$&\n')
