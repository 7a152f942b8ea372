import type { BatchState } from '../../shared/batch'
import type { LineState } from '../../shared/lane'
import type { IconName } from '../parts/icon'

/** Why no card is begun by itself; undefined where they are. */
export type Held = 'no-batch' | 'unarmed' | Exclude<BatchState, 'running'>

export function heldBy({ batch, state, isArmed }: Pick<LineState, 'batch' | 'state' | 'isArmed'>): Held | undefined {
  if (batch === undefined || state === undefined) return 'no-batch'
  if (state !== 'running') return state
  return isArmed ? undefined : 'unarmed'
}

/** Each has its own sign, on the tiles and at the foot. */
export const heldIcon: Readonly<Record<Held, IconName>> = {
  'no-batch': 'line',
  ready: 'clock',
  unarmed: 'hollow',
  paused: 'pause',
  stopped: 'caution',
  closed: 'check',
}
