import type { LineState } from '../../shared/lane'

/** What a person can do about the whole line. */
export type LineAct = 'choose' | 'start' | 'arm' | 'resume' | 'pause' | 'close'

/** What Enter does: what the sentence at the foot says, where that is the station's to do. */
export function mainActOf({ batch, state, next }: LineState): LineAct | undefined {
  if (batch === undefined || state === 'closed') return 'choose'
  const { act } = next
  return act === 'start' || act === 'arm' || act === 'resume' || act === 'close' ? act : undefined
}

/** What F7 does, where Enter does not do it. */
export function pauseActOf(line: LineState): LineAct | undefined {
  const main = mainActOf(line)
  if (line.state === 'running') return 'pause'
  if ((line.state === 'paused' || line.state === 'stopped') && main !== 'resume') return 'resume'
  return line.state === 'ready' && main !== 'start' ? 'start' : undefined
}
