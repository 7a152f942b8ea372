// A store with batches in it, and jobs that come to what a test says.
import { createBatches } from '../../electron/records/batches'
import { createJournal } from '../../electron/records/journal'
import { ownerOf } from '../../electron/records/owner'
import { openDatabase } from '../../electron/records/sqlite'
import { BatchId, BatchOrder } from '../../shared/batch'
import type { Failure } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { JobId, Note, Order } from '../../shared/job'
import { freshFolder, imeiOf, jobOf } from './registration-world'

export const template = { name: 'training', sha256: 'a'.repeat(64) }
export const batch = BatchId.parse('order-17')
export const batchOrder = (more: Partial<BatchOrder> = {}): BatchOrder => ({
  ...BatchOrder.parse({ batch, template, quantity: 4, identities: 'listed', bench: false }),
  ...more,
})
export const iccidOf = (number: number): string => `894900000000${String(number).padStart(7, '0')}`

/** A folder's store. Opened twice, it is two processes of one station. */
export function openBatches(dir = freshFolder(), owner = ownerOf(process.pid)) {
  const db = openDatabase(`${dir}/station.db`)
  let at = 1_000
  const now = () => at++
  const journal = createJournal(db, now)
  const batches = createBatches(db, owner, now)
  const orderFor = (device: DeviceId, more: Partial<Order> = {}): Order => ({
    kind: 'write',
    device,
    reader: 'R1',
    template,
    format: 'dm2',
    variables: {},
    add: false,
    batch,
    bench: false,
    ...more,
  })
  return {
    dir,
    db,
    journal,
    batches,
    orderFor,
    order: (job: JobId, device: DeviceId, more?: Partial<Order>) =>
      journal.append(job, { note: 'ordered', order: orderFor(device, more), owner }),
    note: (job: JobId, ...notes: Note[]) => journal.append(job, ...notes),
    list: (from: number, to: number, of = batch) => {
      const staged = batches.stage(of)
      staged.lay(Array.from({ length: to - from + 1 }, (_, number) => ({ device: imeiOf(from + number) })))
      staged.take()
    },
    close: () => db.close(),
  }
}

/** A batch with four identities, or none where they are scanned, that was started. */
export function running(order = {}) {
  const opened = openBatches()
  const { batches } = opened
  batches.create(batchOrder(order))
  if (!('identities' in order)) opened.list(1, 4)
  batches.start(batch)
  const claim = (number: number) => batches.claim({ batch, iccid: iccidOf(number), job: jobOf(number) })
  /** Card and identity of one number, as far as its order. */
  const begin = (number: number) => {
    const claimed = claim(number)
    if (claimed.claim !== 'claimed') throw new Error(`not claimed: ${JSON.stringify(claimed)}`)
    opened.order(jobOf(number), claimed.unit.device, { iccid: iccidOf(number) })
    return claimed.unit.device
  }
  return { ...opened, claim, begin, counts: () => batches.get(batch).counts }
}

export const registering: readonly Note[] = [
  { note: 'done', phase: 'compose', ms: 1 },
  { note: 'done', phase: 'write', ms: 1 },
  { note: 'done', phase: 'verify', ms: 1 },
  { note: 'done', phase: 'rehearse', ms: 1 },
  { note: 'began', phase: 'register' },
]
export const registered: readonly Note[] = [
  { note: 'registered', id: 'r' },
  { note: 'done', phase: 'register', ms: 1 },
]
export const failedIn = (phase: 'compose' | 'write' | 'verify' | 'register', failure: Failure): readonly Note[] => [
  { note: 'began', phase },
  { note: 'failed', phase, failure },
]
export { imeiOf, jobOf }
