// Figures as the words need them. Pure: a time comes in as an argument.

export type Figures = {
  readonly number: (value: number) => string
  /** `98.6 %` */
  readonly percent: (value: number) => string
  readonly seconds: (ms: number) => string
  readonly clock: (at: number | string) => string
  readonly day: (at: number | string) => string
  /** Of a part of one: `98.4 %`. */
  readonly shareOf: (part: number) => string
  /** A chance as statistics write it: `= 0.004`, `< 0.001`. */
  readonly chance: (p: number) => string
  /** How long something has lasted, as one would say it: `8 s`, `2 min`, `3 h`. */
  readonly span: (ms: number) => string
}

export type Units = { readonly ms: string; readonly s: string; readonly min: string; readonly h: string }

/** The signs of ISO 80000-3. */
const signs: Units = { ms: 'ms', s: 's', min: 'min', h: 'h' }

export function figuresOf(language: string, units: Units = signs): Figures {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const third = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 })
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' })
  return {
    number: (value) => whole.format(value),
    percent: (value) => `${tenth.format(value)} %`,
    seconds: (ms) => (ms > 0 && ms < 50 ? `${whole.format(ms)} ${units.ms}` : `${tenth.format(ms / 1000)} ${units.s}`),
    clock: (at) => time.format(new Date(at)),
    day: (at) => date.format(new Date(at)),
    shareOf: (part) => `${tenth.format(100 * part)} %`,
    chance: (p) => (p < 0.001 ? `< ${third.format(0.001)}` : `= ${third.format(p)}`),
    span: (ms) => {
      const seconds = Math.max(0, Math.floor(ms / 1000))
      if (seconds < 90) return `${whole.format(seconds)} ${units.s}`
      if (seconds < 5400) return `${whole.format(Math.floor(seconds / 60))} ${units.min}`
      return `${whole.format(Math.floor(seconds / 3600))} ${units.h}`
    },
  }
}

/** A reason from elsewhere inside our sentence: no full stop of its own. */
export const inside = (reason: string): string => reason.trim().replace(/[.\s]+$/, '')
