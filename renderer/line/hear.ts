import { type Cue, cueBetween, lanesInError, type Sounding, silence, soundAt } from '../../shared/cue'
import { useSettings } from '../settings/store'
import { useHeard } from './heard'
import { useLine } from './store'

/** Ears count in ratios: half as far on the slider is a quarter as strong. */
const loudness = (volume: number): number => (volume / 10) ** 2

/** Makes the line heard, on whatever page: each verdict when it comes, and an ERROR until somebody looks at it. */
export function hearLine(play: (cue: Cue, volume: number) => void): void {
  let sounding: Sounding = silence
  let asking: ReturnType<typeof setTimeout> | undefined

  const hear = (heard: Cue | undefined): void => {
    const { line, served } = useLine.getState()
    const hasError = line !== undefined && lanesInError(line).some((lane) => !served.includes(lane))
    const now = performance.now()
    const told = soundAt(sounding, heard, hasError, now)
    sounding = told.next
    const { volume, isMuted } = useSettings.getState().choices
    if (told.play && !isMuted) play(told.play, loudness(volume))
    clearTimeout(asking)
    if (told.askAt !== undefined) asking = setTimeout(() => hear(undefined), told.askAt - now)
  }

  useLine.subscribe(({ line, served }, before) => {
    if (line && line !== before.line) hear(cueBetween(before.line, line))
    else if (served !== before.served) hear(undefined)
  })
  useHeard.subscribe(({ cue }) => hear(cue))
}
