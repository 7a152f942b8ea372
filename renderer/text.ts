import { textOf } from '../shared/text/languages'
import type { Text } from '../shared/text/text'

// Without a page, as in tests of what is pure, English.
const language = typeof document === 'undefined' ? 'en' : document.documentElement.lang

/** The words of this window: its page was served in a language, and is loaded again for another. */
export const text: Text = textOf(language)
