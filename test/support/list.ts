// A list of identities in a file, and a batch that it is for.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readList } from '../../electron/batch/read-list'
import { sha256 } from '../../electron/hash'
import type { ImportReport, ImportRequest } from '../../shared/import'
import { batch, batchOrder, imeiOf, openBatches } from './batches'

export const asked = [
  { name: 'apn', variable: { type: 'text', default: 'internet' } },
  { name: 'site', variable: { type: 'digits' } },
] as const
export const seal = () => new Uint8Array()
export const bare = (number: number): string => imeiOf(number).slice('imei:'.length)

/** A batch, a list for it, and the reading of it. */
export function openedList(of: readonly (typeof asked)[number][] = []) {
  const store = openBatches()
  store.batches.create(batchOrder())
  const path = join(store.dir, 'list')
  const read = async (to: 'preview' | 'import', more: Partial<ImportRequest> = {}) => {
    let last: { isTaken: boolean; report: ImportReport } | undefined
    const request: ImportRequest = { batch, source: { from: 'file', path }, ...more }
    for await (const step of readList(request, to, {
      batches: store.batches,
      asked: of,
      seal,
      sha256,
    }))
      if (step.at === 'done') last = step
    if (!last) throw new Error('a list ends with a report')
    return last
  }
  const content = (bytes: string | Uint8Array) => writeFileSync(path, bytes)
  const known = () => store.batches.get(batch).identities.known
  return { ...store, path, read, content, known }
}
