// What a person does about registrations: looks, gives back, hands over, decides about a conflict.
import { Failed } from '../../shared/failure'
import { type DeviceId, identityOf } from '../../shared/identity/device'
import type { JobId, JobRecord, Resolution } from '../../shared/job'
import { isHeld } from '../../shared/registration/state'
import type { Journal } from '../records/journal'
import type { Outbox } from '../records/outbox'
import type { Registrations } from '../records/registrations'
import type { RegistrationClient, Standing } from '../server/client'

export type RegistrationDeskDeps = {
  readonly journal: Journal
  readonly outbox: Outbox
  readonly registrations: Registrations
  /** Fails with `request.invalid` where the station has no DM Server. */
  readonly client: () => RegistrationClient
  readonly newKey: () => string
  readonly now: () => number
  readonly hurry: () => void
}

export type RegistrationDesk = {
  /** Where a device stands at the DM Server, and whether a registration of it still waits here. */
  readonly status: (device: DeviceId) => Promise<{ readonly isOwed: boolean; readonly standings: readonly Standing[] }>
  readonly release: (device: DeviceId) => Promise<readonly Standing[]>
  readonly transfer: (device: DeviceId, to: string) => Promise<readonly Standing[]>
  /** Fails with `request.invalid` where there is nothing to decide. */
  readonly resolve: (job: JobId, how: Resolution) => Promise<JobRecord>
}

export function createRegistrationDesk(deps: RegistrationDeskDeps): RegistrationDesk {
  const { journal, outbox, client, now } = deps
  const ours = async (device: DeviceId): Promise<readonly Standing[]> => client().lookup([identityOf(device)])
  const held = async (device: DeviceId): Promise<readonly Standing[]> => {
    if (outbox.owes(device)) throw refused('device', 'its registration still waits to be told; it goes first')
    return (await ours(device)).filter(({ state }) => isHeld(state))
  }
  const gone = (standing: Standing): Standing => {
    journal.atomically((append) => noteGone(standing, deps, append))
    return standing
  }
  const each = async (device: DeviceId, work: (id: string) => Promise<Standing>): Promise<readonly Standing[]> => {
    const done: Standing[] = []
    for (const { id } of await held(device)) done.push(gone(await work(id)))
    return done
  }
  const release = (device: DeviceId) => each(device, (id) => client().release(id))

  return {
    status: async (device) => ({ isOwed: outbox.owes(device), standings: await ours(device) }),
    release,
    transfer: (device, to) => each(device, (id) => client().transfer(id, to, deps.newKey())),
    resolve: async (job, how) => {
      const record = journal.record(job)
      if (record?.registration.state !== 'conflict' || !record.device)
        throw refused('job', 'this job has no conflict to decide')
      if (how === 'register-again') await release(record.device)
      journal.atomically((append) => {
        if (how === 'keep-theirs') outbox.remove(job)
        append(job, { note: 'registration', state: how === 'keep-theirs' ? 'rejected' : 'conflict', resolution: how })
        if (how !== 'register-again') return
        if (!outbox.free(job, now())) throw refused('job', 'its registration is not kept any more; resume the job')
        append(job, { note: 'began', phase: 'register' })
      })
      if (how === 'register-again') deps.hurry()
      const decided = journal.record(job)
      if (!decided) throw new Error(`job ${job} has no record`)
      return decided
    },
  }
}

/** In the record of the job that it came from, if it is still that job's. */
export function noteGone(
  { id, version }: Pick<Standing, 'id' | 'version'>,
  { journal, registrations }: Pick<RegistrationDeskDeps, 'journal' | 'registrations'>,
  append: Journal['append'],
): void {
  const job = registrations.jobOf(id)
  if (!job || journal.record(job)?.registration.id !== id) return
  append(job, { note: 'registration', state: 'released', version })
  registrations.keep(id, job, 'released')
}

const refused = (path: string, reason: string): Failed => new Failed({ code: 'request.invalid', path, reason })
