import type { Against } from '../../shared/outline/composition'
import { useReaders } from '../readers/store'
import { useStation } from '../station/store'
import { text } from '../text'
import { useDraft } from './draft'

/** What stands on one side of a comparison: a card, another template, or the one of this message. */
export function SideName({ side }: { readonly side: Against | undefined }) {
  const here = useDraft(({ template }) => template)
  const templates = useStation(({ state }) => state?.templates)
  const readers = useReaders(({ readers }) => readers)
  if (side !== undefined && 'reader' in side) {
    const found = readers.find(({ name }) => name === side.reader)
    return found ? text.composer.diff.card(found.number) : side.reader
  }
  const name = side?.template ?? here
  return templates?.find((one) => one.name === name)?.title ?? name
}
