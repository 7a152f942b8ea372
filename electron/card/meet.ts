import { fromHex } from '../../shared/bytes'
import { iccidOf } from '../../shared/identity/iccid'
import { encodeApdu } from './apdu'
import { readAtr } from './atr'
import { type Card, iccidFromMf, selectIccid } from './card'
import { type Channel, type Command, fetching, send, sendBehind } from './channel'
import { readBinary, withoutAnswer } from './commands'
import { kindOf } from './kind'
import { fallingBack, lengthsOf, shortLengths } from './lengths'
import { inSimMode } from './sim-mode'
import { isSuccess, swOf } from './status-word'
import { overT0 } from './t0'

export type Link = {
  readonly atrHex: string
  /** What the reader speaks with the card, where it says so. */
  readonly protocol?: 'T=0' | 'T=1'
  /** False where this reader has refused an extended command before. */
  readonly mayExtend: boolean
}

/**
 * The first commands to a card that was just powered: what it is, who it is, and how much it takes at once. A card that
 * selects EF(ICCID) by its path is a UICC; whether extended lengths pass, the read of it finds out. Fails with `card.refused`, `card.unsuitable` and what the
 * link says.
 */
export async function meetCard(
  link: Channel,
  { atrHex, protocol, mayExtend }: Link,
): Promise<Pick<Card, 'channel' | 'kind' | 'lengths' | 'iccid'>> {
  const atr = readAtr(fromHex(atrHex))
  const hasT0Only = atr.protocols.length > 0 && !atr.protocols.includes(1)
  const isT0 = protocol ? protocol === 'T=0' : hasT0Only
  const spoken = fetching(isT0 ? overT0(link) : link)
  const isShort = isT0 || !mayExtend || atr.lengths === 'short'
  const sent = await sendBehind(spoken, [withoutAnswer(iccidFromMf)], [ifTold(isShort ? iccid : extended)])
  const selected = sent ? 0x9000 : swOf(await spoken.transmit(encodeApdu(withoutAnswer(iccidFromMf).apdu)))
  const kind = isSuccess(selected) ? 'uicc3g' : await kindOf(spoken, selected)
  const channel = kind === 'sim2g' ? inSimMode(spoken) : spoken
  if (!isSuccess(selected)) await selectIccid(channel)
  const isExtended = kind !== 'sim2g' && !isShort
  const [told] = sent ?? (isExtended ? [await send(channel, ifTold(extended))] : [])
  if (!isExtended || !told)
    return { channel, kind, lengths: shortLengths, iccid: iccidOf(told ?? (await send(channel, iccid))) }
  return { channel: fallingBack(channel), kind, lengths: await lengthsOf(channel, atr), iccid: iccidOf(told) }
}

/** Any other answer has to be asked for with more care. */
const ifTold = (command: typeof iccid): Command<Uint8Array | undefined> => ({
  ...command,
  knows: () => true,
  parse: (data, sw) => (isSuccess(sw) ? data : undefined),
})

const iccid = readBinary(0, 10)
const extended: typeof iccid = { ...iccid, apdu: { ...iccid.apdu, form: 'extended' } }
