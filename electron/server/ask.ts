import { Failed, type Failure } from '../../shared/failure'
import type { RegistrationClient } from './client'

/** Longer nobody waits before a card is changed: what is not answered is kept and told later. */
const PATIENCE_MS = 2000

/** Fails with `server.refused` where the DM Server would never take anything of this station. One that is away passes. */
export async function askServer({ health }: Pick<RegistrationClient, 'health'>): Promise<void> {
  try {
    await health(AbortSignal.timeout(PATIENCE_MS))
  } catch (error) {
    if (!(error instanceof Failed) || isForGood(error.failure)) throw error
  }
}

const isForGood = (failure: Failure): boolean =>
  failure.code === 'server.refused'
    ? !failure.retryable
    : !['server.unreachable', 'job.cancelled'].includes(failure.code)
