// Detections that wait to be written down: newest state of each pair, bounded, each pair once in a while.
import { type Detection, pairOf } from './detection'

export type Counts = {
  readonly taken: number
  /** The same pair again, within the window. */
  readonly folded: number
  /** Not the newest of their pair. */
  readonly late: number
  /** There was no room: whoever sent them was asked to wait. */
  readonly refused: number
}

export type Waiting = {
  /** `full`: nothing was kept of it, and it may be sent again. */
  readonly add: (detection: Detection) => 'taken' | 'folded' | 'full'
  /** The oldest waiting, at most so many; they wait until they are `kept`. */
  readonly next: (most: number) => readonly Detection[]
  /** What `next` gave is on disk: it waits no longer, and is not taken again for a while. */
  readonly kept: (detections: readonly Detection[]) => void
  readonly size: () => number
  readonly counts: () => Counts
}

export type WaitingDeps = { readonly mostWaiting: number; readonly foldMs: number; readonly now: () => number }

/** Nothing here grows beyond a few times `mostWaiting`, however much comes. */
export function createWaiting({ mostWaiting, foldMs, now }: WaitingDeps): Waiting {
  const waiting = new Map<string, Detection>()
  // By card and by device: what was written last of each, so that a card that goes and comes back is no repetition.
  const recent = new Map<string, { readonly pair: string; readonly at: number; readonly until: number }>()
  const counts = { taken: 0, folded: 0, late: 0, refused: 0 }

  const remember = (key: string, pair: string, at: number): void => {
    recent.delete(key)
    recent.set(key, { pair, at, until: now() + foldMs })
    for (const [old, { until }] of recent) {
      if (until > now() && recent.size <= mostWaiting * 2) return
      recent.delete(old)
    }
  }
  const isRecent = (key: string, pair: string, at: number): boolean => {
    const seen = recent.get(key)
    return seen !== undefined && seen.pair === pair && seen.until > now() && Math.abs(at - seen.at) < foldMs
  }
  const folded = (): 'folded' => {
    counts.folded++
    return 'folded'
  }
  return {
    add: (detection) => {
      const pair = pairOf(detection)
      const before = waiting.get(pair)
      if (before) {
        if (detection.at < before.at) counts.late++
        else waiting.set(pair, detection)
        return folded()
      }
      if (keysOf(detection).every((key) => isRecent(key, pair, detection.at))) return folded()
      if (waiting.size >= mostWaiting) {
        counts.refused++
        return 'full'
      }
      waiting.set(pair, detection)
      counts.taken++
      return 'taken'
    },
    next: (most) => {
      const next: Detection[] = []
      for (const detection of waiting.values()) {
        if (next.length >= most) break
        next.push(detection)
      }
      return next
    },
    kept: (detections) => {
      for (const detection of detections) {
        const pair = pairOf(detection)
        waiting.delete(pair)
        for (const key of keysOf(detection)) remember(key, pair, detection.at)
      }
    },
    size: () => waiting.size,
    counts: () => ({ ...counts }),
  }
}

const keysOf = ({ imsi, device }: Detection): readonly string[] => [imsi, device]
