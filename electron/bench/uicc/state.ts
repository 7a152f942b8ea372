import type { NamedBy } from './fcp'
import type { Directory, ElementaryFile } from './file'
import type { Key } from './keys'
import type { Memory } from './memory'
import type { Traits } from './traits'

/** What is selected on one logical channel. */
export type Channel = {
  readonly directory: Directory
  readonly namedBy: NamedBy
  /** The application last selected by AID: 7FFF means it. */
  readonly application: Directory | undefined
  readonly file: ElementaryFile | undefined
  /** The record last read or updated; 0 before the first. */
  readonly record: number
}

/**
 * All that a card remembers. `mf`, `keys` (the global ones) and `memory` last; channels and shown keys fall at a reset.
 * There is one security status for all channels, in which `verified` has the mark of each key that was shown.
 */
export type CardState = {
  readonly traits: Traits
  readonly mf: Directory
  readonly keys: readonly Key[]
  readonly memory: Memory
  readonly verified: Set<number>
  readonly channels: Map<number, Channel>
  readonly random: (sizeBytes: number) => Uint8Array
}

export const freshChannel = (mf: Directory): Channel => ({
  directory: mf,
  namedBy: 'fid',
  application: undefined,
  file: undefined,
  record: 0,
})

/** A command is carried out on a channel, which it may move. */
export type On = { readonly state: CardState; readonly number: number; readonly channel: Channel }

export function move({ state, number, channel }: On, change: Partial<Channel>): void {
  state.channels.set(number, { ...channel, ...change })
}
