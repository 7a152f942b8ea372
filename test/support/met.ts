import type { Card } from '../../electron/card/card'
import { meetCard } from '../../electron/card/meet'
import { createTries } from '../../electron/card/tries'
import { createStayTries } from '../../electron/reader/stay-tries'
import { hex } from '../../shared/bytes'
import type { TestCard } from './card'

/** A card of the bench as a session meets it, without a reader. */
export async function meetTestCard(card: TestCard, kept = createStayTries()): Promise<Card> {
  const atrHex = hex(card.atr())
  const met = await meetCard(card, { atrHex, mayExtend: true })
  return {
    ...met,
    tries: createTries(met, kept),
    reader: 'Test 01',
    atrHex,
    secure: async () => false,
    reset: async () => card.reset(),
    commands: () => card.dump().log.length,
  }
}
