import type { CardOptions } from '../../../../electron/bench/uicc/options'
import { createUicc } from '../../../../electron/bench/uicc/uicc'
import { fromHex, hex } from '../../../../shared/bytes'

/** A card that is spoken to in hex, as it stands in the standards. */
export function hexCard(options: CardOptions = {}) {
  const card = createUicc(options)
  const send = (command: string): string => hex(card.transmit(fromHex(command)))
  return {
    ...card,
    send,
    sendAll: (...commands: readonly string[]): readonly string[] => commands.map(send),
    showAdm: () => send(`0020000A08${hex(options.adm ?? new TextEncoder().encode('BENCHADM'))}`),
  }
}
