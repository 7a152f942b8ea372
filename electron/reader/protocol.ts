// What the station and its reader process say to each other over the IPC channel, as JSON; bytes are hex.

export type ToReaders =
  | { readonly id: number; readonly ask: 'connect'; readonly reader: string }
  /** Each when the one before it succeeded. */
  | { readonly id: number; readonly ask: 'transmit'; readonly reader: string; readonly commands: readonly string[] }
  /** Is answered at once by a process that still runs. */
  | { readonly id: number; readonly ask: 'ping'; readonly reader: string }
  | { readonly id: number; readonly ask: 'disconnect'; readonly reader: string; readonly how: 'leave' | 'unpower' }

/** `state` is the dwEventState of PC/SC. */
export type SeenReader = {
  readonly name: string
  readonly state: number
  readonly atrHex?: string
}

export type FromReaders =
  | { readonly tell: 'readers'; readonly readers: readonly SeenReader[] }
  | { readonly tell: 'down'; readonly reason: string }
  /** One for each command that was sent. */
  | { readonly tell: 'answer'; readonly id: number; readonly hex: string }
  | { readonly tell: 'refusal'; readonly id: number; readonly reason: string }
