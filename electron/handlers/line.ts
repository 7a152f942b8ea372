import { eachChange } from '../changes'
import type { Station } from '../station-parts'
import { os } from './os'

/** Sixteen lanes change more often than anybody can see: some twenty states a second are enough. */
const REST_MS = 50

export const lineHandlers = ({ lanes }: Station) => ({
  changes: os.line.changes.handler(({ signal }) => eachChange(lanes().state, lanes().watch, signal, REST_MS)),
  choose: os.line.choose.handler(({ input }) => lanes().choose(input.batch)),
  arm: os.line.arm.handler(({ input }) => lanes().arm(input.isArmed)),
  scanned: os.line.scanned.handler(({ input }) => lanes().scanned(input.device, input.lane)),
  reject: os.line.reject.handler(({ input }) => lanes().reject(input.lane, input.reason)),
})
