import { bytesOf } from '../../shared/bytes'
import type { Clock } from './clock'
import type { Reply, SlotCard } from './reply'

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

/** The card itself: it answers at once, may have power for so many bytes of a write only, and can lose its security status. */
export type FaultyCard = { transmit(command: Uint8Array, powerBytes?: number): Uint8Array; forget(): void }

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
    const tear = writes.includes(command[1] ?? 0) ? take('tear') : undefined
    if (tear?.fault !== 'tear') return answer(card, command)
    card.transmit(command, tear.bytes)
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

// DEACTIVATE, ACTIVATE, RESIZE FILE, UPDATE BINARY and RECORD, CREATE, DELETE FILE: what changes lasting memory
const writes: readonly number[] = [0x04, 0x44, 0xd4, 0xd6, 0xdc, 0xe0, 0xe4]
