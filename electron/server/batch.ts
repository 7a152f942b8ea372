// Many registrations in one request: sent as lines, waited for, and read line by line.
import { Failed, type Failure } from '../../shared/failure'
import { lines } from '../../shared/registration/operations'
import {
  type BatchItem,
  ItemResult,
  mostBytes,
  Operation,
  type Receipt,
  type RegistrationRequest,
} from '../../shared/registration/schema'
import { goodAnswer, parseAnswer, refusedBy } from './answer'
import type { Send } from './call'

/** A request and the key that stands for it, alone or in any batch. */
export type Keyed = { readonly key: string; readonly request: RegistrationRequest }
export type BatchOutcome = { readonly receipt: Receipt } | { readonly failure: Failure }

export type BatchDeps = {
  readonly send: Send
  readonly now: () => number
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly newKey: () => string
  readonly prove: (receipt: Receipt, request: RegistrationRequest) => Receipt
}

/** Between two looks: at once, then longer and longer. In all a minute; what is not done then is asked for anew. */
const looksMs = [10, 20, 40, 80, 160, 320, ...Array.from({ length: 60 }, () => 1000)]

/** Fails as one request does; what a single item meets is in its outcome. */
export async function registerBatch(
  deps: BatchDeps,
  items: readonly Keyed[],
  signal?: AbortSignal,
): Promise<readonly BatchOutcome[]> {
  const { send, now } = deps
  const body = items.map(({ key, request }, line) => written({ line, key, registration: request })).join('')
  const headers = { 'content-type': lines, 'idempotency-key': deps.newKey() }
  const started = await send({ method: 'POST', path: 'v1/registration-batches', headers, body, signal })
  const operation = await untilDone(deps, parseAnswer(started, Operation, now()), signal)
  const path = `v1/operations/${encodeURIComponent(operation.id)}/results`
  const accept = { accept: `${lines}, application/problem+json` }
  const answer = goodAnswer(
    await send({ method: 'GET', path, headers: accept, mostBytes: mostBytes.batch, signal }),
    now(),
  )
  const results = new Map(readLines(answer.body ?? '').map((result) => [result.line, result]))
  return items.map((item, line) => outcomeOf(item, results.get(line), deps))
}

const written = (item: BatchItem): string => `${JSON.stringify(item)}\n`

async function untilDone({ send, now, wait }: BatchDeps, first: Operation, signal?: AbortSignal): Promise<Operation> {
  let operation = first
  for (const ms of looksMs) {
    if (operation.state === 'done') return operation
    await wait(ms, signal)
    if (signal?.aborted) throw new Failed({ code: 'job.cancelled' })
    const path = `v1/operations/${encodeURIComponent(operation.id)}`
    operation = parseAnswer(await send({ method: 'GET', path, signal }), Operation, now())
  }
  throw new Failed({ code: 'server.unreachable', reason: 'the batch was not done in time' })
}

function readLines(text: string): readonly ItemResult[] {
  return text.split('\n').flatMap((line) => {
    const result = line === '' ? undefined : ItemResult.safeParse(jsonOf(line))
    return result?.success ? [result.data] : []
  })
}

function outcomeOf({ key, request }: Keyed, result: ItemResult | undefined, { prove }: BatchDeps): BatchOutcome {
  // A line that is missing or not understood may have been done all the same: it is asked for again.
  if (!result || result.key !== key)
    return { failure: { code: 'server.unreachable', reason: 'one of a batch was not answered' } }
  if ('problem' in result) return { failure: refusedBy({ ...result.problem, status: result.status }) }
  try {
    return { receipt: prove(result.registration, request) }
  } catch (error) {
    if (error instanceof Failed) return { failure: error.failure }
    throw error
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
