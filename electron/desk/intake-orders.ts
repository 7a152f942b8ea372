// From an entry of the inbox to a job, and the other way: what the DM Server is told of where a device came from.
import { Failed } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { Cause, IntakeSource, Trust } from '../../shared/intake/cause'
import type { IntakeRules } from '../../shared/intake/rules'
import type { JobId, Order } from '../../shared/job'
import type { Composer } from '../composer/composer'
import type { Jobs } from '../job/jobs'
import type { Settings } from '../settings/settings'

export type OrderDeps = {
  readonly composer: Pick<Composer, 'ordered'>
  readonly jobs: Pick<Jobs, 'start'>
  readonly rules: IntakeRules
  readonly bench: Settings['bench']
}

/** A registration without a card. Fails with `request.invalid` where no template is named, and as composing does. */
export const orderRegistration =
  ({ composer, jobs, rules, bench }: OrderDeps) =>
  async (device: DeviceId, cause: Cause): Promise<JobId> => {
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
    const job = jobs.start(order)
    // Its registration is in the outbox before the next is ordered.
    await new Promise(setImmediate)
    return job
  }

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
