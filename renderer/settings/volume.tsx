import { useEffect, useState } from 'react'
import { ChooseOne } from '../parts/choose-one'
import { Slider } from '../parts/slider'
import { text } from '../text'
import { Setting } from './setting'
import { choose, useSettings } from './store'

const words = text.settings

/** How loud this station is. */
export function Volume() {
  const { volume, isMuted } = useSettings(({ choices }) => choices)
  // The station tells each value that it kept: an older one does not take the slider back.
  const [moved, setMoved] = useState<number>()
  useEffect(() => setMoved((now) => (now === volume ? undefined : now)), [volume])
  const now = moved ?? volume
  const keep = async (): Promise<void> => {
    await choose({ volume: now })
    if (useSettings.getState().failure !== undefined) setMoved(undefined)
  }
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
          onMove={setMoved}
          onKeep={() => void keep()}
        />
        <span className="quiet">{words.volumeOf(now)}</span>
      </div>
    </Setting>
  )
}
