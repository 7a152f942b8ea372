// The window's side of the thread that reads many records at once.
import { Worker } from 'node:worker_threads'
import { Failed } from '../../shared/failure'
import type { Lookup, LookupPlaces } from './lookup'
import type { FromLookup, ToLookup } from './lookup-protocol'

type Answer = FromLookup['answer']
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/** A thread for each kind of question: whoever looks for a record does not wait for the charts of a year. */
export function lookupBeside(script: string, places: LookupPlaces, log: (line: string) => void): Lookup {
  const begin = (): Thread => threadOf(script, places, log)
  const [searching, counting, sifting] = [begin(), begin(), begin()]
  return {
    search: async (input) => {
      const answer = await searching.ask({ ask: 'search', input })
      return 'found' in answer ? answer.found : refused(answer)
    },
    figures: async (input) => {
      const answer = await counting.ask({ ask: 'figures', input })
      return 'figures' in answer ? answer.figures : refused(answer)
    },
    readings: async (input) => {
      const answer = await counting.ask({ ask: 'readings', input })
      return 'read' in answer ? answer.read : refused(answer)
    },
    inbox: async (input) => {
      const answer = await sifting.ask({ ask: 'inbox', input })
      return 'entries' in answer ? answer.entries : refused(answer)
    },
    close: () => {
      for (const thread of [searching, counting, sifting]) thread.close()
    },
  }
}

type Thread = ReturnType<typeof threadOf>

/** Begins with the first question; a thread that ended by itself begins anew with the next. */
function threadOf(script: string, places: LookupPlaces, log: (line: string) => void) {
  const waiting = new Map<number, (answer: Answer) => void>()
  let worker: Worker | undefined
  let last = 0

  function begun(): Worker {
    const thread = new Worker(script, { workerData: places })
    thread.unref()
    thread.on('message', ({ id, answer }: FromLookup) => {
      waiting.get(id)?.(answer)
      waiting.delete(id)
    })
    thread.on('error', (error) => log(`lookup: ${error.message}`))
    thread.on('exit', () => {
      if (worker === thread) worker = undefined
      for (const tell of waiting.values()) tell({ bug: 'the thread that reads records ended' })
      waiting.clear()
    })
    return thread
  }

  return {
    ask: (asked: WithoutId<ToLookup>): Promise<Answer> =>
      new Promise((resolve) => {
        worker ??= begun()
        const id = ++last
        waiting.set(id, resolve)
        worker.postMessage({ ...asked, id })
      }),
    close: () => void worker?.terminate(),
  }
}

function refused(answer: Answer): never {
  if ('failure' in answer) throw new Failed(answer.failure)
  throw new Error('bug' in answer ? answer.bug : 'an answer to another question')
}
