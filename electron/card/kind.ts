import { Failed } from '../../shared/failure'
import { encodeApdu } from './apdu'
import type { Channel } from './channel'
import { selectFid, selectMf } from './commands'
import { isUnknownP2 } from './quiet'
import { isSuccess, swOf, swText } from './status-word'

/** How a card is spoken to: a UICC (ETSI TS 102 221) or a SIM (3GPP TS 51.011), among which R-UIMs are. */
export type CardKind = 'uicc3g' | 'sim2g'

/**
 * Selects the MF as a UICC wants it and, where that is refused, as a SIM does: a SIM knows no class but A0, and may have
 * said so (`before`). Never told from the ATR. Fails with `card.refused` on a card that takes neither.
 */
export async function kindOf(channel: Channel, before?: number): Promise<CardKind> {
  const quiet = before === UNKNOWN_CLASS ? before : swOf(await channel.transmit(encodeApdu(selectMf.apdu)))
  const asUicc = isUnknownP2(quiet) ? swOf(await channel.transmit(encodeApdu(selectFid(0x3f00).apdu))) : quiet
  if (isSuccess(asUicc)) return 'uicc3g'
  const asSim = swOf(await channel.transmit(Uint8Array.of(0xa0, 0xa4, 0x00, 0x00, 0x02, 0x3f, 0x00)))
  if (isSuccess(asSim) || asSim >> 8 === 0x9f) return 'sim2g'
  throw new Failed({ code: 'card.refused', command: selectMf.name, sw: swText(asUicc) })
}

/** ISO/IEC 7816-4, 5.1.5. */
const UNKNOWN_CLASS = 0x6e00
