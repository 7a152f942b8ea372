import { figuresOf, inside } from '../figures'

const { number, percent, seconds, clock, day, span } = figuresOf('en-GB')

export { clock, day, inside, number, percent, seconds, span }

const plurals = new Intl.PluralRules('en')

/** `1 try`, `2 tries`. */
export const count = (value: number, one: string, many: string): string =>
  `${number(value)} ${plurals.select(value) === 'one' ? one : many}`

export const bytes = (value: number): string => count(value, 'byte', 'bytes')
