import { Failed } from '../../shared/failure'
import type { Secret } from '../../shared/secret'
import { type Channel, send } from './channel'
import { ADM1, queryTries, verifyKey } from './commands'

/** A refusal must leave two tries: below three, or where the card does not tell, no key is tried. */
const LEAST_TRIES = 3

export const admTriesLeft = async (channel: Channel): Promise<number | null> =>
  (await send(channel, queryTries(ADM1))).left

/**
 * Verifies ADM1 once. `card.locked` when fewer than three tries are left or unknown: nothing was spent then.
 * `card.key-refused` when the card refused it: one try was spent, and this key must not be tried again.
 */
export async function verifyAdm(channel: Channel, key: Secret<Uint8Array>): Promise<void> {
  const { left: attemptsLeft, isVerified } = await send(channel, queryTries(ADM1))
  if (isVerified) return
  if (attemptsLeft === null || attemptsLeft < LEAST_TRIES) throw new Failed({ code: 'card.locked', attemptsLeft })
  const verification = await send(channel, verifyKey(ADM1, key.reveal()))
  if (verification.result === 'refused')
    throw new Failed({ code: 'card.key-refused', attemptsLeft: verification.triesLeft })
}
