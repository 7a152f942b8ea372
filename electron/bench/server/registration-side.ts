// What stations come to: the parts that answer the registration API, on one store.
import type { Database } from '../../records/sqlite'
import { createBatches } from './batches'
import { createBootstrapDesk, type SendBootstrap } from './bootstrap-desk'
import type { EventSigner } from './event-key'
import { createLimiter, type Rate } from './rate'
import { createRegistry, type Registry } from './registry'
import type { RouteDeps } from './routes'
import { createSubscriptions } from './subscriptions'

export type RegistrationSide = {
  readonly registry: Registry
  readonly routes: Omit<RouteDeps, 'mode'>
  readonly close: () => Promise<void>
}

export type RegistrationSideDeps = {
  readonly db: Database
  readonly now: () => number
  readonly signer: EventSigner
  readonly origin: () => string
  readonly rate?: Rate | undefined
  /** What a client-initiated request sets going; without it nothing moves. */
  readonly sendBootstrap?: SendBootstrap | undefined
  /** What ended a batch or a subscription that nobody waits for: both go on at the next start. */
  readonly log: (line: string) => void
}

/** For each tenant: more than a shop, a line or its outbox ever asks. */
const usualRate: Rate = { perSecond: 200, burst: 1000 }

export function createRegistrationSide(deps: RegistrationSideDeps): RegistrationSide {
  const { db, now, signer, origin, rate = usualRate, sendBootstrap = (kept) => ({ kept }), log } = deps
  const subscriptions = createSubscriptions({ db, signer, origin, now, log })
  const registry = createRegistry({ db, now, onStep: subscriptions.note })
  registry.onChange(subscriptions.wake)
  const rules = { db, registry, now }
  const batches = createBatches(rules, log)
  const bootstraps = createBootstrapDesk(rules, sendBootstrap)
  return {
    registry,
    routes: { ...rules, limiter: createLimiter(rate, now), batches, subscriptions, bootstraps },
    close: async () => {
      await batches.close()
      await subscriptions.close()
    },
  }
}
