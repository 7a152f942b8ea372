// What people do about batches: each act is in the audit before it is done.

import type { Batch, BatchId, BatchOrder, BatchReport } from '../../shared/batch'
import { isExact } from '../../shared/batch'
import { Failed } from '../../shared/failure'
import type { ImportRequest, ImportStep } from '../../shared/import'
import { because } from '../../shared/reason'
import { askedBy } from '../../shared/template/variables'
import type { StoredTemplate } from '../composer/templates'
import { isOther, otherKeys } from '../keys/source'
import type { ListReader } from '../list/list-reader'
import type { Batches } from '../records/batches'
import type { Journal } from '../records/journal'

export type BatchDeskDeps = {
  readonly batches: Batches
  readonly template: (name: string) => StoredTemplate
  readonly atomically: Journal['atomically']
  readonly audit: Journal['audit']
  readonly readList: ListReader
  /** Of the station's card keys; undefined where it has none. */
  readonly keySet: string | undefined
  readonly isBench: boolean
}

export type BatchDesk = Pick<Batches, 'reject'> & {
  /** Fails with `request.invalid` where its template is another by now, or asks for secrets that nothing would bring. */
  readonly create: (order: Omit<BatchOrder, 'bench'>) => Batch
  readonly start: (batch: BatchId) => Batch
  readonly pause: (batch: BatchId) => Batch
  readonly close: (batch: BatchId) => Batch
  readonly report: (batch: BatchId) => BatchReport
  /** Sweeps what was left lying, until `end`. */
  readonly sweep: () => void
  readonly end: () => Promise<void>
  /** Tells how far it is, then what came of it. `import` takes the list if nothing is wrong with it. */
  readonly read: (
    request: ImportRequest,
    to: 'preview' | 'import',
    signal: AbortSignal | undefined,
  ) => AsyncGenerator<ImportStep, void, void>
}

export function createBatchDesk({
  batches,
  template,
  audit,
  atomically,
  readList,
  keySet,
  isBench,
}: BatchDeskDeps): BatchDesk {
  const noted = (act: string, batch: BatchId): void => audit(`batch.${act}`, JSON.stringify({ batch }))
  const ending = new AbortController()
  let sweeping = Promise.resolve()
  const sweep = (): void => {
    sweeping = sweeping
      .then(() => batches.sweep(ending.signal))
      .catch((error: unknown) => {
        // What a disk does not let go of now is swept at the next start.
        if (!(error instanceof Failed)) throw error
      })
  }
  return {
    sweep,
    end: () => {
      ending.abort()
      return sweeping
    },
    create: (order) => {
      const { ref, template: document } = template(order.template.name)
      if (ref.sha256 !== order.template.sha256)
        throw invalid('template', because('{} is another template by now', ref.name))
      const secret = askedBy(document).find(
        ({ variable }) => variable.type === 'secret' && variable.default === undefined,
      )
      if (secret && order.identities === 'scanned')
        throw invalid(
          'template',
          because('{} asks for {}, a secret; only a list can have one for each device', ref.name, secret.name),
        )
      if (isOther(order.keySet, keySet)) throw invalid('keySet', otherKeys(order.keySet, keySet))
      const asked = askedBy(document).filter(({ variable }) => variable.type !== 'secret')
      const unknown = Object.keys(order.variables).find((name) => !asked.some((one) => one.name === name))
      if (unknown !== undefined) throw invalid(`variables.${unknown}`, because('{} has no such variable', ref.name))
      audit('batch.create', JSON.stringify(order))
      return batches.create({ ...order, bench: isBench })
    },
    start: (batch) => {
      const { order } = batches.get(batch)
      if (template(order.template.name).ref.sha256 !== order.template.sha256)
        throw invalid('template', because('{} was changed since the batch was made', order.template.name))
      if (isOther(order.keySet, keySet)) throw invalid('keySet', otherKeys(order.keySet, keySet))
      noted('start', batch)
      return batches.start(batch)
    },
    pause: (batch) => {
      noted('pause', batch)
      return batches.pause(batch)
    },
    close: (batch) => {
      noted('close', batch)
      const closed = batches.close(batch)
      sweep()
      return closed
    },
    reject: (batch, which, reason) =>
      atomically((append) => {
        audit('batch.reject', JSON.stringify({ batch, ...which, reason }))
        batches.reject(batch, which, reason)
        const job = batches.pieceOf(batch, which)?.job
        if (job) append(job, { note: 'rejected', reason })
      }),
    read: async function* (request, to, signal) {
      const { order } = batches.get(request.batch)
      const asked = askedBy(template(order.template.name).template)
      // What the order says for all pieces need not be in each row.
      const rest = asked.map(({ name, variable }) => ({
        name,
        variable: { ...variable, default: order.variables[name] ?? variable.default },
      }))
      if (to === 'import') audit('batch.import', JSON.stringify({ batch: request.batch, source: request.source }))
      yield* readList(request, to, rest, signal)
    },
    report: (batch) => {
      const now = batches.get(batch)
      return {
        batch: now,
        isExact: isExact(now.counts),
        rejects: batches.rejects(batch),
        open: [...batches.pieces(batch, ['working', 'waiting'], 200)],
      }
    },
  }
}

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'request.invalid', path, reason })
