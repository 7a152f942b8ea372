// Keeps a trace of what each job says to its card.
import { randomBytes } from 'node:crypto'
import { Failed } from '../../shared/failure'
import type { JobId } from '../../shared/job'
import { createTrace, type Trace } from '../card/trace'
import type { Recording, Traces } from '../records/traces'

/** Runs `work`, which makes its trace when it has a card; the trace ends with it, however that ends. */
export async function withTrace<T>(
  traces: Traces,
  job: JobId,
  reader: string,
  work: (trace: () => Trace) => Promise<T>,
): Promise<T> {
  let recording: Recording | undefined
  const begin = (): Trace => {
    recording = traces.begin(job, reader)
    return createTrace({ now: () => performance.now(), tagKey: randomBytes(16), note: recording.note })
  }
  try {
    const result = await work(begin)
    recording?.end()
    return result
  } catch (error) {
    recording?.end(error instanceof Failed ? error.failure.code : 'bug')
    throw error
  }
}
