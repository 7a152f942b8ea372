import { figuresOf, inside } from '../figures'

const { number, percent, seconds, clock, day, span } = figuresOf('de-DE')

export { clock, day, inside, number, percent, seconds, span }

/** `1 Versuch`, `2 Versuche`. */
export const count = (value: number, one: string, many: string): string =>
  `${number(value)} ${value === 1 ? one : many}`

export const bytes = (value: number): string => `${number(value)} Byte`

/** What others said, in their own language. */
export const quoted = (reason: string): string => `„${inside(reason)}“`
