// PINs of cards that only their holder knows: told for one card and one job, kept nowhere.
import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import { type Secret, secret, wipe } from '../../shared/secret'
import { utf8 } from '../../shared/utf8'
import type { CardAt } from '../card/key'
import type { HolderPin, HolderPins } from '../card/pin'
import type { PinOfCard } from './pin-file'
import { spellingsOf } from './table'
import type { AskPerson } from './typed'

/** ETSI TS 102 221, 9.5.1: VERIFY takes eight bytes, four to eight digits and FF behind them. */
const PIN_BYTES = 8

/** Fails with `request.invalid`, which never holds what was there. */
export function parseCardPin(text: string): Secret<Uint8Array> {
  if (!/^[0-9]{4,8}$/.test(text.trim()))
    throw new Failed({ code: 'request.invalid', path: 'PIN', reason: because('the PIN of a card has 4 to 8 digits') })
  const bytes = new Uint8Array(PIN_BYTES).fill(0xff)
  bytes.set(utf8(text.trim()))
  return secret(bytes)
}

export type CardPins = HolderPins & { readonly givePin: (iccid: string, typed: string) => void }

export type CardPinsDeps = {
  readonly ask: AskPerson | undefined
  /** The PINs of a batch, and what stands round each try of one. */
  readonly file: { readonly pinOf: PinOfCard; readonly once: (card: CardAt) => HolderPin['once'] } | undefined
}

/** The job that it was given for may never be ordered. */
const GIVEN_MS = 10 * 60_000

/** What was given for a card is taken by its next job, for ten minutes; else it is in a file, or whoever sits at a terminal is asked. */
export function createCardPins({ ask, file }: CardPinsDeps): CardPins {
  const given = new Map<string, { readonly pin: Secret<Uint8Array>; readonly timer: NodeJS.Timeout }>()
  const forgetPin = (iccid: string): void => {
    for (const spelt of spellingsOf(iccid)) {
      const entry = given.get(spelt)
      clearTimeout(entry?.timer)
      if (entry) wipe(entry.pin)
      given.delete(spelt)
    }
  }
  return {
    givePin: (iccid, typed) => {
      const pin = parseCardPin(typed)
      forgetPin(iccid)
      given.set(iccid, { pin, timer: setTimeout(() => forgetPin(iccid), GIVEN_MS).unref() })
    },
    pinOf: async (card, triesLeft) => {
      const { reader, iccid } = card
      const pin = (iccid === undefined ? [] : spellingsOf(iccid)).flatMap((spelt) => given.get(spelt)?.pin ?? [])[0]
      if (pin) return told(secret(pin.reveal().slice()))
      const inFile = await file?.pinOf(iccid)
      if (file && inFile) return { value: inFile, once: file.once(card), from: 'file' }
      const typed = await ask?.('card-pin', { reader, iccid, triesLeft })
      return typed && told(typed)
    },
    forgetPin,
  }
}

/** For this card alone: a refusal tells nothing of another. */
const told = (value: Secret<Uint8Array>): HolderPin => ({
  value,
  once: (attempt) => attempt(),
  from: 'person',
})
