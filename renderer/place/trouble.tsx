import { Button } from '../parts/button'
import { FailureNotice, Notice } from '../parts/notice'
import { useNow } from '../parts/now'
import { useStation } from '../station/store'
import { text } from '../text'

const words = text.station

/** For how long it is said that the window was opened again. */
const reopenedMs = 30_000

/** What concerns the whole station, on every page: a bug, a station that does not answer or cannot read, a window that had ended. */
export function Trouble() {
  const { isBroken, connection, state, unread } = useStation()
  const [cannotRead] = unread.values()
  const now = useNow()
  if (isBroken)
    return (
      <div className="across">
        <Notice kind="error" what={words.bug} below={words.bugDo}>
          <Button onPress={() => location.reload()}>{words.loadAgain}</Button>
        </Notice>
      </div>
    )
  if (connection !== 'lost' && cannotRead !== undefined)
    return (
      <div className="across">
        <FailureNotice failure={cannotRead} />
      </div>
    )
  const reopenedAt = state?.reopenedAt
  if (connection !== 'lost' && reopenedAt !== undefined && now - reopenedAt < reopenedMs)
    return (
      <div className="across">
        <Notice kind="note" what={words.reopened(reopenedAt)} below={words.reopenedDo} />
      </div>
    )
  if (connection !== 'lost') return null
  return (
    <div className="across">
      <Notice kind="wait" what={words.lost} below={words.lostDo} />
    </div>
  )
}
