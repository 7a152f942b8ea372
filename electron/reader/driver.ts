/** One reader as the driver sees it. */
export type DriverReader = {
  readonly name: string
  readonly card: 'none' | 'present' | 'unreadable'
  readonly use: 'free' | 'shared' | 'exclusive'
  readonly atrHex?: string
  /** Cards that came and went, as PC/SC counts them for all processes. */
  readonly insertions?: number
}
export type DriverState = {
  readonly service: 'starting' | 'up' | 'down'
  readonly readers: readonly DriverReader[]
}

/** An exclusive connection to one card. Every failure is `reader.*` or `card.*`. */
export type Link = {
  readonly atrHex: string
  /** What the reader speaks with the card, where it tells. */
  readonly protocol?: 'T=0' | 'T=1'
  /** One command, one response of at least two bytes. `card.mute` after the deadline; the link is dead then. */
  transmit(command: Uint8Array, timeoutMs: number): Promise<Uint8Array>
  /**
   * Each of these when the one before it succeeded, told as they are answered, up to the first that is no success; so
   * long for each. Where it is absent, they are transmitted one after the other.
   */
  script?(commands: readonly Uint8Array[], timeoutMs: number, onAnswer: (answer: Uint8Array) => void): Promise<void>
  /** Never throws. `unpower` makes the next connect a cold reset (PC/SC: SCARD_UNPOWER_CARD). */
  close(how: 'leave' | 'unpower'): Promise<void>
}

/** All that the station knows of reader hardware. */
export type Driver = {
  /** Tells the whole state now and at each change, until closed. */
  watch(onState: (state: DriverState) => void): void
  /** Connects exclusively. `reader.lost`, `reader.busy`, `reader.service-down`, `card.absent`, `card.mute`. */
  connect(reader: string): Promise<Link>
  close(): Promise<void>
}
