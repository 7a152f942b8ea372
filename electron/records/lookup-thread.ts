// A thread that reads many records at once, so that a window never waits for them.
import { parentPort, workerData } from 'node:worker_threads'
import { Failed } from '../../shared/failure'
import { type Lookups, openLookups } from './lookup'
import type { FromLookup, ToLookup } from './lookup-protocol'

const opened: { lookups?: Lookups } = {}

function answered(asked: ToLookup): FromLookup['answer'] {
  try {
    return answer(asked)
  } catch (error) {
    return error instanceof Failed ? { failure: error.failure } : { bug: String(error) }
  }
}

function answer(asked: ToLookup): FromLookup['answer'] {
  opened.lookups ??= openLookups(workerData)
  const { lookups } = opened
  switch (asked.ask) {
    case 'search':
      return { found: lookups.search(asked.input) }
    case 'figures':
      return { figures: lookups.figures(asked.input) }
    case 'readings':
      return { read: lookups.readings(asked.input) }
    case 'inbox':
      return { entries: lookups.inbox(asked.input) }
  }
}

parentPort?.on('message', (asked: ToLookup) => {
  const told: FromLookup = { id: asked.id, answer: answered(asked) }
  parentPort?.postMessage(told)
})
