import { Failed } from '../../shared/failure'
import { type Channel, type Command, send } from './channel'
import { isMissing, withoutAnswer } from './commands'
import { isSuccess, swText } from './status-word'

/** P2 not known: there are cards that do not select without answering. */
export const isUnknownP2 = (sw: number): boolean => [0x6a81, 0x6a86, 0x6b00].includes(sw)

/** SELECT of what nothing more need be known of, asking for no answer where the card knows that. False if it is not there. */
export async function isThere(channel: Channel, select: Command<unknown>): Promise<boolean> {
  const quiet = await statusOf(channel, withoutAnswer(select))
  const sw = isUnknownP2(quiet) ? await statusOf(channel, select) : quiet
  if (isSuccess(sw) || isMissing(sw)) return isSuccess(sw)
  throw new Failed({ code: 'card.refused', command: select.name, sw: swText(sw) })
}

const statusOf = (channel: Channel, { name, apdu }: Command<unknown>): Promise<number> =>
  send(channel, { name, apdu, knows: () => true, parse: (_, sw) => sw })
