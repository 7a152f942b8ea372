import { Failed } from '../../shared/failure'
import { en } from '../../shared/text/en'
import type { Readers } from '../reader/readers'
import type { Station } from '../station-parts'
import { usage } from './values'

const PATIENCE_MS = 5000

/** Names of these readers. Fails with `request.invalid`, which names those there are, before anything is ordered. */
export async function checkReaders(station: Station, named: readonly string[]): Promise<void> {
  const readers = station.readers()
  const names = await Promise.all(named.map(readers.nameOf))
  const known = await untilKnown(readers)
  if (known.service !== 'up') return
  const all = known.readers.map(({ number, name }) => `${number} ${name}`).join(', ')
  for (const [at, name] of names.entries())
    if (!known.readers.some((reader) => reader.name === name))
      throw usage(en.commandLine.noReader(named[at] ?? name, all), 'reader')
}

/** The state of all readers, as soon as their service says it. */
export function untilKnown(readers: Readers): Promise<ReturnType<Readers['state']>> {
  return new Promise((resolve) => {
    let stop = (): void => undefined
    const timer = setTimeout(() => done(), PATIENCE_MS)
    const done = (): void => {
      clearTimeout(timer)
      setImmediate(() => stop())
      resolve(readers.state())
    }
    stop = readers.watch(({ service }) => service === 'starting' || done())
  })
}

/** The reader that a card of this number is in now; undefined where it is in none that is free. */
export async function readerWith(station: Station, iccid: string): Promise<string | undefined> {
  const readers = station.readers()
  const { readers: all } = await untilKnown(readers)
  for (const { name, card, held } of all) {
    if (card !== 'present' || held !== 'free') continue
    if ((await iccidIn(readers, name)) === iccid) return name
  }
  return undefined
}

async function iccidIn(readers: Readers, name: string): Promise<string | undefined> {
  try {
    return await readers.withCard(name, async ({ iccid }) => iccid)
  } catch (error) {
    if (error instanceof Failed) return undefined
    throw error
  }
}
