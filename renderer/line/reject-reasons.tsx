import { RejectReason } from '../../shared/batch'
import { Keycap } from '../parts/keycap'
import { text } from '../text'
import { reject } from './ask'

const words = text.line

/** Why a piece is set aside: one touch, or the number. */
export const RejectReasons = ({ lane }: { readonly lane: number }) => (
  <div className="story">
    <p className="story-why">{words.story.why}</p>
    <ol className="story-reasons">
      {RejectReason.options.map((reason, at) => (
        <li key={reason}>
          <button type="button" aria-keyshortcuts={String(at + 1)} onClick={() => void reject(lane, reason)}>
            <Keycap>{at + 1}</Keycap>
            {words.reason[reason]}
          </button>
        </li>
      ))}
    </ol>
  </div>
)
