import { useEffect, useState } from 'react'
import { usualChoices } from '../../shared/choices'
import { Button } from '../parts/button'
import { Slider } from '../parts/slider'
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
  return (
    <Setting name={words.glass} lead={words.glassLead}>
      <div className="glass">
        <Slider
          label={words.glassWidth}
          min={least}
          max={most}
          value={width}
          onMove={(moved) => {
            setWidth(moved)
            setMm(moved / cardMm)
          }}
          onKeep={() => void choose({ mm: width / cardMm })}
        />
        <Button onPress={() => void choose({ mm: usualChoices.mm })}>{words.glassUsual}</Button>
      </div>
      <div className="glass-card" aria-hidden="true" />
    </Setting>
  )
}
