// Registrations that a person has to decide about, from the rows that the outbox holds for one.
import { maskedPhone } from '../../shared/intake/mask'
import type { JobRecord } from '../../shared/job'
import type { Conflict } from '../../shared/registration/conflict'
import { RegistrationRequest } from '../../shared/registration/schema'
import type { Journal } from '../records/journal'
import type { Outbox } from '../records/outbox'

/** Newest first. */
export const conflictsIn = (
  { record }: Pick<Journal, 'record'>,
  { held }: Pick<Outbox, 'held'>,
  isBench: boolean,
): Conflict[] =>
  held().flatMap(({ job, request }) => {
    const of = record(job)
    return of?.bench === isBench ? conflictOf(of, request) : []
  })

function conflictOf(
  { job, device, startedAt, failure, registration, decisions, template, format }: JobRecord,
  request: unknown,
) {
  const read = RegistrationRequest.safeParse(request)
  if (registration.state !== 'conflict' || !device || !read.success) return []
  const { expectedDevId, source, card, reach } = read.data
  const { resolution } = registration
  const decided = decisions?.at(-1)
  return [
    {
      ...{ job, device, startedAt, reason: failure?.code === 'server.refused' ? failure.reason : '' },
      ...(resolution && { resolution }),
      ...(decided && { decided }),
      sent: {
        ...{ devId: expectedDevId, source },
        ...(card && { iccid: card.iccid }),
        ...(reach?.msisdn !== undefined && { phone: maskedPhone(reach.msisdn) }),
        ...(template && { template }),
        ...(format && { format }),
      },
    },
  ]
}
