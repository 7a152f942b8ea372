import { bytesOf } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import type { Channel } from './channel'

/** ETSI TS 102 221, 10.2.1.5. */
const noDiagnosis = bytesOf(0x6f, 0x00)

export type Bounds = { readonly commands: number; readonly ms: number }

/**
 * A card may answer for ever, or slowly: after so many commands, or so long, it is asked nothing more, and everything
 * is answered with 6F00 in its place. So is a command whose answer never ends.
 */
export function bounded(channel: Channel, { commands, ms }: Bounds, now: () => number) {
  const until = now() + ms
  let left = commands
  const isSpent = (): boolean => left <= 0 || now() > until
  const within: Channel = {
    transmit: async (command) => {
      if (isSpent()) return noDiagnosis
      left--
      try {
        return await channel.transmit(command)
      } catch (error) {
        if (error instanceof Failed && error.failure.code === 'card.refused') return noDiagnosis
        throw error
      }
    },
  }
  return { channel: within, isSpent }
}
