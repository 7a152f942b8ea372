import { useEffect, useRef, useState } from 'react'
import { usualChoices } from '../../shared/choices'
import { Button } from '../parts/button'
import { text } from '../text'
import { Setting } from './setting'
import { choose, setMm } from './store'

const words = text.settings

// ISO/IEC 7810, 5.1: the width of an ID-1 card.
const cardMm = 85.6
/** From a tablet to a television. */
const least = 160
const most = 960

/** A card laid on the glass tells how large a millimetre is here. */
export function Glass({ mm }: { readonly mm: number }) {
  const [width, setWidth] = useState(Math.round(mm * cardMm))
  useEffect(() => setWidth(Math.round(mm * cardMm)), [mm])
  const isMoved = useRef(false)
  const keep = (): void => {
    if (isMoved.current) void choose({ mm: width / cardMm })
    isMoved.current = false
  }
  return (
    <Setting name={words.glass} lead={words.glassLead}>
      <div className="glass">
        <input
          type="range"
          className="slider"
          aria-label={words.glassWidth}
          min={least}
          max={most}
          value={width}
          onChange={({ target }) => {
            isMoved.current = true
            setWidth(target.valueAsNumber)
            setMm(target.valueAsNumber / cardMm)
          }}
          onPointerUp={keep}
          onKeyUp={keep}
          onBlur={keep}
        />
        <Button onPress={() => void choose({ mm: usualChoices.mm })}>{words.glassUsual}</Button>
      </div>
      <div className="glass-card" aria-hidden="true" />
    </Setting>
  )
}
