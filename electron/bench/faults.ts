import { bytesOf, concat } from '../../shared/bytes'
import type { Clock } from './clock'
import type { Reply, SlotCard } from './reply'
import { parseCommand } from './uicc/command'

/** A mishap that happens once, at the n-th command from now. */
export type Cue =
  | { readonly fault: 'leave'; readonly after: number }
  | { readonly fault: 'mute'; readonly at: number }
  | { readonly fault: 'tear'; readonly at: number; readonly bytes: number }
  | { readonly fault: 'answer'; readonly at: number; readonly sw: number }
  | { readonly fault: 'forget'; readonly at: number }

/** How slow a card is: so much for a command, and so much for each byte sent or received. It stays until changed. */
export type Slowness = { readonly delayMs: number; readonly perByteMs: number }

export type Faults = {
  cue(cue: Cue): void
  slow(slowness: Slowness): void
  /** Drops what has not happened yet. Slowness stays. */
  clear(): void
  wrap(card: FaultyCard): SlotCard
}

/** The card itself: it answers at once, and can lose its security status. */
export type FaultyCard = { transmit(command: Uint8Array): Uint8Array; forget(): void }

/** A round of faults for one slot. They are put around whichever card is in it. */
export function createFaults(clock: Clock): Faults {
  let cues: readonly { readonly cue: Cue; readonly atCount: number }[] = []
  let slowness: Slowness = { delayMs: 0, perByteMs: 0 }
  let count = 0

  /** Takes the due cue of a kind, if there is one. */
  const take = (fault: Cue['fault']): Cue | undefined => {
    const due = cues.find(({ cue, atCount }) => cue.fault === fault && count >= atCount)
    cues = cues.filter((entry) => entry !== due)
    return due?.cue
  }

  const answer = (card: FaultyCard, command: Uint8Array): Reply => {
    const told = take('answer')
    const bytes = told?.fault === 'answer' ? bytesOf(told.sw >> 8, told.sw & 0xff) : card.transmit(command)
    return { kind: take('leave') ? 'last-answer' : 'answer', bytes }
  }

  const suffer = (card: FaultyCard, command: Uint8Array): Reply => {
    count++
    if (take('mute')) return { kind: 'mute' }
    if (take('forget')) card.forget()
    const tear = isUpdateBinary(command) ? take('tear') : undefined
    if (tear?.fault !== 'tear') return answer(card, command)
    const part = shortened(command, tear.bytes)
    if (part) card.transmit(part)
    return { kind: 'left' }
  }

  const wait = async (command: Uint8Array, reply: Reply, startMs: number): Promise<Reply> => {
    const received = 'bytes' in reply ? reply.bytes.length : 0
    const durationMs = slowness.delayMs + slowness.perByteMs * (command.length + received)
    if (durationMs > 0) await clock.until(startMs + durationMs)
    return reply
  }

  return {
    cue: (cue) => {
      cues = [...cues, { cue, atCount: count + ('after' in cue ? cue.after : cue.at) }]
    },
    slow: (wanted) => {
      slowness = wanted
    },
    clear: () => {
      cues = []
    },
    wrap: (card) => ({
      transmit: async (command) => {
        const startMs = clock.now()
        return wait(command, suffer(card, command), startMs)
      },
    }),
  }
}

const isUpdateBinary = (command: Uint8Array): boolean => command[1] === 0xd6

/** The same UPDATE BINARY with less to write; undefined if nothing is left of it. */
function shortened(command: Uint8Array, bytes: number): Uint8Array | undefined {
  const parsed = parseCommand(command)
  if (!parsed || bytes <= 0) return undefined
  const data = parsed.data.subarray(0, bytes)
  return concat(command.subarray(0, 4), bytesOf(0, data.length >> 8, data.length & 0xff), data)
}
