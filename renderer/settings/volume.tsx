import { ChooseOne } from '../parts/choose-one'
import { Slider } from '../parts/slider'
import { text } from '../text'
import { Setting } from './setting'
import { choose, useSettings, volumeKept, volumeMoved } from './store'

const words = text.settings

/** How loud this station is. */
export function Volume() {
  const { volume, isMuted } = useSettings(({ choices }) => choices)
  const now = useSettings(({ moved }) => moved) ?? volume
  return (
    <Setting name={words.sound} lead={words.soundLead}>
      <ChooseOne
        label={words.sound}
        words={words.sounds}
        of={['on', 'off']}
        chosen={isMuted ? 'off' : 'on'}
        onChoose={(chosen) => void choose({ isMuted: chosen === 'off' })}
      />
      <div className="setting-line">
        <Slider
          label={words.volume}
          min={0}
          max={10}
          value={now}
          says={words.volumeOf(now)}
          isDisabled={isMuted}
          onMove={volumeMoved}
          onKeep={() => void volumeKept()}
        />
        <span className="quiet">{words.volumeOf(now)}</span>
      </div>
    </Setting>
  )
}
