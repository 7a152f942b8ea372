import { Failed } from '../../shared/failure'
import type { Readers } from '../reader/readers'
import type { Jobs } from './jobs'

/** Reads the ICCID of each card as it comes in, so that a screen can name it and a torn card is finished by itself. */
export function watchInsertions(readers: Readers, jobs: Jobs, log: (line: string) => void): () => void {
  const met = new Set<string>()

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
      if (card === 'none') met.delete(name)
      if (card !== 'present' || held !== 'free' || met.has(name)) continue
      met.add(name)
      void meet(name)
    }
  })
}
