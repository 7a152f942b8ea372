import { ar } from './ar'
import { de } from './de'
import { en } from './en'
import { pseudo } from './pseudo'
import type { Text } from './text'

/** What a window can speak, each under the name that its speakers give it. */
export const languages = { en: 'English', de: 'Deutsch', ar: 'العربية' } as const
export type Language = keyof typeof languages

/** English in brackets and longer, for tests of what is not translated and what does not fit. */
export const pseudoLanguage = 'en-XA'

/** The words of a language; English where there is none of that name. */
export function textOf(language: string): Text {
  if (language === 'de') return de
  if (language === 'ar') return ar
  return language === pseudoLanguage ? pseudo(en) : en
}
