import type { Cue } from '../../shared/cue'
import { tones } from './tones'

const rampMs = 6

/** Plays a cue at a volume of 0 to 1. The first one opens the sound card. */
export function createSound(open: () => AudioContext): (cue: Cue, volume: number) => void {
  let opened: AudioContext | undefined
  return (cue, volume) => {
    opened ??= open()
    const context = opened
    void context.resume()
    for (const { hz, atMs, ms } of tones[cue]) {
      const from = context.currentTime + atMs / 1000
      const to = from + ms / 1000
      const note = new OscillatorNode(context, { type: 'triangle', frequency: hz })
      const gain = new GainNode(context, { gain: 0 })
      // Without the ramps a note begins and ends with a click.
      gain.gain.setValueAtTime(0, from)
      gain.gain.linearRampToValueAtTime(volume, from + rampMs / 1000)
      gain.gain.setValueAtTime(volume, to - rampMs / 1000)
      gain.gain.linearRampToValueAtTime(0, to)
      note.connect(gain).connect(context.destination)
      note.start(from)
      note.stop(to)
    }
  }
}
