import { type Code, codeOf } from './code'
import { elementsIn, type Piece } from './gs1'
import { nameOf } from './label-name'

/** Longer than any label; the rest is not looked at. */
const longest = 2048

/** Every code that is known here, in the order of the label; `text` is one burst of a scanner, or what was typed. */
export function codesIn(text: string): readonly Code[] {
  const label = text.slice(0, longest).replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '')
  const elements = elementsIn(label)
  return byContent((elements ?? piecesIn(label.replace(/^\][A-Za-z]\d/, ''))).flatMap((piece) => codeOf(piece) ?? []))
}

/** A serial number that is an IMEI is one, unless the label has a device of its own. */
function byContent(codes: readonly Code[]): readonly Code[] {
  if (codes.some(({ kind }) => kind === 'device' || kind === 'check-digit')) return codes
  return codes.map((code) => {
    if (code.kind !== 'product' || code.what !== 'serial') return code
    const same = codeOf({ name: undefined, value: code.value })
    return same?.kind === 'device' && same.as === undefined ? same : code
  })
}

function piecesIn(label: string): readonly Piece[] {
  const whole = pieceOf(label)
  if (codeOf(whole) !== undefined) return [whole]
  const lines = apart(label).split(/[\p{Cc};,|&?]+/u)
  return lines.flatMap((line) => {
    const piece = pieceOf(line)
    if (codeOf(piece) !== undefined || piece.name !== undefined) return [piece]
    return line.split(/\s+/).map((value) => ({ name: undefined, value }))
  })
}

/** Names that follow a value on the same line begin a line of their own. A GS1 Digital Link has its elements in its path. */
const apart = (label: string): string =>
  label
    .replace(/\s+(?=(?:IMEI|IMEISV|MEID|ESN|ICCID|EID|S\/N|SN)\s*\d?\s*[:=])/gi, '\n')
    .replace(/^https?:\/\/[^/?]*/i, '')
    .replace(/\/(01|21|10|8002|8004)\/([^/?#]+)/g, '\n$1=$2')

/** `IMEI 1: 49 015420 323751 8`, `"imei":"490154203237518"`, `urn:uuid:…`, or a value without a name. */
function pieceOf(line: string): Piece {
  const bare = line.replace(/["{}]/g, '').trim()
  const urn = /^urn:(?:gsma:|dev:)?(imei|meid|esn|uuid|mac):(.+)$/i.exec(bare)
  if (urn) return { name: urn[1], value: urn[2] ?? '' }
  if (/^[0-9a-f]{2}:[0-9a-f]{2}:/i.test(bare)) return { name: undefined, value: bare }
  const [, name, value = ''] = /^([A-Za-z0-9][A-Za-z0-9 ./_()-]{0,23}?)\s*[:=#]\s*(\S.*)$/.exec(bare) ?? []
  if (name !== undefined) return { name, value }
  const [, word, behind = ''] = /^([A-Za-z][A-Za-z/]{2,9}(?:\s?[12])?)\s+(\S.*)$/.exec(bare) ?? []
  return word !== undefined && nameOf(word) !== undefined
    ? { name: word, value: behind }
    : { name: undefined, value: bare }
}
