// Lists are read beside the window where there is one, else here.
import type { ImportRequest, ImportStep } from '../../shared/import'
import { type ReadListDeps, readList } from '../batch/read-list'
import { sha256 } from '../hash'
import type { ListWork } from './list-beside'

/** As `readList` does it. */
export type ListReader = (
  request: ImportRequest,
  to: 'preview' | 'import',
  asked: ReadListDeps['asked'],
  signal: AbortSignal | undefined,
) => AsyncGenerator<ImportStep, void, void>

export type ListBeside = (work: ListWork, signal?: AbortSignal) => AsyncGenerator<ImportStep, void, void>

export const createListReader =
  (
    place: Pick<ListWork, 'database' | 'rowKey' | 'owner'>,
    deps: Pick<ReadListDeps, 'batches' | 'seal'>,
    beside: ListBeside | undefined,
  ): ListReader =>
  (request, to, asked, signal) =>
    beside
      ? beside({ database: place.database, rowKey: place.rowKey, owner: place.owner, request, to, asked }, signal)
      : readList(request, to, { ...deps, asked, sha256 }, signal)
