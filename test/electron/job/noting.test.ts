// Jobs whose end the disk does not take: told at once, over the port of a window too, and noted when it does.
import { rmSync } from 'node:fs'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { RPCHandler } from '@orpc/server/message-port'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import type { Ask } from '../../../electron/cli/command'
import { createHandlers } from '../../../electron/handlers'
import type { Journal } from '../../../electron/records/journal'
import { Failed } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import type { JobId, Note } from '../../../shared/job'
import { batch, cardOf, home, openLine, order, removeHomes } from '../../support/line'
import { createTestHome, openTestStation, type TestStation, testCard } from '../../support/station'

afterAll(removeHomes)

const full = { code: 'disk.failed', path: 'station.db', reason: 'the disk is full' } as const
const asked = { device: parseDevice('imei:490154203237518'), template: 'training', reader: 'R1', variables: {} }

const isRehearsed = (note: Note): boolean => note.note === 'done' && note.phase === 'rehearse'

/** A disk that is full from the first such note on, until somebody makes room. */
function fill(journal: Journal, from: (note: Note) => boolean): () => void {
  const { append } = journal
  let isFull = false
  Object.assign(journal, {
    append: (job: JobId, ...notes: readonly Note[]) => {
      isFull ||= notes.some(from)
      if (isFull) throw new Failed(full)
      return append(job, ...notes)
    },
  })
  return () => void Object.assign(journal, { append })
}

function open(): TestStation {
  const at = createTestHome()
  const opened = openTestStation({ home: at, cards: { R1: testCard() } })
  onTestFinished(async () => {
    await opened.station.close()
    rmSync(at, { recursive: true })
  })
  return opened
}

/** As a page asks. */
function overPort({ station }: TestStation): Ask {
  const { port1, port2 } = new MessageChannel()
  new RPCHandler(createHandlers(station)).upgrade(port2)
  const client = createORPCClient<Ask>(new RPCLink({ port: port1 }))
  port1.start()
  port2.start()
  onTestFinished(() => port1.close())
  return client
}

async function failureIn(stream: Promise<AsyncIterable<unknown>>): Promise<unknown> {
  try {
    for await (const _ of await stream);
  } catch (error) {
    return error instanceof ORPCError && error.code === 'FAILED' ? error.data : error
  }
}

test('the end of a job that cannot be noted is told to the window, and noted with all that led to it once there is room', async () => {
  const opened = open()
  const { station, settled } = opened
  const ask = overPort(opened)
  const makeRoom = fill(station.journal, isRehearsed)
  const job = await ask.job.start(asked)
  expect(await failureIn(ask.job.changes({ job }))).toEqual(full)
  expect(station.jobs.untilSafe()).toBeUndefined()
  const before = station.journal.record(job)
  expect(before).toMatchObject({ outcome: 'running', accounts: [] })
  expect(before?.phases[3]).toEqual({ name: 'rehearse', outcome: 'running' })
  makeRoom()
  await vi.waitUntil(() => station.jobs.brokenBy(job) === undefined, { timeout: 10_000 })
  const record = await settled(job)
  expect(record).toMatchObject({ outcome: 'ERROR', failure: full, torn: false })
  expect(record.phases.map(({ outcome }) => outcome).slice(0, 4)).toEqual(['done', 'done', 'done', 'done'])
  expect(record.accounts).toHaveLength(1)
  await ask.job.resume({ job })
  expect(await settled(job)).toMatchObject({ outcome: 'OWED' })
})

test('a job that is not there is told as such, in a stream as in an answer', async () => {
  const opened = open()
  const job = crypto.randomUUID() as JobId
  const missing = { code: 'request.invalid', path: 'job', reason: `there is no job ${job}` }
  expect(await failureIn(overPort(opened).job.changes({ job }))).toEqual(missing)
  expect(await failureIn(opened.ask.job.changes({ job }))).toEqual(missing)
})

test('a station that is closed on a full disk leaves such a job to the next start', async () => {
  const opened = open()
  const { station, ask } = opened
  fill(station.journal, ({ note }) => note === 'began')
  const job = await ask.job.start(asked)
  expect(await failureIn(ask.job.changes({ job }))).toEqual(full)
  await station.close()
})

test('the tile of a card whose job cannot be noted says so, and goes on to its end once there is room', async () => {
  const line = openLine(home(), { R1: cardOf(1) })
  order(line)
  const makeRoom = fill(line.station.journal, isRehearsed)
  line.lanes.choose(batch)
  line.lanes.arm(true)
  expect(await line.lane('R1', 'trouble')).toMatchObject({ failure: full })
  makeRoom()
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'ERROR', failure: full })
  expect(line.counts()).toMatchObject({ working: 1 })
  await line.close()
})
