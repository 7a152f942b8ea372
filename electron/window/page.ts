import type { Choices } from '../../shared/choices'
import { textOf } from '../../shared/text/languages'

/** The page as it is served: the first paint has the language, its direction and the size of targets already. */
export const asChosen = (page: string, { language, density, mm }: Choices): string =>
  page.replace(
    '<html lang="en">',
    `<html lang="${language}" dir="${textOf(language).direction}" data-density="${density}" data-mm="${mm}">`,
  )
