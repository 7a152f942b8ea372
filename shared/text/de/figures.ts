import { figuresOf, inside } from '../figures'

const { number, seconds, clock, day, span, percent, shareOf, chance } = figuresOf('de-DE')

export { chance, clock, day, inside, number, percent, seconds, shareOf, span }

/** `1 Versuch`, `2 Versuche`. */
export const count = (value: number, one: string, many: string): string =>
  `${number(value)} ${value === 1 ? one : many}`

export const bytes = (value: number): string => `${number(value)} Byte`
