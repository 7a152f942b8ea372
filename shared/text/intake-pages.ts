import { intakePage as ar } from './ar/intake-page'
import { intakePage as de } from './de/intake-page'
import { intakePage as en, type IntakePage } from './en/intake-page'

/** The languages of the self-service page; the first is spoken where none was asked for. */
export const intakePages: readonly [IntakePage, ...IntakePage[]] = [en, de, ar]

/** RFC 9110, 12.5.4: the language that the browser likes best and we have. */
export function pageFor(acceptLanguage: string | undefined): IntakePage {
  const liked = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return { language: range.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality)
  const [best] = liked.flatMap(({ language }) => intakePages.filter((page) => page.language === language))
  return best ?? intakePages[0]
}

export const pageNamed = (language: string | undefined): IntakePage | undefined =>
  intakePages.find((page) => page.language === language)
