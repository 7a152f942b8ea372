// Lists are read beside the window where there is one, else here. What a thread leaves lying that died is removed.
import { randomUUID } from 'node:crypto'
import { Failed } from '../../shared/failure'
import type { ImportRequest, ImportStep } from '../../shared/import'
import { type ReadListDeps, readList } from '../batch/read-list'
import { sha256 } from '../hash'
import type { Batches } from '../records/batches'
import type { ListWork } from './list-beside'

/** As `readList` does it. */
export type ListReader = (
  request: ImportRequest,
  to: 'preview' | 'import',
  asked: ReadListDeps['asked'],
  signal: AbortSignal | undefined,
) => AsyncGenerator<ImportStep, void, void>

export type ListBeside = (work: ListWork, signal?: AbortSignal) => AsyncGenerator<ImportStep, void, void>

type Deps = Pick<ReadListDeps, 'seal'> & { readonly batches: Pick<Batches, 'stage' | 'dropOf'> }

export const createListReader = (
  place: Pick<ListWork, 'database' | 'rowKey' | 'owner'>,
  { batches, seal }: Deps,
  beside: ListBeside | undefined,
): ListReader =>
  async function* (request, to, asked, signal) {
    if (!beside) return yield* readList(request, to, { batches, seal, asked, sha256 }, signal)
    const { database, rowKey } = place
    // As long alive as this process, and told apart from its other threads.
    const owner = `${place.owner}:${randomUUID()}`
    try {
      yield* beside({ database, rowKey, owner, request, to, asked }, signal)
    } finally {
      await batches.dropOf(owner).catch(sweptLater)
    }
  }

/** What a disk does not let go of now is swept at the next start. */
function sweptLater(error: unknown): void {
  if (!(error instanceof Failed)) throw error
}
