import { Icon } from '../parts/icon'
import { useNow } from '../parts/now'
import { troubleOf, useReaders } from '../readers/store'
import { text } from '../text'
import { muteToggled, useVolume } from './volume'

const words = text.line

/** What a line has at its head instead of a menu: its readers, its sound and the time. */
export function LineChips() {
  const readers = useReaders((view) => view.readers)
  const answering = readers.filter((reader) => troubleOf(reader) === undefined).length
  return (
    <>
      <span className={answering === readers.length ? 'chip' : 'chip chip-away'}>
        <Icon name="reader" />
        {words.readers(answering, readers.length)}
      </span>
      <SoundButton />
      <Clock />
    </>
  )
}

function SoundButton() {
  const isMuted = useVolume((view) => view.isMuted)
  return (
    <button type="button" className="place" aria-pressed={!isMuted} onClick={muteToggled}>
      <Icon name={isMuted ? 'mute' : 'sound'} />
      {isMuted ? words.sound.off : words.sound.on}
    </button>
  )
}

const Clock = () => <time className="line-clock">{words.clock(useNow())}</time>
