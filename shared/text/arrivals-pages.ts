import { arrivals as ar } from './ar/arrivals'
import { arrivals as de } from './de/arrivals'
import { type ArrivalsWords, arrivals as en } from './en/arrivals'
import { pageFor, pageNamed } from './intake-pages'

const pages: readonly ArrivalsWords[] = [en, de, ar]

/** The words of the page on which devices arrive: in the language that was asked for, else in one the browser likes. */
export const arrivalsFor = (named: string | undefined, acceptLanguage: string | undefined): ArrivalsWords => {
  const { language } = pageNamed(named) ?? pageFor(acceptLanguage)
  return pages.find((page) => page.language === language) ?? en
}
