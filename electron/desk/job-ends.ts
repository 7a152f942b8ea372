// What a job leaves behind when its card is whole: torn jobs that it finished, and a registration that is owed.
import type { DeviceId } from '../../shared/identity/device'
import { type Phone, parsePhone } from '../../shared/intake/phone'
import type { JobId } from '../../shared/job'
import type { JobDeps } from '../job/run'
import type { Journal } from '../records/journal'
import type { Kept } from '../records/kept'
import type { Outbox } from '../records/outbox'
import { requestOf } from '../server/owed'
import { registrationOf } from '../server/registration'
import { originOf } from './intake-orders'

export type JobEndsDeps = {
  readonly journal: Journal
  readonly kept: Kept
  readonly outbox: Outbox
  /** A device that nobody else told of. */
  readonly ordered: (job: JobId, device: DeviceId, phone: Phone | undefined) => void
  readonly isBench: boolean
  readonly hurry: () => void
  readonly now: () => number
}

export const createJobEnds = (deps: JobEndsDeps): Pick<JobDeps, 'finished' | 'owe' | 'oweGivingBack'> => ({
  finished: (iccid, by, kinds) => {
    const { journal, kept, isBench } = deps
    const left = (iccid === undefined ? [] : journal.leftOn(iccid, isBench)).filter(
      ({ job, kind }) => job !== by && kinds.includes(kind),
    )
    const device = journal.record(by)?.device
    journal.atomically((append) => {
      for (const { job } of left) append(job, { note: 'finished-by', job: by, ...(device && { device }) })
    })
    for (const job of [by, ...left.map((one) => one.job)]) kept.drop(job)
  },
  owe: (job, order, iccid, { sha256 }) => {
    const { device, template, format } = order
    if (!device || !template || !format) throw new Error('only a device with a message is registered')
    const request = requestOf({
      ...registrationOf({ device, iccid, template, sha256, format, source: order.batch ? 'factory' : 'pos' }),
      ...originOf(order),
      ...order.references,
    })
    if (!order.cause) deps.ordered(job, device, order.phone ? parsePhone(order.phone) : undefined)
    const releases = order.kind === 'rebootstrap' ? (deps.journal.record(job)?.replaces ?? device) : undefined
    deps.journal.atomically((append) => {
      append(job, { note: 'began', phase: releases === undefined ? 'register' : 'release' })
      deps.outbox.add(job, request, device, deps.now(), releases)
    })
    deps.hurry()
  },
  oweGivingBack: (job, { kind, device, to }) => {
    if (!device || (kind !== 'release' && kind !== 'transfer')) throw new Error('only a device is given back')
    deps.journal.atomically((append) => {
      append(job, { note: 'began', phase: kind })
      deps.outbox.giveBack(job, device, deps.now(), to)
    })
    deps.hurry()
  },
})
