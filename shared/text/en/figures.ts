import { figuresOf } from '../figures'

const { number, seconds, clock, day } = figuresOf('en-GB')

export { clock, day, number, seconds }

const plurals = new Intl.PluralRules('en')

/** `1 try`, `2 tries`. */
export const count = (value: number, one: string, many: string): string =>
  `${number(value)} ${plurals.select(value) === 'one' ? one : many}`

export const bytes = (value: number): string => count(value, 'byte', 'bytes')

/** How long something has lasted, as one would say it: `8 s`, `2 min`, `3 h`. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 90) return `${number(seconds)} s`
  return seconds < 5400 ? `${number(Math.floor(seconds / 60))} min` : `${number(Math.floor(seconds / 3600))} h`
}

/** A reason from elsewhere inside our sentence: no full stop of its own. */
export const inside = (reason: string): string => reason.trim().replace(/[.\s]+$/, '')
