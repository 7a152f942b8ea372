import type { ReaderState } from '../../shared/station-state'
import type { Inspection } from './inspection'
import { readerFor } from './store'

/** The reader whose card is meant. That it is being looked at does not make it another. */
export function targetOf(
  readers: readonly ReaderState[],
  { reader }: { readonly reader: string | undefined },
  seen: Inspection,
): ReaderState | undefined {
  const free = readers.map((one) =>
    seen.state === 'reading' && one.name === seen.reader && one.held === 'ours'
      ? { ...one, held: 'free' as const }
      : one,
  )
  return readerFor(free, reader)
}
