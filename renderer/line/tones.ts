import type { Cue } from '../../shared/cue'

/** One note: how high, when it begins and how long it lasts. */
export type Tone = { readonly hz: number; readonly atMs: number; readonly ms: number }

const [d4, a4, c5, e5, a5] = [293.66, 440, 523.25, 659.26, 880]

/** PASS goes up, FAIL goes down and stays, ERROR knocks three times. A scan ticks, or is refused by two low knocks. */
export const tones: Readonly<Record<Cue, readonly Tone[]>> = {
  pass: [
    { hz: e5, atMs: 0, ms: 90 },
    { hz: a5, atMs: 90, ms: 90 },
  ],
  fail: [
    { hz: a4, atMs: 0, ms: 120 },
    { hz: d4, atMs: 120, ms: 320 },
  ],
  error: [
    { hz: c5, atMs: 0, ms: 80 },
    { hz: c5, atMs: 160, ms: 80 },
    { hz: c5, atMs: 320, ms: 80 },
  ],
  accepted: [{ hz: 1200, atMs: 0, ms: 30 }],
  refused: [
    { hz: 196, atMs: 0, ms: 90 },
    { hz: 196, atMs: 150, ms: 90 },
  ],
}
