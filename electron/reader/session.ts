import { fromHex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { readAtr } from '../card/atr'
import { type Card, readIccid } from '../card/card'
import type { Channel } from '../card/channel'
import { meetCard } from '../card/meet'
import type { Driver, Link } from './driver'

/** PC/SC has no deadline of its own. A real UPDATE BINARY takes some 100 ms; five seconds is a card that died. */
const COMMAND_MS = 5000

export type SessionDeps = {
  readonly driver: Driver
  /** Readers in which an extended command was lost: they get short ones from then on. */
  readonly shortOnly: Set<string>
  readonly onMet: (iccid: string) => void
}

/** Connects exclusively, finds out what card it is, works, and powers the card off whatever happened. */
export async function withSession<T>(deps: SessionDeps, reader: string, work: (card: Card) => Promise<T>): Promise<T> {
  const { driver, shortOnly, onMet } = deps
  let link = await connectPatiently(driver, reader)
  let count = 0
  const wire: Channel = {
    transmit: (command) => {
      count++
      return link.transmit(command, COMMAND_MS)
    },
  }
  const powerAgain = async (): Promise<void> => {
    await link.close('unpower')
    link = await connectAgain(driver, reader)
  }
  const meet = (mayExtend: boolean) => meetCard(wire, { ...link, mayExtend })
  const firstMeeting = async () => {
    const mayExtend = !shortOnly.has(reader)
    try {
      return await meet(mayExtend)
    } catch (error) {
      if (!mayExtend || !mayBeForLength(error, link)) throw error
      await powerAgain()
      const met = await meet(false)
      shortOnly.add(reader)
      return met
    }
  }
  try {
    const { atrHex } = link
    const { channel, kind, lengths, iccid } = await firstMeeting()
    onMet(iccid)
    const reset = async (): Promise<void> => {
      await powerAgain()
      if ((await readIccid(channel)) !== iccid) throw new Failed({ code: 'card.removed', reader })
    }
    return await work({ channel, reader, kind, lengths, iccid, atrHex, reset, commands: () => count })
  } finally {
    await link.close('unpower')
  }
}

/** Readers that know short APDUs only drop the link at an extended one; nothing was done on the card by then. */
const mayBeForLength = (error: unknown, { atrHex }: Link): boolean =>
  error instanceof Failed &&
  /^(card\.removed|reader\.lost)$/.test(error.failure.code) &&
  readAtr(fromHex(atrHex)).lengths !== 'short'

/** Another program may look at a card for a moment; one that keeps it is `reader.busy`. */
async function connectPatiently(driver: Driver, reader: string): Promise<Link> {
  for (let patience = 5; ; patience--) {
    try {
      return await driver.connect(reader)
    } catch (error) {
      const isBusy = error instanceof Failed && error.failure.code === 'reader.busy'
      if (!isBusy || patience === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

/** A card that is gone after its cold reset was pulled, whatever the reader calls it. */
async function connectAgain(driver: Driver, reader: string): Promise<Link> {
  try {
    return await driver.connect(reader)
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'card.absent')
      throw new Failed({ code: 'card.removed', reader })
    throw error
  }
}
