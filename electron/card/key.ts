// The guard of card keys: what is tried once, and when it is not tried at all.
import { Failed } from '../../shared/failure'
import { type Secret, wipe } from '../../shared/secret'
import type { Card } from './card'
import { type Channel, send } from './channel'
import { type Tries, type Verification, verifyKey } from './commands'
import { LEAST_TRIES, type SessionTries } from './tries'

/** A card where it stands: a key is tried once for each stay of a card in a reader, and of one that stays on once in twelve hours. */
export type CardAt = Pick<Card, 'reader' | 'iccid' | 'atrHex'>

/** A key for one card, with all that guards its one try. */
export type CardKey = {
  /** ETSI TS 102 221, table 9.3: 0A is ADM1. */
  readonly reference: number
  /** Eight bytes. Zeroed by `verifyAdm`. */
  readonly value: Secret<Uint8Array>
  /** Whether a supervisor allowed this card a try though a refusal would leave one, or it is not known how many. */
  readonly isAllowed: boolean
  /** Runs the one try of this stay and notes how it went. Fails with `key.stopped` or `key.tried` and runs nothing. */
  readonly once: (attempt: () => Promise<Verification>) => Promise<Verification>
}

/** Asks the card for the tries of a key; null where that could cost one. */
export type AskTries = (reference: number) => Promise<Tries>

/** Asked only when something has to be written. `references`: those that the card's access rules want, ADM1 without them. */
export type AskKey = (references?: readonly number[], tries?: AskTries) => Promise<CardKey>

/** GlobalPlatform SCP03: the static keys of a security domain. The DEK may be absent. */
export type Scp03Keys = {
  readonly version: number
  readonly enc: Secret<Uint8Array>
  readonly mac: Secret<Uint8Array>
  readonly dek?: Secret<Uint8Array>
}

/** Where the keys of a card come from. */
export type CardKeys = {
  /** A key that a person types is asked for once `tries` says that it may be tried. */
  readonly admOf: (card: CardAt, references?: readonly number[], tries?: AskTries) => Promise<CardKey>
  /** Undefined where the key source has none for this card. Theirs to zero who asked. */
  readonly scp03Of: (iccid: string) => Promise<Scp03Keys | undefined>
}

/** Whatever a supervisor allows: the last try of a card is nobody's. */
const LAST_BUT_ONE = 2

/** Fails with `card.locked` where a key may not be tried: with no try left, too few, or an unknown number. */
export function checkTries({ left: attemptsLeft, isVerified }: Tries, isAllowed: boolean): void {
  if (isVerified) return
  const mayTry = isAllowed ? (attemptsLeft ?? LAST_BUT_ONE) >= LAST_BUT_ONE : (attemptsLeft ?? 0) >= LEAST_TRIES
  if (!mayTry) throw new Failed({ code: 'card.locked', attemptsLeft })
}

/**
 * Verifies a card key once. `card.locked` when too few tries are left or unknown: nothing was spent then.
 * `card.key-refused` when the card refused it: one try was spent, and this key must not be tried again.
 * `key.stopped` and `key.tried` when it was not tried because of what was before.
 */
export async function verifyAdm(
  channel: Channel,
  { reference, value, isAllowed, once }: CardKey,
  tries: SessionTries,
): Promise<void> {
  try {
    const left = await tries.left(channel, reference)
    if (left.isVerified) return
    checkTries(left, isAllowed)
    const verification = await once(() => send(channel, verifyKey(reference, value.reveal())))
    tries.shown(reference, verification)
    if (verification.result === 'refused')
      throw new Failed({ code: 'card.key-refused', attemptsLeft: verification.triesLeft })
  } finally {
    wipe(value)
  }
}
