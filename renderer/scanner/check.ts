import { type Layout, layouts, meantBy } from '../../shared/identity/layout'
import { type TestName, testCodes, testNames } from './test-codes'

/** One key as the scanner pressed it. */
export type Stroke = {
  readonly number: number
  readonly key: string
  readonly code: string
  readonly at: number
  readonly isAlt: boolean
}
export type Sent = { readonly text: string; readonly strokes: readonly Stroke[] }

/** What is wrong with the way a code came. */
export type Fault =
  | { readonly fault: 'layout'; readonly scanner: Layout; readonly computer: Layout }
  | { readonly fault: 'caps' | 'capitals' | 'separators' | 'lines' | 'alt' | 'other' }

/** How a code came, right or wrong. */
export type Manner = {
  readonly end: 'enter' | 'tab' | 'none'
  readonly widestMs: number
  readonly aim: string | undefined
}

/** Which test code it was, and what was wrong with it; no test where it is none that can be recognised. */
export type Checked = {
  readonly test: TestName | undefined
  readonly faults: readonly Fault[]
  readonly manner: Manner
}

export function checkOf(sent: Sent): Checked {
  const manner = mannerOf(sent)
  if (sent.strokes.some(({ isAlt, code }) => isAlt && code.startsWith('Numpad')))
    return { test: undefined, faults: [{ fault: 'alt' }], manner }
  for (const test of testNames) {
    const faults = faultsOf(sent.text, testCodes[test].arrives)
    if (faults !== undefined) return { test, faults, manner }
  }
  return { test: undefined, faults: [{ fault: 'other' }], manner }
}

/** What has to be undone so that the text is the one expected; undefined where nothing known does it. */
function faultsOf(text: string, arrives: string): readonly Fault[] | undefined {
  for (const { meant, faults } of [{ meant: text, faults: [] }, ...transformed(text)]) {
    const loss = lossOf(bare(meant), arrives)
    if (loss !== undefined) return [...faults, ...loss]
  }
  return undefined
}

type Transformed = { readonly meant: string; readonly faults: readonly Fault[] }

const transformed = (text: string): readonly Transformed[] => [
  { meant: swapped(text), faults: [{ fault: 'caps' }] },
  ...layouts.flatMap((scanner) =>
    layouts.flatMap((computer): readonly Transformed[] => {
      const meant = scanner === computer ? undefined : meantBy(text, scanner, computer)
      return meant === undefined ? [] : [{ meant, faults: [{ fault: 'layout', scanner, computer }] }]
    }),
  ),
]

function lossOf(text: string, arrives: string): readonly Fault[] | undefined {
  if (text === arrives) return []
  if (text === arrives.toUpperCase()) return [{ fault: 'capitals' }]
  if (text === arrives.replaceAll('\u001d', '')) return [{ fault: 'separators' }]
  return text.replace(/\s+/g, '') === arrives.replace(/\s+/g, '') ? [{ fault: 'lines' }] : undefined
}

const aimOf = (text: string): string | undefined => /^\][A-Za-z]\d/.exec(text)?.[0]
const bare = (text: string): string => text.slice(aimOf(text)?.length ?? 0)

const swapped = (text: string): string =>
  Array.from(text, (sign) => (sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase())).join('')

function mannerOf({ text, strokes }: Sent): Manner {
  const last = strokes.at(-1)?.key
  const gaps = strokes.slice(1).map(({ at }, before) => at - (strokes[before]?.at ?? at))
  return {
    end: last === 'Enter' ? 'enter' : last === 'Tab' ? 'tab' : 'none',
    widestMs: Math.round(Math.max(0, ...gaps)),
    aim: aimOf(text),
  }
}
