import type { Rehearsal } from '../../shared/contract'
import { Failed } from '../../shared/failure'
import type { JobId, Note, Order, Phase } from '../../shared/job'
import { blankBootstrap, verifyBootstrap, type WriteTo, withdrawBootstrap, writeBootstrap } from '../card/bootstrap'
import type { Card } from '../card/card'
import { admTriesLeft, type CardKeys } from '../card/key'
import { type DeviceFile, readAsDevice } from '../device/card'
import { rehearse } from '../device/rehearse'

/** A composed message and its hash. */
export type Composed = {
  readonly message: Uint8Array
  readonly sha256: string
  readonly warnings?: readonly string[] | undefined
}

export type JobDeps = {
  /** From the order alone: the template it names, its hash checked, the station's keys. */
  readonly compose: (order: Order) => Composed
  /** The message that holds what is on the card and what is added. */
  readonly merge: (onCard: Uint8Array, added: Uint8Array) => Composed
  /** Keys of cards, asked only when something has to be written. */
  readonly keys: Pick<CardKeys, 'admOf'>
  readonly withCard: <T>(reader: string, work: (card: Card) => Promise<T>) => Promise<T>
  /** Puts the registration in the outbox together with the note that its phase began. */
  readonly owe: (job: JobId, order: Order, iccid: string | undefined, composed: Composed) => void
  /** On disk when it returns. */
  readonly note: (job: JobId, ...notes: readonly Note[]) => void
  /** The card that was torn here before is whole again. */
  readonly finished: (iccid: string, by: JobId) => void
  readonly now: () => number
}

export type JobRun = {
  readonly job: JobId
  readonly order: Order
  readonly signal: AbortSignal
}

/** Runs one job, phase by phase, to its outcome: every failure of the world ends as a note. Registration goes on from the outbox. */
export async function runJob(run: JobRun, deps: JobDeps): Promise<void> {
  const steps = journalled(run, deps)
  try {
    await jobs[run.order.kind](run, deps, steps.phase)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    steps.failed(error)
  }
}

type RunPhase = <T>(name: Phase, work: () => T | Promise<T>) => Promise<T>

const jobs: Record<Order['kind'], (run: JobRun, deps: JobDeps, phase: RunPhase) => Promise<void>> = {
  write: async (run, deps, phase) => {
    const { job, order } = run
    const added = await phase('compose', () => composed(job, order, deps))
    const { iccid, written } = await onCard(run, deps, phase, async (card, phase) => {
      const written = await phase('write', () => write(card, run, added, deps))
      const files = await phase('verify', () =>
        verify(card, job, written.message, deps).catch((error: unknown) => withdraw(card, run, error, deps)),
      )
      await phase('rehearse', () => rehearsed(job, rehearse(files), deps))
      return { iccid: card.iccid, written }
    })
    deps.finished(iccid, job)
    deps.owe(job, order, iccid, written)
  },
  blank: async (run, deps, phase) => {
    const { job } = run
    await onCard(run, deps, phase, async (card, phase) => {
      await phase('write', () => blankBootstrap(card, writeTo(card, run, deps)))
      await phase('verify', () => verify(card, job, new Uint8Array(), deps))
      deps.finished(card.iccid, job)
    })
  },
  register: async ({ job, order }, deps, phase) => {
    const added = await phase('compose', () => composed(job, order, deps))
    deps.owe(job, order, order.iccid, added)
  },
}

function composed(job: JobId, order: Order, deps: JobDeps): Composed {
  const added = deps.compose(order)
  if (order.sha256 !== undefined && order.sha256 !== added.sha256)
    throw new Failed({
      code: 'message.invalid',
      path: 'sha256',
      reason: 'the message is not the one that was reviewed',
    })
  const warnings = added.warnings?.length ? { warnings: [...added.warnings] } : {}
  deps.note(job, { note: 'composed', sha256: added.sha256, bytes: added.message.length, ...warnings })
  return added
}

/** The card is held only while it is written and read back. Each phase notes how many commands it took, however it ends. */
function onCard<T>(
  { job, order }: JobRun,
  deps: JobDeps,
  phase: RunPhase,
  work: (card: Card, phase: RunPhase) => Promise<T>,
): Promise<T> {
  return deps.withCard(order.reader, (card) => {
    if (order.iccid !== undefined && order.iccid !== card.iccid)
      throw new Failed({ code: 'card.other', reader: order.reader, iccid: order.iccid, found: card.iccid })
    deps.note(job, { note: 'card', iccid: card.iccid, atrHex: card.atrHex })
    let noted = 0
    const noteCommands = (): void => {
      deps.note(job, { note: 'commands', count: card.commands() - noted })
      noted = card.commands()
    }
    return work(card, (name, inside) =>
      phase(name, async () => {
        try {
          return await inside()
        } finally {
          noteCommands()
        }
      }),
    )
  })
}

async function write(card: Card, run: JobRun, added: Composed, deps: JobDeps): Promise<Composed> {
  const { job, order } = run
  let whole = added
  const content = async (onCard: () => Promise<Uint8Array>) => {
    if (!order.add) return added.message
    whole = deps.merge(await onCard(), added.message)
    deps.note(job, { note: 'composed', sha256: whole.sha256, bytes: whole.message.length })
    return whole.message
  }
  await writeBootstrap(card, content, writeTo(card, run, deps))
  return whole
}

/** After a cold reset: what a device would take first must be, byte for byte, what was meant. */
async function verify(card: Card, job: JobId, message: Uint8Array, deps: JobDeps): Promise<readonly DeviceFile[]> {
  await card.reset()
  deps.note(job, { note: 'tries', adm1: await admTriesLeft(card.channel) })
  const files = await readAsDevice(card.channel)
  const [first] = files
  if (!first) throw new Failed({ code: 'card.unsuitable', missing: 'bootstrap file' })
  if ('failure' in first) throw new Failed(first.failure)
  verifyBootstrap(first.bytes, message)
  return files
}

/** What was found stays the failure, whether or not the card lets itself be blanked. */
async function withdraw(card: Card, run: JobRun, found: unknown, deps: JobDeps): Promise<never> {
  try {
    if (found instanceof Failed && found.failure.code === 'card.mismatch')
      await withdrawBootstrap(card, writeTo(card, run, deps))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
  }
  throw found
}

function rehearsed(job: JobId, { accounts, failure }: Rehearsal, deps: JobDeps): void {
  if (failure) throw new Failed(failure)
  deps.note(job, { note: 'rehearsed', accounts })
}

const writeTo = ({ iccid, atrHex }: Card, { job, order }: JobRun, deps: JobDeps): WriteTo => ({
  key: (references) => deps.keys.admOf({ reader: order.reader, iccid, atrHex }, references),
  onTouch: async () => deps.note(job, { note: 'touched', at: deps.now() }),
})

/** `began` before the work, `done` after it; nothing begins once the signal is aborted. */
function journalled({ job, signal }: JobRun, deps: JobDeps) {
  let current: { name: Phase; since: number } | undefined
  const phase: RunPhase = async (name, work) => {
    if (signal.aborted) throw new Failed({ code: 'job.cancelled' })
    deps.note(job, { note: 'began', phase: name })
    const since = deps.now()
    current = { name, since }
    const result = await work()
    deps.note(job, { note: 'done', phase: name, ms: deps.now() - since })
    current = undefined
    return result
  }
  const failed = ({ failure }: Failed): void => {
    const where = current && { phase: current.name, ms: deps.now() - current.since }
    deps.note(job, { note: 'failed', failure, ...where })
  }
  return { phase, failed }
}
