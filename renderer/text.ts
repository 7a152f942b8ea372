import { en } from '../shared/text/en'
import type { Text } from '../shared/text/text'

/** The words of this window. */
export const text: Text = en
