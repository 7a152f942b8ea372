import { figuresOf, inside } from '../figures'

const { number, seconds, clock, day, span, percent, shareOf, chance } = figuresOf('en-GB')

export { chance, clock, day, inside, number, percent, seconds, shareOf, span }

const plurals = new Intl.PluralRules('en')

/** `1 try`, `2 tries`. */
export const count = (value: number, one: string, many: string): string =>
  `${number(value)} ${plurals.select(value) === 'one' ? one : many}`

export const bytes = (value: number): string => count(value, 'byte', 'bytes')
