import type { StationState } from '../../shared/station-state'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'
import { ToldLine } from './told-line'

const words = text.station.typeKey

/** What only a supervisor knows. */
export const TypedKey = ({ what }: { readonly what: NonNullable<StationState['wanted']> }) => (
  <ToldLine
    isSecret
    label={words[what].label}
    below={`${words[what].takes} ${words.lead}`}
    keep={words[what].keep}
    give={(typed) => answerOf(station.keys.give({ what, typed }))}
  />
)
