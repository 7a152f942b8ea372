// A thread that reads many records at once, so that a window never waits for them.
import { parentPort, workerData } from 'node:worker_threads'
import { Failed } from '../../shared/failure'
import { openLookups } from './lookup'
import type { FromLookup, ToLookup } from './lookup-protocol'

const lookups = openLookups(String(workerData))

function answered(asked: ToLookup): FromLookup['answer'] {
  try {
    return asked.ask === 'search' ? { found: lookups.search(asked.input) } : { figures: lookups.figures(asked.input) }
  } catch (error) {
    return error instanceof Failed ? { failure: error.failure } : { bug: String(error) }
  }
}

parentPort?.on('message', (asked: ToLookup) => {
  const told: FromLookup = { id: asked.id, answer: answered(asked) }
  parentPort?.postMessage(told)
})
