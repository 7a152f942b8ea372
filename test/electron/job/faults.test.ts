// Ten thousand faults on the line between outbox and server: each device is registered once, and none is called so before.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { deliverTurn } from '../../../electron/job/deliver-turn'
import type { Call } from '../../../electron/server/call'
import type { Answer } from '../../../electron/server/exchange'
import { Failed } from '../../../shared/failure'
import { freshFolder, imeiOf, jobOf, openTestOutbox, openTestServer } from '../../support/registration-world'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32))
const dayMs = 86_400_000
const faults = ['lost', 'killed', 'answer-lost', 'killed-after', 'twice', 'late', 'busy', 'broken'] as const
type Fault = (typeof faults)[number]

/** mulberry32 */
function generator(start: number): () => number {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function world(random: () => number) {
  const dir = freshFolder()
  const clock = { station: 1_800_000_000_000, server: 1_800_000_000_000 }
  const server = openTestServer(dir, () => clock.server)
  const tally = new Map<Fault, number>()
  const onTheWay: Call[] = []
  const away = (): never => {
    throw new Failed({ code: 'server.unreachable', reason: 'the connection was cut' })
  }
  const problem = (status: number, retryAfter?: string): Answer => ({
    status,
    headers: { 'content-type': 'application/problem+json', ...(retryAfter && { 'retry-after': retryAfter }) },
    body: JSON.stringify({ type: 'about:blank', title: 'Not now', status }),
  })
  const act: Readonly<Record<Fault, (call: Call) => Promise<Answer>>> = {
    lost: async () => away(),
    killed: async () => {
      await server.kill()
      return away()
    },
    'answer-lost': async (call) => {
      await server.handle(call)
      return away()
    },
    'killed-after': async (call) => {
      await server.handle(call)
      await server.kill()
      return away()
    },
    twice: async (call) => (await Promise.all([server.handle(call), server.handle(call)]))[1],
    // The station has given up; the request comes to the server after others.
    late: async (call) => {
      onTheWay.push(call)
      return away()
    },
    busy: async () => problem(429, String(Math.floor(random() * 100))),
    broken: async () => problem(500),
  }
  const send = async (call: Call): Promise<Answer> => {
    if (random() < 0.02) clock.station += Math.floor((random() - 0.5) * 2 * dayMs)
    if (random() < 0.02) clock.server += Math.floor((random() - 0.5) * 2 * dayMs)
    while (onTheWay.length > 0 && random() < 0.3)
      await server.handle(onTheWay.splice(Math.floor(random() * onTheWay.length), 1)[0] ?? call)
    const fault = random() < 0.8 ? faults[Math.floor(random() * faults.length)] : undefined
    if (!fault) return server.handle(call)
    tally.set(fault, (tally.get(fault) ?? 0) + 1)
    return act[fault](call)
  }
  const station = openTestOutbox(dir, () => clock.station, random, send)
  return { clock, server, station, tally, onTheWay }
}

const Row = z.object({ state: z.string(), history: z.string(), value: z.string(), id: z.string() })

test(`in 10,000 faults each device is registered exactly once (seed ${seed})`, { timeout: 240_000 }, async () => {
  const random = generator(seed)
  const { clock, server, station, tally, onTheWay } = world(random)
  const { journal, outbox } = station.deps
  const signal = new AbortController().signal
  const total = () => [...tally.values()].reduce((sum, count) => sum + count, 0)
  let owed = 0
  for (let turn = 0; outbox.size() > 0 || total() < 10_000; turn++) {
    // Sometimes one device, sometimes many, so that some go alone and some as a batch.
    const more = total() < 10_000 && outbox.size() < 30 ? 1 + Math.floor(random() * (random() < 0.1 ? 25 : 3)) : 0
    for (let count = 0; count < more; count++) station.owe(owed++)
    await deliverTurn(station.deps, random() < 0.5 ? 8 : 1000, signal)
    clock.station += Math.floor(random() * 120_000)
    if (turn % 50 === 0) outbox.hurry()
    if (turn % 100 === 0) expect(unproven()).toEqual([])
    expect(turn).toBeLessThan(100_000)
  }
  for (const call of onTheWay) await server.handle(call)

  expect(unproven()).toEqual([])
  const rows = Row.array().parse(
    server.db.all(
      'SELECT r.id, r.state, r.history, i.value FROM registration r JOIN identity i ON i.registration = r.id',
    ),
  )
  expect(rows).toHaveLength(owed)
  expect(new Set(rows.map(({ value }) => value)).size).toBe(owed)
  expect(server.db.get('SELECT count(*) AS n FROM registration')).toEqual({ n: owed })
  const histories = rows.map(({ history }) => z.array(z.object({ state: z.string() })).parse(JSON.parse(history)))
  expect(histories.filter((steps) => steps.map(({ state }) => state).join() !== 'received,accepted')).toEqual([])
  const records = Array.from({ length: owed }, (_, number) => journal.record(jobOf(number)))
  expect(records.filter((record) => record?.outcome !== 'PASS')).toEqual([])
  expect([...tally.keys()].sort()).toEqual([...faults].sort())

  /** What the station calls registered without the server having it under that very id. */
  function unproven(): readonly unknown[] {
    const held = new Map(
      Row.array()
        .parse(
          server.db.all(
            'SELECT r.id, r.state, r.history, i.value FROM registration r JOIN identity i ON i.registration = r.id',
          ),
        )
        .map((row) => [row.value, row.id]),
    )
    return Array.from({ length: owed }, (_, number) => journal.record(jobOf(number))).filter((record) => {
      if (record?.outcome !== 'PASS') return false
      const number = Number(record.job.slice(-12))
      return held.get(imeiOf(number).slice(5, 19)) !== record.registration.id || !record.registration.requestSha256
    })
  }
})
