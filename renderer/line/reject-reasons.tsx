import { RejectReason } from '../../shared/batch'
import type { Lane } from '../../shared/lane'
import { Keycap } from '../parts/keycap'
import { text } from '../text'
import { reject } from './ask'
import { suggestedOf, useStory } from './story'

const words = text.line

type ReasonsProps = { readonly lane: Lane; readonly why: string | undefined }

/** Why a piece is set aside: one touch, or the number. What the record knows of it stands above, and its reason is marked. */
export function RejectReasons({ lane, why }: ReasonsProps) {
  const suggested = useStory(({ record }) => suggestedOf(lane, record))
  return (
    <div className="story">
      <p className="story-why">{words.story.why}</p>
      {why !== undefined && <p>{why}</p>}
      <ol className="story-reasons">
        {RejectReason.options.map((reason, at) => (
          <li key={reason}>
            <button
              type="button"
              className={reason === suggested ? 'is-suggested' : undefined}
              aria-keyshortcuts={String(at + 1)}
              onClick={() => void reject(lane.number, reason)}
            >
              <Keycap>{at + 1}</Keycap>
              {words.reason[reason]}
            </button>
          </li>
        ))}
      </ol>
    </div>
  )
}
