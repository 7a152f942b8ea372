// What a person does about registrations: looks, and decides about a conflict.

import { Failed } from '../../shared/failure'
import { type DeviceId, identityOf } from '../../shared/identity/device'
import type { JobId, JobRecord, Resolution } from '../../shared/job'
import { because } from '../../shared/reason'
import { isSaid } from '../../shared/said'
import type { Journal } from '../records/journal'
import type { Outbox } from '../records/outbox'
import type { Registrations } from '../records/registrations'
import type { RegistrationClient, Standing } from '../server/client'

export type RegistrationDeskDeps = {
  readonly journal: Journal
  readonly outbox: Outbox
  /** Who works here. */
  readonly person: () => string
  /** Fails with `request.invalid` where the station has no DM Server. */
  readonly client: () => Pick<RegistrationClient, 'lookup'>
  readonly now: () => number
  readonly hurry: () => void
}

export type RegistrationDesk = {
  /** Where a device stands at the DM Server, and whether something of it still waits here. */
  readonly status: (device: DeviceId) => Promise<{ readonly isOwed: boolean; readonly standings: readonly Standing[] }>
  /** Fails with `request.invalid` where there is nothing to decide, and without a reason. */
  readonly resolve: (job: JobId, how: Resolution, said: string) => JobRecord
}

export function createRegistrationDesk({
  journal,
  outbox,
  client,
  person,
  now,
  hurry,
}: RegistrationDeskDeps): RegistrationDesk {
  return {
    status: async (device) => ({
      isOwed: outbox.owes(device),
      standings: await client().lookup([identityOf(device)]),
    }),
    resolve: (job, how, said) => {
      const reason = said.trim()
      if (!isSaid(reason)) throw refused('reason', because('say why, in a few words'))
      const record = journal.record(job)
      if (record?.registration.state !== 'conflict' || !record.device)
        throw refused('job', because('this job has no conflict to decide'))
      const decided = { how, by: person(), reason }
      journal.atomically((append) => {
        journal.audit('registration.resolve', JSON.stringify({ job, ...decided }))
        append(job, { note: 'decided', ...decided })
        if (how === 'keep-theirs') outbox.remove(job)
        append(job, { note: 'registration', state: how === 'keep-theirs' ? 'rejected' : 'conflict', resolution: how })
        if (how !== 'register-again') return
        if (!outbox.free(job, now()))
          throw refused('job', because('its registration is not kept any more; resume the job'))
        append(job, { note: 'began', phase: 'register' })
      })
      if (how === 'register-again') hurry()
      const after = journal.record(job)
      if (!after) throw new Error(`job ${job} has no record`)
      return after
    },
  }
}

/** In the record of the job that it came from, if it is still that job's. */
export function noteGone(
  { id, version }: Pick<Standing, 'id' | 'version'>,
  { journal, registrations }: { readonly journal: Journal; readonly registrations: Registrations },
  append: Journal['append'],
): void {
  const job = registrations.jobOf(id)
  if (!job || journal.record(job)?.registration.id !== id) return
  append(job, { note: 'registration', state: 'released', version })
  registrations.keep(id, job, 'released')
}

const refused = (path: string, reason: string): Failed => new Failed({ code: 'request.invalid', path, reason })
