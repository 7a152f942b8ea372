import type { Driver, DriverState } from '../../electron/reader/driver'
import { hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import type { TestCard } from './card'

/** Readers without PC/SC: each name holds a card of the bench. What is `dead` does not answer to power; another program has the readers in `kept`. */
export function createTestDriver(
  cards: Readonly<Record<string, TestCard>>,
): Driver & { tell(): void; dead: Set<TestCard>; kept: Set<string> } {
  const watchers: ((state: DriverState) => void)[] = []
  const held = new Set<string>()
  const dead = new Set<TestCard>()
  const kept = new Set<string>()
  const insertions = new Map<string, number>()
  let told = 0
  for (const [name, card] of Object.entries(cards))
    card.onChange(() => insertions.set(name, (insertions.get(name) ?? 0) + 1))
  const state = (): DriverState => ({
    service: 'up',
    readers: Object.entries(cards).map(([name, card]) => ({
      name,
      card: card.isIn() ? (dead.has(card) ? 'unreadable' : 'present') : 'none',
      use: held.has(name) || kept.has(name) ? 'exclusive' : 'free',
      insertions: insertions.get(name) ?? 0,
      ...(card.isIn() && { atrHex: hex(card.atr()) }),
    })),
  })
  const changes = (): number => [...insertions.values()].reduce((sum, count) => sum + count, 0)
  const tell = (): void => {
    told = changes()
    for (const watcher of watchers) watcher(state())
  }
  return {
    tell,
    dead,
    kept,
    watch: (onState) => {
      watchers.push(onState)
      onState(state())
    },
    connect: async (reader) => {
      const card = cards[reader]
      if (told !== changes()) tell()
      if (!card) throw new Failed({ code: 'reader.lost', reader })
      if (held.has(reader)) throw new Failed({ code: 'reader.busy', reader })
      if (!card.isIn()) throw new Failed({ code: 'card.absent', reader })
      held.add(reader)
      return {
        atrHex: hex(card.atr()),
        transmit: (command) => card.transmit(command),
        close: async (how) => {
          held.delete(reader)
          if (how === 'unpower') card.reset()
        },
      }
    },
    close: async () => undefined,
  }
}
