// A thread that reads one list of identities into its batch, over a connection of its own, so that no window waits for it.
import { parentPort, workerData } from 'node:worker_threads'
import { Failed } from '../../shared/failure'
import { readList } from '../batch/read-list'
import { createRowSecrets } from '../composer/row-secrets'
import { sha256 } from '../hash'
import { createImports } from '../records/imports'
import { openDatabase } from '../records/sqlite'
import type { FromList, ListWork } from './list-beside'

const { database, rowKey, owner, asked, request, to }: ListWork = workerData
const stopping = new AbortController()
parentPort?.on('message', () => stopping.abort())
const tell = (told: FromList): void => parentPort?.postMessage(told)

try {
  const db = openDatabase(database)
  // What is laid down need not outlive the power before it is taken, and nobody waits for the disk until then.
  db.exec('PRAGMA synchronous = NORMAL')
  const batches = createImports(db, owner, Date.now)
  const { seal } = createRowSecrets(rowKey, batches)
  try {
    for await (const step of readList(request, to, { batches, asked, seal, sha256 }, stopping.signal)) tell({ step })
  } finally {
    db.close()
  }
} catch (error) {
  if (error instanceof Failed) tell({ failure: error.failure })
  else if (!stopping.signal.aborted) throw error
} finally {
  parentPort?.close()
}
