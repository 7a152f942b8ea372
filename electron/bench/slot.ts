import { hex } from '../../shared/bytes'
import type { Clock } from './clock'
import { createFaults, type Faults } from './faults'
import type { Reply } from './reply'
import type { CardDump } from './uicc/dump'
import type { Uicc } from './uicc/uicc'

/**
 * One command as the card saw it: what came, what was answered (empty if nothing was), when it came on the card's own
 * clock (ms since the card was made) and how long the answer took.
 */
export type LogEntry = { readonly c: string; readonly r: string; readonly ms: number; readonly tookMs: number }
export type SlotDump = CardDump & {
  readonly inserted: boolean
  /** When the card last came into the reader, on the same clock. */
  readonly insertedMs: number
  readonly log: readonly LogEntry[]
}

export type SlotState = 'out' | 'in' | 'mute'

/** A place for a card: where it comes and goes, has its mishaps, and is written about. */
export type Slot = {
  readonly faults: Pick<Faults, 'cue' | 'slow' | 'clear'>
  state(): SlotState
  isIn(): boolean
  /** Differs for each stay of a card, undefined while none is in: a session belongs to one stay. */
  stay(): object | undefined
  atr(): Uint8Array
  iccid(): string
  /** Ends the silence of a card that has fallen mute, and drops what was to befall one that is in. */
  insert(): void
  remove(): void
  /** Takes this card out for good; another lies ready. */
  replace(card: Uicc): void
  reset(): void
  /** Hands the answer to `deliver`, unless the card leaves or falls mute. Tells which it was. */
  exchange(command: Uint8Array, deliver: (response: Uint8Array) => void): Promise<Reply['kind']>
  /** Calls back when a card comes or goes; returns the way to stop. */
  onChange(listener: () => void): () => void
  dump(): SlotDump
}

const longestLog = 20_000

export function createSlot(first: Uicc, clock: Clock): Slot {
  const faults = createFaults(clock)
  const listeners = new Set<() => void>()
  let card = first
  let wrapped = faults.wrap(first)
  let log: LogEntry[] = []
  let madeMs = clock.now()
  let insertedMs = madeMs
  /** One stay of a card in the slot. An answer counts only in the stay that asked for it. */
  let stay: object | undefined = {}
  let isMute = false

  const change = (next: object | undefined) => {
    if (stay === undefined && next === undefined) return
    stay = next
    isMute = false
    if (next) insertedMs = clock.now()
    card.reset()
    for (const listener of [...listeners]) listener()
  }
  const remove = () => {
    faults.clear()
    change(undefined)
  }
  const note = (command: Uint8Array, reply: Reply, startMs: number, endMs: number) => {
    const r = 'bytes' in reply ? hex(reply.bytes) : ''
    log.push({ c: hex(command), r, ms: round(startMs - madeMs), tookMs: round(endMs - startMs) })
    if (log.length > longestLog) log.shift()
  }

  return {
    faults: {
      ...faults,
      cue: (cue) => (cue.fault === 'leave' && cue.after <= 0 ? remove() : faults.cue(cue)),
    },
    atr: () => card.atr,
    iccid: () => card.iccid,
    state: () => (stay === undefined ? 'out' : isMute ? 'mute' : 'in'),
    isIn: () => stay !== undefined,
    stay: () => stay,
    insert: () => {
      if (stay && !isMute) return faults.clear()
      if (stay) remove()
      change({})
    },
    remove,
    replace: (next) => {
      remove()
      card = next
      wrapped = faults.wrap(next)
      log = []
      madeMs = clock.now()
    },
    reset: () => card.reset(),
    exchange: async (command, deliver) => {
      const during = stay
      if (!during) return 'left'
      if (isMute) return 'mute'
      const startMs = clock.now()
      const reply = await wrapped.transmit(command)
      if (stay !== during) return 'left'
      const endMs = clock.now()
      if (reply.kind === 'mute') isMute = true
      if ('bytes' in reply) deliver(reply.bytes)
      note(command, reply, startMs, endMs)
      if (reply.kind === 'left' || reply.kind === 'last-answer') remove()
      return reply.kind
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dump: () => ({
      ...card.dump(),
      inserted: stay !== undefined,
      insertedMs: round(insertedMs - madeMs),
      log: [...log],
    }),
  }
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000
