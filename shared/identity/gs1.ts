// GS1 element strings, as scanners send them.

/** A value with the name that stood before it: an application identifier, or a word on a label. */
export type Piece = { readonly name: string | undefined; readonly value: string }

/** AIM identifiers that say that the code is a GS1 one (ISO/IEC 15424; GS1 General Specifications, 5.1.2). */
const gs1Symbols = /^\](C1|d2|Q3|e0|J1)/

/** GS1 General Specifications, 7.8.5: of these the first two digits tell how many there are, so that no separator follows. */
const fixed: Readonly<Record<string, number>> = {
  ...{ '00': 18, '01': 14, '02': 14, '03': 14, '11': 6, '12': 6, '13': 6, '14': 6, '15': 6, '16': 6, '17': 6 },
  ...{ '18': 6, '19': 6, '20': 2, '31': 8, '32': 8, '33': 8, '34': 8, '35': 8, '36': 8, '41': 14 },
}
/** How long the identifiers are that are not two digits (GS1 General Specifications, 3.2), by how they begin. */
const longer: readonly (readonly [RegExp, number])[] = [
  [/^(2[345]|4[012]|71)/, 3],
  [/^(3[1-69]|43|7[02]|8[0-2])/, 4],
]
const identifierOf = (text: string): number => longer.find(([begins]) => begins.test(text))?.[1] ?? 2

/** FNC1 between two elements is sent as GS (0x1d), and by some as a word or a picture for it. */
const separator = '\u001d'
const withSeparators = (text: string): string => text.replace(/\u241d|<GS>|\{GS\}|\[GS\]|\^\]|\\x1d/gi, separator)

/** The elements of a GS1 code; undefined where it is none, or breaks off. */
export function elementsIn(scanned: string): readonly Piece[] | undefined {
  const bracketed = [...scanned.matchAll(/\((\d{2,4})\)([^(]+)/g)]
  if (scanned.startsWith('(') && bracketed.length > 0)
    return bracketed.map(([, name, value = '']) => ({ name, value: value.trim() }))
  const isMarked = gs1Symbols.test(scanned)
  const text = withSeparators(scanned.replace(/^\][A-Za-z]\d/, ''))
  const hasSeparator = text.includes(separator)
  // Without its marks a code is believed to be GS1 where it begins with a product or with a mobile device.
  if (!isMarked && !hasSeparator && !/^(01\d{14}(10|11|17|21|8002)|8002\d{15}$)/.test(text)) return undefined
  return elementsOf(begun(text))
}

function elementsOf(text: string): readonly Piece[] | undefined {
  if (text === '') return []
  const name = /^\d{2,4}/.exec(text.slice(0, identifierOf(text)))?.[0]
  if (name === undefined) return undefined
  const length = fixed[name.slice(0, 2)]
  const rest = text.slice(name.length)
  const end = length === undefined ? endOf(rest) : length + 2 - name.length
  const value = rest.slice(0, end)
  const more = elementsOf(begun(rest.slice(end)))
  const isWhole = length === undefined ? value.length > 0 && value.length <= 90 : value.length === end
  return isWhole && more !== undefined ? [{ name, value }, ...more] : undefined
}

const begun = (text: string): string => (text.startsWith(separator) ? text.slice(1) : text)

const endOf = (text: string): number => {
  const end = text.indexOf(separator)
  return end < 0 ? text.length : end
}
