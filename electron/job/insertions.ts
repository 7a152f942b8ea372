import type { ReadersState } from '../../shared/contract'
import { Failed, type Failure } from '../../shared/failure'
import type { Readers } from '../reader/readers'

/** How soon a card is asked again that another program holds. */
const AGAIN_MS = 1000

export type Insertions = {
  readonly cardIn: (reader: string, iccid: string) => unknown
  /** Why a card that is in could not be asked for its ICCID. */
  readonly unread?: (reader: string, failure: Failure) => void
}

/** A card that is still in, and could not be asked for a reason that is not its own. */
const mayPass = ({ code }: Failure): boolean => /^(reader\.|card\.(absent|removed)$)/.test(code)

/**
 * Reads the ICCID of each card as it comes in, so that a screen can name it and a torn card is finished by itself. One
 * that another program holds, or whose reader does not answer, is asked again until it answers or leaves.
 */
export function watchInsertions(readers: Readers, to: Insertions, log: (line: string) => void): () => void {
  /** In which stay of a card. */
  const met = new Map<string, number>()
  const again = new Set<ReturnType<typeof setTimeout>>()
  let isStopped = false

  async function meet(reader: string): Promise<void> {
    const stay = readers.stayOf(reader)
    try {
      const iccid = await readers.withCard(reader, async (card) => card.iccid)
      if (!isStopped && readers.stayOf(reader) === stay) to.cardIn(reader, iccid)
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      log(`${reader}: ${error.failure.code}`)
      if (isStopped || readers.stayOf(reader) !== stay) return
      if (mayPass(error.failure)) meetLater(reader)
      else to.unread?.(reader, error.failure)
    }
  }

  function meetLater(reader: string): void {
    const timer = setTimeout(() => {
      again.delete(timer)
      met.delete(reader)
      look(readers.state())
    }, AGAIN_MS)
    again.add(timer)
  }

  function look({ readers: all }: ReadersState): void {
    for (const name of met.keys())
      if (!all.some((reader) => reader.name === name && reader.card !== 'none')) met.delete(name)
    for (const { name, card, held } of all) {
      const stay = readers.stayOf(name)
      if (card !== 'present' || held !== 'free' || met.get(name) === stay) continue
      met.set(name, stay)
      void meet(name)
    }
  }

  const stopWatching = readers.watch(look)
  return () => {
    isStopped = true
    stopWatching()
    for (const timer of again) clearTimeout(timer)
  }
}
