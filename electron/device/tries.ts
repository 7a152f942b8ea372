import { type Channel, send } from '../card/channel'
import { ADM1, PIN1, queryTries } from '../card/commands'
import type { CardKind } from '../card/kind'

export const PIN2 = 0x81

/** Tries left, null where the card does not tell. `isCounting`: the question itself seems to cost a try. */
export type Tries = {
  readonly pin1: number | null
  readonly adm1: number | null
  readonly isCounting: boolean
}

/**
 * VERIFY without a key tells how many tries are left and spends none. There are cards on which it does: PIN1, which
 * the PUK brings back, is asked twice before anything is asked of a key that nothing brings back.
 */
export async function triesLeft(channel: Channel, kind: CardKind): Promise<Tries> {
  const pin1 = await ask(channel, PIN1)
  if (kind === 'uicc3g' && pin1.left !== null && pin1.left > 1) {
    const again = await ask(channel, PIN1)
    if (again.left !== null && again.left < pin1.left) return { pin1: again.left, adm1: null, isCounting: true }
  }
  if (pin1.isRefused) return { pin1: null, adm1: null, isCounting: true }
  const adm1 = await ask(channel, ADM1)
  return { pin1: pin1.left, adm1: adm1.left, isCounting: adm1.isRefused }
}

/** Of a key of the application that is selected. */
export const pin2Left = async (channel: Channel): Promise<number | null> => (await ask(channel, PIN2)).left

/** 6300 is what a wrong key is answered with. */
const ask = (channel: Channel, reference: number) => {
  const query = queryTries(reference)
  return send(channel, {
    ...query,
    parse: (bytes: Uint8Array, sw: number) => ({ left: query.parse(bytes, sw).left, isRefused: sw === 0x6300 }),
  })
}
