// Batches: kept whole before they are answered, done in small transactions, gone on with after a restart.
import { randomUUID } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { z } from 'zod'
import { endLine } from '../../../shared/fault-line'
import { lines } from '../../../shared/registration/operations'
import { BatchItem, type ItemResult, Operation, Problem, Receipt } from '../../../shared/registration/schema'
import { hashOf } from '../../server/proof'
import { checked, jsonOf, numbered } from './body'
import { problem, type Reply } from './problem'
import { type Attempt, once, type Rules, registerIn, type Tenant } from './registrations'
import type { Book } from './registry'

export type Batches = {
  readonly start: (attempt: Attempt, items: string) => Reply
  readonly show: (tenant: Tenant, id: string) => Reply
  readonly results: (tenant: Tenant, id: string) => Reply
  /** Comes back when nothing more is written; what is left is done at the next start. */
  readonly close: () => Promise<void>
}

/** As many as are done between two looks at the network. */
const inOneGo = 200

const Row = z.object({
  id: z.string(),
  tenant: z.string(),
  state: Operation.shape.state,
  total: z.number(),
  done: z.number(),
  failed: z.number(),
  items: z.string(),
})
type Row = Readonly<z.infer<typeof Row>>
const Lines = z.object({ lines: z.string() })

export function createBatches(rules: Rules, log: (line: string) => void): Batches {
  const { db, registry, now } = rules
  const state: { isClosed: boolean; running: Promise<void> } = { isClosed: false, running: Promise.resolve() }
  const rowOf = (id: string): Row | undefined =>
    Row.optional().parse(db.get('SELECT * FROM operation WHERE id = ?', id))
  const ownOf = (tenant: Tenant, id: string): Row | undefined => {
    const row = rowOf(id)
    return row?.tenant === tenant ? row : undefined
  }

  /** One batch after the other: they share one disk. */
  const run = (id: string): void => {
    state.running = state.running.then(() => work(id)).catch((error: unknown) => log(endLine(`batch ${id}`, error)))
  }
  async function work(id: string): Promise<void> {
    const items = numbered(rowOf(id)?.items ?? '')
    for (let row = rowOf(id); row && row.state !== 'done' && !state.isClosed; row = rowOf(id)) {
      const { tenant, done, failed } = row
      const some = items.slice(done, done + inOneGo)
      registry.atomically((book) => {
        const results = some.map(({ place, line }) => resultOf(book, rules, tenant, place, line))
        const more = results.filter(({ status }) => status >= 300).length
        const isLast = done + some.length >= items.length
        const kept = results.map((result) => `${JSON.stringify(result)}\n`).join('')
        db.run('INSERT INTO result (operation, done, lines) VALUES (?, ?, ?)', id, done, kept)
        db.run(
          `UPDATE operation SET done = ?, failed = ?, state = ?, items = CASE WHEN ? THEN '' ELSE items END WHERE id = ?`,
          ...[done + some.length, failed + more, isLast ? 'done' : 'running', isLast ? 1 : 0, id],
        )
      })
      await turn()
    }
  }
  for (const row of Row.pick({ id: true })
    .array()
    .parse(db.all(`SELECT id FROM operation WHERE state <> 'done' ORDER BY at`)))
    run(row.id)

  return {
    start: (attempt, items) => {
      const id = randomUUID()
      const reply = registry.atomically(() =>
        once(rules, attempt, () => {
          const row = {
            id,
            tenant: attempt.tenant,
            state: 'pending',
            total: numbered(items).length,
            done: 0,
            failed: 0,
          } as const
          db.run(
            'INSERT INTO operation (id, tenant, state, total, done, failed, items, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
            ...[id, row.tenant, row.state, row.total, 0, 0, items, now()],
          )
          return { status: 202, headers: { location: `/v1/operations/${id}` }, body: shown(row) }
        }),
      )
      if (rowOf(id)) run(id)
      return reply
    },
    show: (tenant, id) => {
      const row = ownOf(tenant, id)
      return row ? { status: 200, body: shown(row) } : unknown
    },
    results: (tenant, id) => {
      const row = ownOf(tenant, id)
      if (!row) return unknown
      if (row.state !== 'done') return problem('still-running', `${row.done} of ${row.total} are done`)
      const parts = Lines.array().parse(db.all('SELECT lines FROM result WHERE operation = ? ORDER BY done', id))
      return { status: 200, headers: { 'content-type': lines }, body: parts.map((part) => part.lines).join('') }
    },
    close: () => {
      state.isClosed = true
      return state.running
    },
  }
}

const unknown = problem('not-found', 'no such operation')

const shown = ({ id, state, total, done, failed }: Omit<Row, 'items'>): Operation => ({
  id,
  state,
  progress: { total, done, failed },
  ...(state === 'done' && { results: `/v1/operations/${id}/results` }),
})

/** What an item that is wrong may still tell of itself. */
const Known = z.object({
  line: BatchItem.shape.line.catch(undefined),
  key: BatchItem.shape.key.optional().catch(undefined),
})

/** A line as the item alone would have been answered. */
function resultOf(book: Book, rules: Rules, tenant: Tenant, place: number, line: string): ItemResult {
  const json = jsonOf(line)
  if (json === undefined) return refused(place, undefined, problem('request-malformed'))
  const item = checked(BatchItem, json)
  if (item.is === 'refused') {
    const known = Known.safeParse(json).data
    return refused(known?.line ?? place, known?.key, item.reply)
  }
  const { key, registration } = item.value
  const reply = registerIn(book, rules, { tenant, key, payload: hashOf(registration) }, registration)
  const at = item.value.line ?? place
  return reply.status < 300
    ? { line: at, key, status: reply.status, registration: Receipt.parse(reply.body) }
    : refused(at, key, reply)
}

const refused = (line: number, key: string | undefined, { status, body }: Reply): ItemResult => ({
  line,
  ...(key !== undefined && { key }),
  status,
  problem: Problem.parse(body),
})
