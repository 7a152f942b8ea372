// What a pattern says where it says little: so many digits, so many letters. A person reads that, and no expression.
import { type Pattern, parsePattern } from './pattern'

/** Characters of one kind, between so many and so many of them. */
export type Shape = {
  readonly of: (typeof kinds)[number][0]
  readonly least: number
  readonly most: number
  readonly isZeroFirst: boolean
}

const kinds = [
  ['digits', '0123456789'],
  ['hex', '0123456789ABCDEFabcdef'],
  ['letters', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
  ['capitals', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ['lettersOrDigits', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
  ['capitalsOrDigits', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
] as const

type Run = { readonly taken: string; readonly least: number; readonly most: number }

/** The whole of what a pattern says, or undefined where it says more than a shape can. The pattern must be one. */
export function shapeOf(pattern: string): Shape | undefined {
  const [first, ...rest] = runsOf(parsePattern(pattern)) ?? []
  if (first === undefined) return undefined
  const isZeroFirst = first.taken !== '123456789'
  if (!isZeroFirst && (first.least !== 1 || first.most !== 1)) return undefined
  const runs = isZeroFirst ? [first, ...rest] : [{ ...first, taken: '0123456789' }, ...rest]
  const kind = kinds.find(([, taken]) => runs.every((run) => run.taken === taken))
  return (
    kind && {
      of: kind[0],
      least: runs.reduce((sum, run) => sum + run.least, 0),
      most: runs.reduce((sum, run) => sum + run.most, 0),
      isZeroFirst,
    }
  )
}

/** One run after the other; undefined where there is a choice, or a group that is repeated. */
function runsOf(pattern: Pattern): readonly Run[] | undefined {
  switch (pattern.kind) {
    case 'one':
      return [{ taken: takenBy(pattern.is), least: 1, most: 1 }]
    case 'repeat': {
      const [of, ...more] = runsOf(pattern.of) ?? []
      const isOne = of !== undefined && more.length === 0 && of.least === 1 && of.most === 1
      return isOne ? [{ ...of, least: pattern.least, most: pattern.most }] : undefined
    }
    case 'any':
      return pattern.of.length === 1 && pattern.of[0] ? runsOf(pattern.of[0]) : undefined
    case 'all': {
      const parts = pattern.of.map(runsOf)
      return parts.every((part) => part !== undefined) ? parts.flat() : undefined
    }
  }
}

const printable = Array.from({ length: 0x5f }, (_, at) => String.fromCharCode(0x20 + at))
const beyond = ['é', 'ß', 'Ж', 'م', '٣', '字']

/** Which characters it takes, as far as they are looked at. */
const takenBy = (is: RegExp): string => [...printable, ...beyond].filter((character) => is.test(character)).join('')
