import { createHmac } from 'node:crypto'
import { Failed } from '../../shared/failure'
import type { TraceLine } from '../../shared/trace'
import type { Driver, Link } from '../reader/driver'
import type { Channel } from './channel'
import { createMask } from './mask'

/** Notes what passes between the station and one card. Nothing that is noted is secret; nothing of it takes long. */
export type Trace = {
  /** The same readers, with power and every command and answer noted as they go over the link. */
  readonly driver: (driver: Driver) => Driver
  /** The same secure channel, with what is inside its commands noted behind them. */
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

  const linkOf = (link: Link): Link => {
    const mask = createMask(tagOf)
    const { protocol } = link
    note({ trace: 'power', ms: ms(), is: 'on', atr: link.atrHex, ...(protocol && { protocol }) })
    const answered = (command: Uint8Array, startMs: number, response: Uint8Array): void =>
      note({ trace: 'apdu', ms: startMs, tookMs: rounded(ms() - startMs), ...mask(command, response) })
    const lost = (command: Uint8Array, startMs: number, error: unknown): never => {
      const code = error instanceof Failed ? error.failure.code : 'bug'
      note({ trace: 'lost', ms: startMs, c: mask(command, new Uint8Array()).c, code })
      throw error
    }
    const { script } = link
    return {
      ...link,
      transmit: async (command, timeoutMs) => {
        const startMs = ms()
        const response = await link.transmit(command, timeoutMs).catch((error) => lost(command, startMs, error))
        answered(command, startMs, response)
        return response
      },
      ...(script && {
        script: async (commands, timeoutMs, onAnswer) => {
          const left = commands[Symbol.iterator]()
          let [command = none, startMs] = [left.next().value, ms()]
          const told = (response: Uint8Array): void => {
            answered(command, startMs, response)
            command = left.next().value ?? none
            startMs = ms()
            onAnswer(response)
          }
          await script(commands, timeoutMs, told).catch((error) => lost(command, startMs, error))
        },
      }),
      close: async (how) => {
        await link.close(how)
        note({ trace: 'power', ms: ms(), is: 'off' })
      },
    }
  }

  return {
    driver: (driver) => ({ ...driver, connect: async (reader) => linkOf(await driver.connect(reader)) }),
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

const none = new Uint8Array()

/** To a microsecond. */
const rounded = (ms: number): number => Math.round(ms * 1000) / 1000
