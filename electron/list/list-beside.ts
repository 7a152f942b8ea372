// The window's side of the thread that reads a list.
import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Failed, type Failure } from '../../shared/failure'
import type { ImportRequest, ImportStep } from '../../shared/import'
import type { ReadListDeps } from '../batch/read-list'

export type FromList = { readonly step: ImportStep } | { readonly failure: Failure }

/** Where the thread finds everything, and what is to be read. */
export type ListWork = {
  readonly database: string
  readonly rowKey: string
  readonly owner: string
  readonly request: ImportRequest
  readonly to: 'preview' | 'import'
  readonly asked: ReadListDeps['asked']
}

/** Steps as `readList` tells them. The thread has ended, and dropped what it did not take, when this has. */
export async function* listBeside(
  script: string,
  work: ListWork,
  signal?: AbortSignal,
): AsyncGenerator<ImportStep, void, void> {
  signal?.throwIfAborted()
  const thread = new Worker(script, { workerData: work })
  const ended = new Promise((resolve) => thread.once('exit', resolve))
  const stop = (): void => thread.postMessage('stop')
  signal?.addEventListener('abort', stop)
  try {
    for await (const [told] of on(thread, 'message', { close: ['exit'] })) yield stepIn(told)
    signal?.throwIfAborted()
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
    await ended
  }
}

function stepIn(told: FromList): ImportStep {
  if ('failure' in told) throw new Failed(told.failure)
  return told.step
}
