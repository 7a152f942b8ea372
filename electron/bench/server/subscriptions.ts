// Who is told of changes, and the events on their way to them: kept with the step they tell, sent in order, repeated
// until the sink takes them or says that it wants no more.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { endLine } from '../../../shared/fault-line'
import {
  eventTypeOf,
  type RegistrationEvent,
  type Subscription,
  SubscriptionRequest,
} from '../../../shared/registration/schema'
import type { Database } from '../../records/sqlite'
import type { EventSigner } from './event-key'
import { problem, type Reply } from './problem'
import type { Tenant } from './registrations'
import type { Kept } from './store'
import { agrees, deliver } from './webhook'

export type Subscriptions = {
  readonly add: (tenant: Tenant, request: SubscriptionRequest) => Promise<Reply>
  readonly remove: (tenant: Tenant, id: string) => Reply
  /** Within the transaction that makes the step. */
  readonly note: (kept: Kept) => void
  /** Sends what waits. */
  readonly wake: () => void
  readonly close: () => Promise<void>
}

export type SubscriptionDeps = {
  readonly db: Database
  readonly signer: EventSigner
  /** The server's own address: the source of its events, and who asks a sink for its agreement. */
  readonly origin: () => string
  readonly now: () => number
  readonly log: (line: string) => void
}

/** A sink that takes nothing so often in a row is gone; its station asks for what it missed when it is back. */
const mostTries = 12
const longestWaitMs = 60_000
const hourMs = 3_600_000

const Row = z.object({ id: z.string(), tenant: z.string(), request: z.string() })
const EventRow = z.object({ seq: z.number(), body: z.string() })

export function createSubscriptions({ db, signer, origin, now, log }: SubscriptionDeps): Subscriptions {
  const ending = new AbortController()
  const senders = new Map<string, { readonly wake: () => void; readonly ended: Promise<void> }>()
  const all = (): readonly z.infer<typeof Row>[] => Row.array().parse(db.all('SELECT * FROM subscription'))
  const forget = (id: string): void => {
    db.run('DELETE FROM subscription WHERE id = ?', id)
    senders.get(id)?.wake()
  }

  /** As long as there is the subscription: its first event, again and again, then the next. */
  async function send(id: string, sink: string, rest: (ms: number) => Promise<void>): Promise<void> {
    for (let tries = 0; !ending.signal.aborted; ) {
      if (!db.get('SELECT 1 FROM subscription WHERE id = ?', id)) return
      const event = EventRow.optional().parse(
        db.get('SELECT seq, body FROM event WHERE subscription = ? ORDER BY seq LIMIT 1', id),
      )
      if (!event) {
        await rest(longestWaitMs)
        continue
      }
      const sent = await deliver(sink, Buffer.from(event.body), signer, now(), ending.signal)
      if (ending.signal.aborted) return
      tries = sent.is === 'taken' ? 0 : tries + 1
      if (sent.is === 'unwanted' || tries >= mostTries) return forget(id)
      if (sent.is === 'taken') db.run('DELETE FROM event WHERE seq = ?', event.seq)
      else await rest(Math.min(hourMs, Math.max(sent.retryAfterMs ?? 0, Math.min(longestWaitMs, 250 * 2 ** tries))))
    }
  }

  function begin({ id, request }: z.infer<typeof Row>): void {
    const bell = createBell(ending.signal)
    const { sink } = SubscriptionRequest.parse(JSON.parse(request))
    const ended = send(id, sink, bell.rest)
      .catch((error: unknown) => log(endLine(`subscription ${id}`, error)))
      .finally(() => senders.delete(id))
    senders.set(id, { wake: bell.ring, ended })
  }
  for (const row of all()) begin(row)

  return {
    add: async (tenant, request) => {
      if (!isHere(request.sink)) return problem('sink-refused', 'the bench reaches this machine only')
      if (!(await agrees(request.sink, new URL(origin()).host, ending.signal))) return problem('sink-refused')
      const row = { id: randomUUID(), tenant, request: JSON.stringify(request) }
      db.run('INSERT INTO subscription (id, tenant, request) VALUES (?, ?, ?)', row.id, tenant, row.request)
      begin(row)
      const body: Subscription = { ...request, id: row.id, key: signer.shown }
      return { status: 201, headers: { location: `/v1/webhook-subscriptions/${row.id}` }, body }
    },
    remove: (tenant, id) => {
      const row = all().find((one) => one.id === id && one.tenant === tenant)
      if (!row) return problem('not-found', 'no such subscription')
      forget(id)
      return { status: 204, body: undefined }
    },
    note: (kept) => {
      for (const { id, tenant, request } of all()) {
        const { states } = SubscriptionRequest.parse(JSON.parse(request))
        if (tenant !== kept.tenant || (states && !states.includes(kept.state))) continue
        const body = JSON.stringify(eventOf(kept, origin(), now()))
        db.run('INSERT INTO event (subscription, body) VALUES (?, ?)', id, body)
      }
    },
    wake: () => {
      for (const { wake } of senders.values()) wake()
    },
    close: async () => {
      ending.abort()
      await Promise.all([...senders.values()].map(({ ended }) => ended))
    },
  }
}

// Nothing of the bench leaves the machine.
const isHere = (sink: string): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(sink).hostname)

function eventOf({ id, state, history }: Kept, source: string, at: number): RegistrationEvent {
  const version = history.length
  return {
    specversion: '1.0',
    id: `${id}.${version}`,
    source,
    type: eventTypeOf(state),
    subject: id,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    data: { id, state, version, cause: history.at(-1)?.cause ?? '' },
  }
}

/** Waits that a ring ends; a ring while nobody waits ends the next one. */
function createBell(signal: AbortSignal) {
  const state = { rung: false, ring: (): void => undefined }
  const ring = (): void => {
    state.rung = true
    state.ring()
  }
  signal.addEventListener('abort', ring)
  return {
    ring,
    rest: async (ms: number): Promise<void> => {
      if (!state.rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          state.ring = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      state.rung = false
      state.ring = () => undefined
    },
  }
}
