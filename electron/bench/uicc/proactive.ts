import { SIM } from './gsm'
import type { Layer } from './perform'
import { answer, done, sw } from './status-word'

const TERMINAL_PROFILE = 0x10
const FETCH = 0x12
const TERMINAL_RESPONSE = 0x14

/**
 * ETSI TS 102 221, 7.4.2: a proactive command waits, and 91xx stands for 9000 until it was fetched and answered. It
 * comes again with each reset.
 */
export const proactiveLayer =
  (waiting: Uint8Array): Layer =>
  (_, inner) => {
    let isWaiting = true
    const announced = sw.proactive + waiting.length
    return (command) => {
      const { cla, ins, data } = command
      const isToolkit = cla === 0x80 || cla === SIM
      if (isToolkit && ins === FETCH) return isWaiting ? done(waiting) : answer(sw.conditionsNotMet)
      if (isToolkit && ins === TERMINAL_RESPONSE) isWaiting = isWaiting && data.length === 0
      const isOurs = isToolkit && (ins === TERMINAL_PROFILE || ins === TERMINAL_RESPONSE)
      const given = isOurs ? done() : inner(command)
      return isWaiting && given.sw === sw.done ? answer(announced, given.data) : given
    }
  }

/** ETSI TS 102 223, 6.6.6: POLL INTERVAL of 30 seconds, which means nothing to a station. */
export const pollInterval = Uint8Array.of(
  0xd0,
  0x0d,
  0x81,
  0x03,
  0x01,
  0x03,
  0x00,
  0x82,
  0x02,
  0x81,
  0x82,
  0x84,
  0x02,
  0x01,
  0x1e,
)
