import { type Clock, systemClock } from '../../electron/bench/clock'
import { createSlot, type Slot } from '../../electron/bench/slot'
import type { CardOptions } from '../../electron/bench/uicc/options'
import { createUicc } from '../../electron/bench/uicc/uicc'
import { hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'

/** A card of the bench without a reader: the only fake card that tests use. */
export type TestCard = Pick<
  Slot,
  'faults' | 'isIn' | 'onChange' | 'insert' | 'remove' | 'reset' | 'dump' | 'iccid' | 'atr'
> & {
  /** Fails with `card.removed` when the card is out or leaves; with `card.mute`, at once, when it never answers. */
  transmit(command: Uint8Array): Promise<Uint8Array>
  /** Another card takes the place of this one. */
  swap(options: CardOptions): void
  /** The bytes of a file, by the end of its path. */
  file(path: string): string
}

export function createTestCard(options: CardOptions = {}, reader = 'Test 01', clock: Clock = systemClock): TestCard {
  const slot = createSlot(createUicc(options), clock)
  return {
    ...slot,
    swap: (next) => {
      slot.replace(createUicc(next))
      slot.insert()
    },
    file: (path) => slot.dump().files.find((file) => file.path.endsWith(path))?.hex ?? '',
    transmit: async (command) => {
      let response: Uint8Array | undefined
      const kind = await slot.exchange(command, (bytes) => {
        response = bytes
      })
      if (response) return response
      if (kind === 'mute') throw new Failed({ code: 'card.mute', reader, command: hex(command.subarray(0, 4)) })
      throw new Failed({ code: 'card.removed', reader })
    },
  }
}
