import type { LineState } from '../../shared/lane'

/** What a person can do about the whole line. */
export type LineAct = 'choose' | 'start' | 'arm' | 'resume' | 'pause' | 'close'

/** What Enter does: what the sentence at the foot says, where that is the station's to do. */
export function mainActOf({ batch, state, next }: LineState): LineAct | undefined {
  if (batch === undefined || state === 'closed') return 'choose'
  const { act } = next
  return act === 'start' || act === 'arm' || act === 'resume' || act === 'close' ? act : undefined
}

/** What F7 does: it stops the line and lets it go on, also where Enter would. */
export function pauseActOf({ state }: LineState): LineAct | undefined {
  if (state === 'running') return 'pause'
  if (state === 'paused' || state === 'stopped') return 'resume'
  return state === 'ready' ? 'start' : undefined
}
