// A file that reads only for whoever shows a PIN: what a device asks its user for, the station asks a person for.
import { fromHex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import { type Secret, wipe } from '../../shared/secret'
import { type Access, accessOf, type Rule } from './access'
import { openPkcs15, type Pkcs15, unsuitable } from './application'
import type { Card } from './card'
import { send } from './channel'
import { isAdm, isLocal, PIN1, type Tries, verifyKey } from './commands'
import type { CardAt, CardKey } from './key'
import { wantsSecureChannel } from './secure-place'
import { LEAST_TRIES } from './tries'
import { confirm, keysFor } from './unlock'

/** A PIN for one card: eight bytes, theirs to zero who asked, and what stands round each try, as of a card key. */
export type HolderPin = {
  readonly value: Secret<Uint8Array>
  readonly once: CardKey['once']
  /** A person tells it of the card in hand; a file has it whatever became of the card. */
  readonly from: 'person' | 'file'
}

/** Where the PINs of cards come from. */
export type HolderPins = {
  /** Undefined where nobody told it. Asked once its tries are known. */
  readonly pinOf: (card: CardAt, triesLeft: number) => Promise<HolderPin | undefined>
  /** What was told for this card is not kept for another job. */
  readonly forgetPin: (iccid: string) => void
}

/** One card while its holder's PIN may be wanted. */
export type Held = {
  /** A PIN that was shown is shown again after each reset, as a device does it at power-on, and one of the application on each channel. */
  readonly card: Card
  /** Works; where a file reads with a PIN only, shows that and works once more from the beginning. */
  readonly reading: <T>(work: () => Promise<T>) => Promise<T>
  readonly isShown: () => boolean
  readonly close: () => void
}

type Pin = HolderPin & { readonly reference: number }

/**
 * Nothing is asked, and no PIN shown, before a file is refused. `reading` fails with `card.needs-pin` where nobody knows
 * the PIN, with `card.pin` where it is refused, blocked, or has too few tries left to be tried, with `key.stopped` where
 * other cards refused PINs of the same file, with `card.unsuitable` where the file wants more than a PIN, and as `card.secure`
 * does where it may want a secure channel.
 */
export function heldBy(card: Card, { pinOf, forgetPin }: HolderPins): Held {
  let shown: Pin | undefined

  async function show(path: string): Promise<boolean> {
    const pkcs15 = await openPkcs15(card.channel)
    const { known, rules } = await accessTo(pkcs15, path)
    // Where the card may want a secure channel, keys that are away are no fault of it.
    if (known && wantsSecureChannel(rules.read)) await card.secure()
    const reference = known ? pinFor(rules.read) : PIN1
    if (reference === undefined) throw unreadable(path)
    await pkcs15.enter()
    const tries = await card.tries.left(pkcs15.channel, reference)
    if (tries.isVerified) throw unreadable(path)
    const isFew = tries.left !== null && tries.left > 0 && tries.left < LEAST_TRIES
    if (!isFew) checkPinTries(tries)
    const told = await pinOf(card, tries.left ?? 0)
    if (isFew && told?.from !== 'person') {
      if (told) wipe(told.value)
      checkPinTries(tries)
    }
    if (!told) {
      if (!known) await card.secure()
      return false
    }
    const pin = { ...told, reference }
    try {
      // Its holder may have set it right in a phone since then.
      if (isFew) card.tries.askAnew(reference)
      await confirm(card, pkcs15.channel)
      if (isLocal(reference)) await pkcs15.enter()
      await verifyPin(card, pin)
    } catch (error) {
      wipe(pin.value)
      throw error
    }
    shown = pin
    return true
  }

  return {
    card: {
      ...card,
      reset: async () => {
        await card.reset()
        if (!shown) return
        if (isLocal(shown.reference)) await openPkcs15(card.channel)
        await verifyPin(card, shown)
      },
      showPin: async (pkcs15) => {
        if (!shown || !isLocal(shown.reference)) return
        await pkcs15.enter()
        await verifyPin({ ...card, channel: pkcs15.channel }, shown)
      },
    },
    reading: async (work) => {
      if (shown) return behindPin(work)
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof Failed) || error.failure.code !== 'card.needs-pin') throw error
        if (!(await show(error.failure.path))) throw error
      }
      return behindPin(work)
    },
    isShown: () => shown !== undefined,
    close: () => {
      if (shown) wipe(shown.value)
      if (card.iccid !== undefined) forgetPin(card.iccid)
    },
  }
}

async function accessTo(pkcs15: Pkcs15, path: string): Promise<Access> {
  const fcp = await pkcs15.select(fromHex(path))
  return fcp ? accessOf(pkcs15.channel, fcp) : { known: false, rules: {} }
}

/** The PIN that the rule of the file wants. Undefined where it wants more, or a card key. */
function pinFor(rule: Rule | undefined): number | undefined {
  const [wanted, another] = keysFor(rule) ?? []
  return another ? undefined : wanted?.find((reference) => !isAdm(reference))
}

const unreadable = (path: string): Failed =>
  unsuitable(because('right to read its bootstrap file {} with its PIN', path))

/** What is refused with the PIN shown is not read with a PIN. */
async function behindPin<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'card.needs-pin') throw unreadable(error.failure.path)
    throw error
  }
}

/** A refusal must leave two tries, although the PUK would bring them back: that is the issuer's. */
function checkPinTries({ left, isVerified }: Tries): void {
  if (isVerified) return
  if (left === 0) throw new Failed({ code: 'card.pin', state: 'blocked', attemptsLeft: 0 })
  if (left === null) throw new Failed({ code: 'card.pin', state: 'unknown-tries', attemptsLeft: null })
  if (left < LEAST_TRIES) throw new Failed({ code: 'card.pin', state: 'few-tries', attemptsLeft: left })
}

async function verifyPin(
  { channel, tries }: Pick<Card, 'channel' | 'tries'>,
  { reference, value, once }: Pin,
): Promise<void> {
  const left = await tries.left(channel, reference)
  checkPinTries(left)
  if (left.isVerified) return
  const verification = await once(() => send(channel, verifyKey(reference, value.reveal())))
  tries.shown(reference, verification)
  if (verification.result === 'verified') return
  const attemptsLeft = verification.triesLeft ?? (await tries.left(channel, reference)).left
  throw new Failed({ code: 'card.pin', state: attemptsLeft === 0 ? 'blocked' : 'refused', attemptsLeft })
}
