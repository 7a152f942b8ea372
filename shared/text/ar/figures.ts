import { figuresOf, inside } from '../figures'

const { number, seconds, clock, day, span, percent, shareOf, chance } = figuresOf('ar-u-nu-latn', {
  ms: 'م.ث',
  s: 'ث',
  min: 'د',
  h: 'س',
})

export { chance, clock, day, inside, number, percent, seconds, shareOf, span }

const plurals = new Intl.PluralRules('ar')

/** One and two are words of their own; three to ten take the plural, all else the singular. */
export type Forms = { readonly one: string; readonly two: string; readonly few: string; readonly many: string }

/** As they stand after a preposition or as the object of a verb: the dual ends otherwise. */
export const oblique = (forms: Forms): Forms => ({ ...forms, two: forms.two.replace(/ان(?= |$)/g, 'ين') })

export function count(value: number, { one, two, few, many }: Forms): string {
  const form = plurals.select(value)
  if (form === 'one') return one
  if (form === 'two') return two
  return `${number(value)} ${form === 'few' ? few : many}`
}

export const bytes = (value: number): string =>
  count(value, { one: 'بايت واحد', two: 'بايتان', few: 'بايتات', many: 'بايت' })

/** Keeps what is written from left to right together (Unicode 9: first strong isolate). */
export const apart = (text: string): string => `\u2068${text}\u2069`

export const triesForms: Forms = { one: 'محاولة واحدة', two: 'محاولتان', few: 'محاولات', many: 'محاولة' }
export const cardForms: Forms = { one: 'بطاقة واحدة', two: 'بطاقتان', few: 'بطاقات', many: 'بطاقة' }
