declare module 'pcsclite' {
  export type Done = (error?: Error | null, bytes?: Buffer) => void
  export type CardReader = {
    readonly name: string
    readonly SCARD_SHARE_EXCLUSIVE: number
    readonly SCARD_PROTOCOL_T0: number
    readonly SCARD_PROTOCOL_T1: number
    readonly SCARD_LEAVE_CARD: number
    readonly SCARD_UNPOWER_CARD: number
    on(event: 'status', listener: (status: { state: number; atr?: Buffer }) => void): void
    on(event: 'error', listener: (error: Error) => void): void
    on(event: 'end', listener: () => void): void
    connect(
      options: { share_mode: number; protocol: number },
      done: (error: Error | null | undefined, protocol: number) => void,
    ): void
    transmit(bytes: Buffer, responseBytes: number, protocol: number, done: Done): void
    disconnect(disposition: number, done: Done): void
  }
  export type PcscLite = {
    on(event: 'reader', listener: (reader: CardReader) => void): void
    on(event: 'error', listener: (error: Error) => void): void
    /** Begins by itself on the next tick. `names` as SCardListReaders has them. */
    start: (onList: (error: Error | null | undefined, names: Buffer) => void) => void
  }
}
