import { batchesOpened } from '../batches/view'
import { armingAsked, batchClosed, batchPaused, batchStarted } from './ask'
import type { LineAct } from './main-act'

const acts: Readonly<Record<LineAct, () => unknown>> = {
  choose: batchesOpened,
  start: batchStarted,
  resume: batchStarted,
  pause: batchPaused,
  arm: armingAsked,
  close: batchClosed,
}

export function doAct(act: LineAct): void {
  acts[act]()
}
