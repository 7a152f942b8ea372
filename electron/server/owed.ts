// From what is owed to what the DM Server is asked: a handful goes one by one, more of them as a batch.
import { Failed } from '../../shared/failure'
import { RegistrationRequest } from '../../shared/registration/schema'
import type { BatchOutcome, Keyed } from './batch'
import type { RegistrationClient } from './client'

/** What an outbox gives out; the job is the key that stands for it. */
type Owed = { readonly job: string; readonly request: unknown }

const handful = 8

export const registerOwed =
  (client: Pick<RegistrationClient, 'register' | 'registerAll'>) =>
  async (owed: readonly Owed[], signal: AbortSignal): Promise<readonly BatchOutcome[]> => {
    const outcomes = new Map<Owed, BatchOutcome>()
    const items: { readonly owed: Owed; readonly keyed: Keyed }[] = []
    for (const one of owed) {
      const keyed = attempted(() => ({ key: one.job, request: requestOf(one.request) }))
      if ('failure' in keyed) outcomes.set(one, keyed)
      else items.push({ owed: one, keyed })
    }
    const all = items.map(({ keyed }) => keyed)
    const told = await (all.length > handful ? inBatch(client, all, signal) : oneByOne(client, all, signal))
    for (const [at, item] of items.entries()) outcomes.set(item.owed, told[at] ?? unanswered)
    return owed.map((one) => outcomes.get(one) ?? unanswered)
  }

const unanswered: BatchOutcome = { failure: { code: 'server.unreachable', reason: 'nothing was answered' } }

/** A server that does not take the batch as such may still take its items. */
async function inBatch(
  client: Pick<RegistrationClient, 'register' | 'registerAll'>,
  all: readonly Keyed[],
  signal: AbortSignal,
) {
  try {
    return await client.registerAll(all, signal)
  } catch (error) {
    const isTaken = !(error instanceof Failed) || error.failure.code !== 'server.refused' || error.failure.retryable
    if (isTaken) throw error
    return oneByOne(client, all, signal)
  }
}

async function oneByOne(client: Pick<RegistrationClient, 'register'>, all: readonly Keyed[], signal: AbortSignal) {
  const outcomes: BatchOutcome[] = []
  for (let at = 0; at < all.length; at += handful) {
    const some = all.slice(at, at + handful).map(async ({ key, request }): Promise<BatchOutcome> => {
      try {
        return { receipt: await client.register(request, key, signal) }
      } catch (error) {
        if (error instanceof Failed) return { failure: error.failure }
        throw error
      }
    })
    const told = await Promise.all(some)
    outcomes.push(...told)
    // Each waits as long as a request may: a server that fell silent is asked in another turn.
    if (told.every((one) => 'failure' in one && one.failure.code === 'server.unreachable')) break
  }
  return outcomes
}

/** Before it is owed, and again from the disk: what no DM Server would take fails its own job and no other. */
export function requestOf(value: unknown): RegistrationRequest {
  const request = RegistrationRequest.safeParse(value)
  if (request.success) return request.data
  const [issue] = request.error.issues
  const reason = `the registration cannot be made: ${issue?.path.join('.')}: ${issue?.message}`
  throw new Failed({ code: 'request.invalid', path: 'registration', reason })
}

function attempted(work: () => Keyed): Keyed | Extract<BatchOutcome, { failure: unknown }> {
  try {
    return work()
  } catch (error) {
    if (error instanceof Failed) return { failure: error.failure }
    throw error
  }
}
