import { randomBytes } from 'node:crypto'
import { fromHex } from '../../shared/bytes'
import { Failed, type FailureCode } from '../../shared/failure'
import { readAtr } from '../card/atr'
import { type Card, readIccid } from '../card/card'
import type { CardKeys, Scp03Keys } from '../card/key'
import { meetCard } from '../card/meet'
import { openScp03 } from '../card/scp03'
import { securing } from '../card/securing'
import type { Trace } from '../card/trace'
import { createTries, type TriesKept } from '../card/tries'
import type { Driver, Link } from './driver'
import type { ReaderLengths } from './reader-lengths'
import { createWire } from './wire'

export type SessionDeps = {
  readonly driver: Driver
  readonly lengths: ReaderLengths
  readonly onMet: (iccid: string | undefined) => void
  /** Read keys of cards that want a secure channel. */
  readonly keys: Pick<CardKeys, 'scp03Of'>
  readonly triesKept: TriesKept
  /** The same of a card without a number, for its stay: asked once it was met. */
  readonly stayTries: () => TriesKept
  /** What is kept of this session, if anything. */
  readonly trace?: Trace | undefined
}

/** Connects exclusively, finds out what card it is, works, and powers the card off whatever happened. */
export async function withSession<T>(deps: SessionDeps, reader: string, work: (card: Card) => Promise<T>): Promise<T> {
  const { onMet, keys, triesKept, stayTries, trace } = deps
  const driver = trace?.driver(deps.driver) ?? deps.driver
  let link = await connectPatiently(driver, reader)
  let isMet = false
  let isLost = false
  const onLost = (command: Uint8Array): void => {
    if (isMet && !isLost && isExtended(command)) deps.lengths.lost(reader)
    isLost = true
  }
  const wire = createWire(() => link, onLost)
  const powerAgain = async (): Promise<void> => {
    await link.close('unpower')
    link = await connectAgain(driver, reader)
    isLost = false
  }
  /** While nothing was done but to ask a card who it is, nothing is lost with the power that another program took. */
  const powered = async <T>(asking: () => Promise<T>): Promise<T> => {
    try {
      return await asking()
    } catch (error) {
      if (!isCode(error, 'reader.busy')) throw error
      await powerAgain()
      return asking()
    }
  }
  const meet = (mayExtend: boolean) => powered(() => meetCard(wire.channel, { ...link, mayExtend }))
  const firstMeeting = async () => {
    const mayExtend = deps.lengths.mayExtend(reader)
    try {
      return await meet(mayExtend)
    } catch (error) {
      if (!mayExtend || !mayBeForLength(error, link)) throw error
      await powerAgain()
      const met = await meet(false)
      deps.lengths.refused(reader)
      return met
    }
  }
  try {
    const { atrHex } = link
    const { channel: clear, kind, lengths, iccid } = await firstMeeting()
    isMet = true
    const toMeet = wire.commands()
    onMet(iccid)
    const { channel, secure } = securing(clear, async (here) => {
      const readKeys = iccid === undefined ? undefined : await keys.scp03Of(iccid)
      if (!readKeys) return undefined
      const opened = await openScp03(here, readKeys, { random: randomBytes, level: 0x33 }).finally(() =>
        forget(readKeys),
      )
      return { ...opened, ...trace?.inside(opened) }
    })
    const reset = async (): Promise<void> => {
      await powerAgain()
      if ((await powered(() => readIccid(channel))) !== iccid) throw new Failed({ code: 'card.removed', reader })
    }
    const tries = createTries({ iccid, kind }, iccid === undefined ? stayTries() : triesKept)
    const { commands } = wire
    const result = await work({ channel, reader, kind, lengths, iccid, atrHex, tries, secure, reset, commands })
    // A card that was only met was sent nothing that could be long.
    if (wire.commands() > toMeet) deps.lengths.passed(reader)
    return result
  } finally {
    await link.close('unpower')
  }
}

/** ISO/IEC 7816-3, 12.1.3: what follows the header begins with 00. */
const isExtended = (command: Uint8Array): boolean => command.length > 6 && command[4] === 0

const isCode = (error: unknown, code: FailureCode): boolean => error instanceof Failed && error.failure.code === code

/** The session has keys of its own. */
const forget = ({ enc, mac, dek }: Scp03Keys): void => {
  for (const key of [enc, mac, dek]) key?.reveal().fill(0)
}

/** Readers that know short APDUs only drop the link at an extended one; nothing was done on the card by then. */
const mayBeForLength = (error: unknown, { atrHex }: Link): boolean =>
  error instanceof Failed &&
  /^(card\.removed|reader\.lost)$/.test(error.failure.code) &&
  readAtr(fromHex(atrHex)).lengths !== 'short'

/**
 * Another program may look at a card for a moment; one that keeps it is `reader.busy`. A card that was just reset by it
 * may miss its power-on, once.
 */
async function connectPatiently(driver: Driver, reader: string): Promise<Link> {
  let isSilent = false
  for (let patience = 5; ; patience--) {
    try {
      return await driver.connect(reader)
    } catch (error) {
      const mayPass = isCode(error, 'reader.busy') || (isCode(error, 'card.mute') && !isSilent)
      if (!mayPass || patience === 0) throw error
      isSilent = isCode(error, 'card.mute')
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

/** A card that is gone after its cold reset was pulled, whatever the reader calls it; another program may look at it even now. */
async function connectAgain(driver: Driver, reader: string): Promise<Link> {
  try {
    return await connectPatiently(driver, reader)
  } catch (error) {
    if (isCode(error, 'card.absent')) throw new Failed({ code: 'card.removed', reader })
    throw error
  }
}
