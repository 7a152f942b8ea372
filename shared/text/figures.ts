// Figures as the words need them. Pure: a time comes in as an argument.

export type Figures = {
  readonly number: (value: number) => string
  readonly seconds: (ms: number) => string
  readonly clock: (at: number | string) => string
  readonly day: (at: number | string) => string
}

export function figuresOf(language: string): Figures {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' })
  return {
    number: (value) => whole.format(value),
    seconds: (ms) => (ms > 0 && ms < 50 ? `${whole.format(ms)} ms` : `${tenth.format(ms / 1000)} s`),
    clock: (at) => time.format(new Date(at)),
    day: (at) => date.format(new Date(at)),
  }
}
