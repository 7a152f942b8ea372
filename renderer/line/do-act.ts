import { batchesOpened } from '../batches/view'
import { armingAsked, batchClosed, batchPaused, batchStarted } from './ask'
import type { LineAct } from './main-act'
import { attentionTo } from './store'

const acts: Readonly<Record<LineAct, () => unknown>> = {
  choose: batchesOpened,
  start: batchStarted,
  resume: batchStarted,
  again: () => attentionTo({ is: 'restarting' }),
  pause: batchPaused,
  arm: armingAsked,
  close: batchClosed,
}

export function doAct(act: LineAct): void {
  acts[act]()
}
