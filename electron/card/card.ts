import { iccidOf } from '../../shared/identity/iccid'
import { type Pkcs15, unsuitable } from './application'
import { type Channel, type Command, send, sendBehind } from './channel'
import { readBinary, selectFid, selectPath, withoutAnswer } from './commands'
import type { CardKind } from './kind'
import type { Lengths } from './lengths'
import { isThere } from './quiet'
import type { SessionTries } from './tries'

/** One card in one reader, from connect to disconnect. */
export type Card = {
  /** Takes the commands of a UICC, whatever the kind: that of a SIM is `inSimMode`. */
  readonly channel: Channel
  readonly reader: string
  readonly kind: CardKind
  readonly lengths: Lengths
  readonly atrHex: string
  /** Undefined on a card without a number, a white one say: it cannot be told from another. */
  readonly iccid: string | undefined
  readonly tries: SessionTries
  /** Speaks on in a secure channel to the application of the basic channel. False where nobody has the keys. */
  readonly secure: () => Promise<boolean>
  /** Power off and on, and the same card again: its ICCID is read anew. Fails with `card.removed` if it is another. */
  readonly reset: () => Promise<void>
  /** Shows a PIN of the application where it was opened anew: a card may remember it for each channel. */
  readonly showPin?: (pkcs15: Pkcs15) => Promise<void>
  /** How many commands this card has been sent since it was connected. */
  readonly commands: () => number
}

/** EF(ICCID), ETSI TS 102 221, 13.2. */
const EF_ICCID = 0x2fe2

/** Fails with `card.unsuitable` on a card without the file. */
export async function readIccid(channel: Channel): Promise<string | undefined> {
  const read = readBinary(0, 10)
  const sent = await sendBehind(channel, [withoutAnswer(iccidFromMf)], [read])
  if (!sent) await selected(channel, iccidFromMf)
  return iccidOf(sent?.[0] ?? (await send(channel, read)))
}

/** Wherever the card is. */
export const iccidFromMf = selectPath('MF', Uint8Array.of(EF_ICCID >> 8, EF_ICCID & 0xff))

/** From the MF. */
export const selectIccid = (channel: Channel): Promise<void> => selected(channel, selectFid(EF_ICCID))

async function selected(channel: Channel, select: Command<unknown>): Promise<void> {
  if (!(await isThere(channel, select))) throw unsuitable('EF(ICCID)')
}
