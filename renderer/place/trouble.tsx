import { Button } from '../parts/button'
import { Notice } from '../parts/notice'
import { useStation } from '../station/store'
import { text } from '../text'

const words = text.station

/** What concerns the whole station, on every page: a bug, and a station that does not answer. */
export function Trouble() {
  const { isBroken, connection } = useStation()
  if (isBroken)
    return (
      <div className="across">
        <Notice kind="error" what={words.bug} below={words.bugDo}>
          <Button onPress={() => location.reload()}>{words.loadAgain}</Button>
        </Notice>
      </div>
    )
  if (connection !== 'lost') return null
  return (
    <div className="across">
      <Notice kind="wait" what={words.lost} below={words.lostDo} />
    </div>
  )
}
