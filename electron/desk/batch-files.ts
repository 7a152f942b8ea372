// The factory bootstrap files of a batch, in one signed bundle. Where there are no cards, each file is a piece: its
// identity is claimed before the file is made, and registered when all are on disk.

import type { BatchId, BatchOrder, BatchState, Unit } from '../../shared/batch'
import { Failed } from '../../shared/failure'
import { devIdOf } from '../../shared/identity/device'
import type { JobId } from '../../shared/job'
import type { Format } from '../../shared/message/format'
import type { Composer, Made } from '../composer/composer'
import { rehearse } from '../device/rehearse'
import { type BundleMessage, type BundleOrder, buildBundle } from '../factory/build'
import type { Jobs } from '../job/jobs'
import type { Batches } from '../records/batches'

export type BatchFilesDeps = {
  readonly batches: Pick<Batches, 'get' | 'claim' | 'giveBack' | 'firstBeyond' | 'unfiled' | 'filed'>
  readonly composer: Pick<Composer, 'make'>
  readonly jobs: Pick<Jobs, 'start' | 'untilSafe'>
  readonly newId: () => JobId
  readonly signer: Parameters<typeof buildBundle>[2]
  readonly encryptTo: BundleMessage['encryptTo']
  readonly now: () => number
}

type Listed = { readonly unit: Unit; readonly job?: JobId }
export type BuiltFiles = { readonly files: number; readonly sha256: string; readonly format: Format }

const SOME = 500

/**
 * Fails with `request.invalid` where the batch has no files to make, was not started, is closed, or something is at the
 * place already; then nothing was claimed.
 */
export async function buildBatchFiles(order: BatchOrder, place: string, deps: BatchFilesDeps): Promise<BuiltFiles> {
  if (order.carrier === 'card') throw invalid(`batch ${order.batch} is of cards alone`)
  const listed: Listed[] = []
  try {
    for (const one of order.carrier === 'file' ? claimedBy(order, deps) : unfiledOf(order, deps)) listed.push(one)
    const [first] = listed
    if (!first) throw invalid(`batch ${order.batch} has no device that a file is to be made for`)
    const { format } = make(order, first.unit, deps)
    const bundle = { batch: order.batch, template: order.template, format, now: deps.now() }
    const { sha256 } = await buildBundle(place, { ...bundle, messages: messagesOf(order, listed, deps) }, deps.signer)
    await account(order, listed, { format, sha256 }, deps)
    return { files: listed.length, sha256, format }
  } finally {
    for (const { job } of listed) if (job) deps.batches.giveBack(job)
  }
}

/** As many as there are pieces left. */
function* claimedBy({ batch }: BatchOrder, { batches, newId }: BatchFilesDeps): Generator<Listed> {
  for (;;) {
    const job = newId()
    const claim = batches.claim({ batch, job })
    if (claim.claim === 'resting') throw resting(batch, claim.state)
    if (claim.claim !== 'claimed') return
    yield { unit: claim.unit, job }
  }
}

function* unfiledOf({ batch }: BatchOrder, { batches }: BatchFilesDeps): Generator<Listed> {
  const { state } = batches.get(batch)
  if (state === 'ready' || state === 'closed') throw resting(batch, state)
  const beyond = batches.firstBeyond(batch)
  const next = (seq?: number) => batches.unfiled(batch, SOME, beyond, seq)
  for (let some = next(); some.length > 0; some = next(some.at(-1)?.seq)) for (const unit of some) yield { unit }
}

const resting = (batch: BatchId, state: BatchState): Failed =>
  invalid(`batch ${batch} is ${state}${state === 'closed' ? '' : '; start it first'}`)

function* messagesOf(
  order: BatchOrder,
  listed: readonly Listed[],
  deps: BatchFilesDeps,
): BundleOrder['messages'] & Generator<BundleMessage> {
  for (const { unit } of listed) {
    const { message } = make(order, unit, deps)
    yield {
      for: { devId: devIdOf(unit.device) },
      message,
      ...(deps.encryptTo && { encryptTo: deps.encryptTo }),
    }
  }
}

/** A message that gives a device no account is no file. */
function make(order: BatchOrder, { device, variables }: Unit, { composer }: BatchFilesDeps): Made {
  const draft = { device, template: order.template.name, variables: { ...order.variables, ...variables } }
  const made = composer.make({ ...draft, ...(order.format && { format: order.format }) }, 'file', order.batch)
  const file = {
    place: 'factory',
    path: 'factory',
    use: 'dm',
    form: 'oidDO',
    sizeBytes: made.message.length,
    bytes: made.message,
  } as const
  if (rehearse([file]).outcome !== 'PASS')
    throw new Failed({ code: 'message.invalid', path: 'servers', reason: 'a device would have no account from it' })
  return made
}

/** Now each is told to the DM Server, and waits for it as a card's does. */
async function account(
  { batch, template, variables, green, bench }: BatchOrder,
  listed: readonly Listed[],
  { format, sha256 }: Pick<BuiltFiles, 'format' | 'sha256'>,
  { batches, jobs }: BatchFilesDeps,
): Promise<void> {
  for (let at = 0; at < listed.length; at += SOME) {
    const some = listed.slice(at, at + SOME)
    batches.filed(
      batch,
      some.map(({ unit }) => unit.device),
      sha256,
    )
    for (const { unit, job } of some) {
      if (!job) continue
      const { device } = unit
      const plain = { kind: 'register', device, reader: '', destination: 'file', add: false, template, format } as const
      jobs.start({ ...plain, variables: { ...variables, ...unit.variables }, batch, green, bench }, job)
    }
    await jobs.untilSafe()
  }
}

const invalid = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'batch', reason })
