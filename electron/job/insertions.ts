import { Failed } from '../../shared/failure'
import type { Readers } from '../reader/readers'
import type { Jobs } from './jobs'

/** Reads the ICCID of each card as it comes in, so that a screen can name it and a torn card is finished by itself. */
export function watchInsertions(readers: Readers, jobs: Jobs, log: (line: string) => void): () => void {
  /** In which stay of a card. */
  const met = new Map<string, number>()

  async function meet(reader: string): Promise<void> {
    try {
      jobs.cardIn(reader, await readers.withCard(reader, async ({ iccid }) => iccid))
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      log(`${reader}: ${error.failure.code}`)
    }
  }

  return readers.watch(({ readers: all }) => {
    for (const { name, card, held } of all) {
      const stay = readers.stayOf(name)
      if (card !== 'present' || held !== 'free' || met.get(name) === stay) continue
      met.set(name, stay)
      void meet(name)
    }
  })
}
