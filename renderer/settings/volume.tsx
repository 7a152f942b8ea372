import { ChooseOne } from '../parts/choose-one'
import { text } from '../text'
import { Setting } from './setting'
import { choose, useSettings } from './store'

const words = text.settings

/** How loud this station is. */
export function Volume() {
  const { volume, isMuted } = useSettings(({ choices }) => choices)
  return (
    <Setting name={words.sound} lead={words.soundLead}>
      <ChooseOne
        label={words.sound}
        words={words.sounds}
        of={['on', 'off']}
        chosen={isMuted ? 'off' : 'on'}
        onChoose={(chosen) => void choose({ isMuted: chosen === 'off' })}
      />
      <label className="setting-line">
        <span className="sr-only">{words.volume}</span>
        <input
          type="range"
          className="slider"
          min={0}
          max={10}
          value={volume}
          disabled={isMuted}
          aria-valuetext={words.volumeOf(volume)}
          onChange={({ target }) => void choose({ volume: target.valueAsNumber })}
        />
        <span className="quiet">{words.volumeOf(volume)}</span>
      </label>
    </Setting>
  )
}
