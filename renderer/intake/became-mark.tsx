import type { IntakeEntry } from '../../shared/intake/entry'
import { Icon } from '../parts/icon'
import { text } from '../text'
import { lookOfEntry } from './looks'

/** What became of an entry: shape first, then colour, then the words. */
export function BecameMark({ entry }: { readonly entry: IntakeEntry }) {
  const { look, icon } = lookOfEntry(entry)
  return (
    <span className={`mark mark-${look}`}>
      <Icon name={icon} />
      {text.intake.became(entry.state, entry.outcome)}
    </span>
  )
}
