import { Icon } from '../parts/icon'
import { useNow } from '../parts/now'
import { troubleOf, useReaders } from '../readers/store'
import { choose, useSettings } from '../settings/store'
import { text } from '../text'

const words = text.line

/** What a line has at its head instead of a menu: its readers, its sound and the time. */
export function LineChips() {
  const readers = useReaders((view) => view.readers)
  const answering = readers.filter((reader) => troubleOf(reader) === undefined).length
  return (
    <>
      <span className={answering === readers.length && answering > 0 ? 'chip chip-usual' : 'chip chip-away'}>
        <Icon name="reader" />
        {words.readers(answering, readers.length)}
      </span>
      <SoundButton />
      <Clock />
    </>
  )
}

function SoundButton() {
  const isMuted = useSettings(({ choices }) => choices.isMuted)
  return (
    <button type="button" className="place" aria-pressed={!isMuted} onClick={() => void choose({ isMuted: !isMuted })}>
      <Icon name={isMuted ? 'mute' : 'sound'} />
      {isMuted ? words.sound.off : words.sound.on}
    </button>
  )
}

const Clock = () => <time className="line-clock">{words.clock(useNow())}</time>
