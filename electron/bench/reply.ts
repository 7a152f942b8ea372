/** What becomes of a command that was sent to a card which may have faults. */
export type Reply =
  | { readonly kind: 'answer'; readonly bytes: Uint8Array }
  /** The card answers and is gone in the next moment. */
  | { readonly kind: 'last-answer'; readonly bytes: Uint8Array }
  /** The card is gone; nobody will answer. */
  | { readonly kind: 'left' }
  /** The card is there and will never answer. */
  | { readonly kind: 'mute' }

/** A card in a slot: commands take time and may come to nothing. */
export type SlotCard = { transmit(command: Uint8Array): Promise<Reply> }
