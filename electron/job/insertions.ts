import { Failed, type Failure } from '../../shared/failure'
import { endLine } from '../../shared/fault-line'
import type { ReaderState, ReadersState } from '../../shared/station-state'
import type { Readers } from '../reader/readers'

/** How soon a card is asked again that another program holds. */
const AGAIN_MS = 1000
/** For how long another program may have a card to itself before somebody is told. */
const HELD_MS = 5000

export type Insertions = {
  readonly cardIn: (reader: string, iccid: string) => unknown
  /** Why a card that is in could not be asked for its ICCID. */
  readonly unread?: (reader: string, failure: Failure) => void
}

/** A card that is still in, and could not be asked for a reason that is not its own. */
export const mayPass = ({ code }: Failure): boolean => /^(reader\.|card\.(absent|removed)$)/.test(code)

/**
 * Reads the ICCID of each card as it comes in, so that a screen can name it and a torn card is finished by itself. One
 * that another program holds, or whose reader does not answer, is asked again until it answers or leaves. One that does
 * not answer to power has no ICCID to be read, and one that somebody keeps is told of after `heldMs`.
 */
export function watchInsertions(
  readers: Readers,
  to: Insertions,
  log: (line: string) => void,
  heldMs: number = HELD_MS,
): () => void {
  /** In which stay of a card, and whether it could be powered then. */
  const met = new Map<string, string>()
  const kept = new Map<string, string>()
  const again = new Set<ReturnType<typeof setTimeout>>()
  let isStopped = false

  async function meet(reader: string): Promise<void> {
    const stay = readers.stayOf(reader)
    try {
      const iccid = await readers.withCard(reader, async (card) => card.iccid)
      if (isStopped || readers.stayOf(reader) !== stay) return
      if (iccid === undefined) to.unread?.(reader, { code: 'card.unnumbered', reader })
      else to.cardIn(reader, iccid)
    } catch (error) {
      log(endLine(reader, error))
      if (!(error instanceof Failed)) throw error
      if (isStopped || readers.stayOf(reader) !== stay) return
      if (mayPass(error.failure)) meetLater(reader)
      else to.unread?.(reader, error.failure)
    }
  }

  function later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      again.delete(timer)
      work()
    }, ms)
    again.add(timer)
  }

  const meetLater = (reader: string): void =>
    later(AGAIN_MS, () => {
      met.delete(reader)
      look(readers.state())
    })

  /** What holds it may be a program that ended while the card was silent: the card has to leave before it is free again. */
  function tellIfKept(reader: string, stay: string): void {
    if (kept.get(reader) === stay) return
    kept.set(reader, stay)
    later(heldMs, () => {
      const now = readers.state().readers.find(({ name }) => name === reader)
      kept.delete(reader)
      if (now?.held === 'theirs' && stayOf(now) === stay && met.get(reader) !== stay)
        to.unread?.(reader, { code: 'reader.busy', reader })
    })
  }

  const stayOf = ({ name, card }: ReaderState): string => `${readers.stayOf(name)} ${card}`

  function look({ readers: all }: ReadersState): void {
    for (const name of met.keys())
      if (!all.some((reader) => reader.name === name && reader.card !== 'none')) met.delete(name)
    for (const one of all) {
      const { name, card, held } = one
      const stay = stayOf(one)
      if (card === 'none' || met.get(name) === stay) continue
      if (held === 'theirs') tellIfKept(name, stay)
      if (held !== 'free') continue
      met.set(name, stay)
      if (card === 'present') void meet(name)
      else to.unread?.(name, { code: 'card.mute', reader: name, command: 'power on' })
    }
  }

  const stopWatching = readers.watch(look)
  return () => {
    isStopped = true
    stopWatching()
    for (const timer of again) clearTimeout(timer)
  }
}
