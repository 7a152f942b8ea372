// From an entry of the inbox to a job, and the other way: what the DM Server is told of where a device came from.
import { Failed } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { Cause, IntakeSource, Trust } from '../../shared/intake/cause'
import type { IntakeRules } from '../../shared/intake/rules'
import type { JobId, Order } from '../../shared/job'
import type { Composer } from '../composer/composer'
import type { Jobs } from '../job/jobs'
import type { Journal } from '../records/journal'
import type { Settings } from '../settings/settings'

export type OrderDeps = {
  readonly composer: Pick<Composer, 'ordered'>
  readonly jobs: Pick<Jobs, 'start' | 'resume'>
  readonly journal: Pick<Journal, 'record' | 'markInterrupted'>
  readonly rules: IntakeRules
  readonly bench: Settings['bench']
}

/** A registration without a card, ordered once for each job: what a program left that fell goes on. Fails with `request.invalid` where no template is named, and as composing does. */
export const orderRegistration =
  ({ composer, jobs, journal, rules, bench }: OrderDeps) =>
  async (device: DeviceId, cause: Cause, job: JobId): Promise<void> => {
    if (journal.record(job)) {
      journal.markInterrupted()
      if (journal.record(job)?.outcome === 'INTERRUPTED') jobs.resume(job)
      return afterTurn()
    }
    const template = rules.template ?? bench?.template
    if (template === undefined)
      throw new Failed({
        code: 'request.invalid',
        path: 'intake.template',
        reason: 'name the template in station.json',
      })
    const ordered = composer.ordered({ device, template, variables: {} })
    const order = {
      kind: 'register',
      device,
      reader: '',
      ...ordered,
      add: false,
      cause,
      bench: bench !== undefined,
    } as const
    jobs.start(order, job)
    return afterTurn()
  }

/** A registration is in the outbox before the next is ordered. */
const afterTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

const sources = { pos: 'pos', web: 'web', network: 'network', voice: 'dtmf' } as const satisfies Record<
  IntakeSource,
  string
>
const trusts = { proven: 'read', vouched: 'told', claimed: 'inferred' } as const satisfies Record<Trust, string>

/** In the words of the registration API. Who works at this station is a point of sale. A number is where it can be reached. */
export const originOf = ({ cause, phone }: Pick<Order, 'cause' | 'phone'>) =>
  cause === undefined
    ? { source: 'pos' as const, ...(phone !== undefined && { reach: { msisdn: phone } }) }
    : {
        source: sources[cause.source],
        trust: trusts[cause.trust],
        ...(cause.phone !== undefined && { reach: { msisdn: cause.phone } }),
      }
