import type { LaneAt, LineState } from '../../shared/lane'

/** What a person can do about the whole line. */
export type LineAct = 'choose' | 'start' | 'arm' | 'resume' | 'again' | 'pause' | 'close'

/**
 * What Enter does: what the sentence at the foot says, where that is the station's to do. A batch that stopped itself does
 * not go on by it, and closing is held.
 */
export function mainActOf({ batch, state, next }: LineState): LineAct | undefined {
  if (batch === undefined || state === 'closed') return 'choose'
  const { act } = next
  if (next.act === 'resume' && next.why === 'stopped') return undefined
  return act === 'start' || act === 'arm' || act === 'resume' || act === 'close' ? act : undefined
}

/** What F7 does: it stops a line on which something runs and lets it go on, also where Enter would. One that is done is closed. */
export function pauseActOf(line: LineState): LineAct | undefined {
  const { state, next } = line
  if (next.act === 'close') return undefined
  if (state === 'running') return isRunning(line) ? 'pause' : undefined
  if (state === 'paused') return 'resume'
  if (state === 'stopped') return 'again'
  return state === 'ready' ? 'start' : undefined
}

const atWork: readonly LaneAt['at'][] = ['working', 'reading']

const isRunning = ({ isArmed, lanes }: LineState): boolean =>
  lanes.length > 0 && (isArmed || lanes.some(({ lane }) => atWork.includes(lane.at)))
