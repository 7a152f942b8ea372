import { createHmac } from 'node:crypto'
import { Failed } from '../../shared/failure'
import type { TraceLine } from '../../shared/trace'
import type { Channel } from './channel'
import { createMask } from './mask'

/** What is noted while a card is spoken to. Nothing of it is secret; nothing of it takes long. */
export type Trace = {
  readonly powered: (is: 'on' | 'off', atrHex?: string) => void
  /** The same channel, with every command and answer noted as it goes over the link. */
  readonly traced: (channel: Channel) => Channel
  /** The same secure channel, with what is inside its commands noted beside them. */
  readonly inside: (channel: Channel) => Channel
}

export type TraceDeps = {
  /** Milliseconds, and parts of them, from any beginning. */
  readonly now: () => number
  /** For this trace alone, and forgotten after it: it makes equal bytes recognisable and guessed ones not. */
  readonly tagKey: Uint8Array
  readonly note: (line: TraceLine) => void
}

export function createTrace({ now, tagKey, note }: TraceDeps): Trace {
  const sinceMs = now()
  const ms = (): number => rounded(now() - sinceMs)
  const tagOf = (bytes: Uint8Array): string => createHmac('sha256', tagKey).update(bytes).digest('hex').slice(0, 8)

  return {
    powered: (is, atr) => note({ trace: 'power', ms: ms(), is, ...(atr !== undefined && { atr }) }),
    traced: (channel) => {
      const mask = createMask(tagOf)
      return {
        transmit: async (command) => {
          const startMs = ms()
          try {
            const response = await channel.transmit(command)
            note({ trace: 'apdu', ms: startMs, tookMs: rounded(ms() - startMs), ...mask(command, response) })
            return response
          } catch (error) {
            if (error instanceof Failed) {
              const { c } = mask(command, new Uint8Array())
              note({ trace: 'lost', ms: startMs, c, code: error.failure.code })
            }
            throw error
          }
        },
      }
    },
    inside: (channel) => {
      const mask = createMask(tagOf)
      return {
        transmit: async (command) => {
          const response = await channel.transmit(command)
          note({ trace: 'inside', ...mask(command, response) })
          return response
        },
      }
    },
  }
}

/** To a microsecond. */
const rounded = (ms: number): number => Math.round(ms * 1000) / 1000
