import { type Batch, BatchId, BatchOrder } from '../../../shared/batch'
import type { Failure } from '../../../shared/failure'
import { JobId, type JobRecord } from '../../../shared/job'
import type { Lane, LaneAt } from '../../../shared/lane'
import { nextAct } from '../../../shared/line'
import { hashAt, iccidAt, imeiAt } from './numbers'
import { readerAt } from './readers'
import { recordAt, stoppedAt, usualMs } from './records'
import type { Scene, World } from './world'

const batch = BatchId.parse('2611-0418')
const since = Date.now() - 130_000

export const orderOf = (change: object): Batch['order'] =>
  BatchOrder.parse({
    batch,
    template: { name: 'nordwind', sha256: hashAt(1) },
    quantity: 600,
    identities: 'listed',
    bench: true,
    ...change,
  })

export const batchAt = (change: Partial<Batch>): Batch => ({
  order: orderOf({}),
  state: 'running',
  counts: { issued: 600, good: 412, rejects: 6, working: 3, waiting: 1, unused: 178 },
  identities: { known: 600, free: 178 },
  createdAt: new Date(since - 7_200_000).toISOString(),
  startedAt: new Date(since - 7_000_000).toISOString(),
  ...change,
})

const jobOf = (lane: number) => JobId.parse(`00000000-0000-4000-8000-${String(900 + lane).padStart(12, '0')}`)
const piece = (lane: number) => ({ device: imeiAt(80 + lane), iccid: iccidAt(80 + lane) })

const pass = (n: number): LaneAt => ({
  at: 'take-out',
  job: jobOf(n),
  verdict: 'PASS',
  since,
  tookMs: 8200 + usualMs(n, 'rehearse'),
  ...piece(n),
})
const failed = (n: number, failure: Failure): LaneAt => ({ ...pass(n), verdict: 'FAIL', failure }) as LaneAt
const wait = (n: number): LaneAt => ({ at: 'take-out', job: jobOf(n), verdict: 'WAIT', since, ...piece(n) })
const work = (n: number, phase: 'compose' | 'write' | 'verify' | 'rehearse'): LaneAt => ({
  at: 'working',
  job: jobOf(n),
  phase,
  ...piece(n),
})
const small: Failure = { code: 'card.too-small', needBytes: 412, haveBytes: 256 }
const lost = (n: number): LaneAt => ({
  at: 'trouble',
  since,
  failure: { code: 'reader.lost', reader: `Virtual PCD 00 ${String(n - 1).padStart(2, '0')}` },
})

const eight: readonly LaneAt[] = [
  pass(1),
  work(2, 'write'),
  failed(3, small),
  work(4, 'rehearse'),
  { at: 'empty' },
  wait(6),
  lost(7),
  pass(8),
]
/** Three in a row were too small; what was being written then was finished. */
const tripped: readonly LaneAt[] = [
  failed(1, small),
  work(2, 'rehearse'),
  failed(3, small),
  pass(4),
  { at: 'asleep' },
  failed(6, small),
  { at: 'resting', iccid: piece(7).iccid },
  pass(8),
]
const sixteen: readonly LaneAt[] = [
  ...[work(1, 'write'), pass(2), work(3, 'verify'), work(4, 'rehearse'), work(5, 'write'), failed(6, small)],
  ...[work(7, 'verify'), pass(8), { at: 'empty' } as const, work(10, 'verify'), work(11, 'rehearse'), wait(12)],
  ...[work(13, 'compose'), lost(14), work(15, 'rehearse'), pass(16)],
]
const others: readonly LaneAt[] = [
  { at: 'wants-device', since, iccid: piece(1).iccid },
  { at: 'resting', iccid: piece(2).iccid },
  {
    at: 'put-back',
    job: jobOf(3),
    verdict: 'FAIL',
    since,
    failure: { code: 'card.removed', reader: 'Virtual PCD 00 02' },
    ...piece(3),
  },
  { at: 'reading' },
  { ...pass(5), elsewhere: { batch: BatchId.parse('B-2026-16') } } as LaneAt,
]
const many = (count: number, one: LaneAt): readonly LaneAt[] => Array.from({ length: count }, () => one)

const resting = many(8, { at: 'empty' }).map((_, at): LaneAt => ({ at: 'resting', iccid: piece(at + 1).iccid }))

const laneList = (lanes: readonly LaneAt[]): Lane[] =>
  lanes.map((lane, at) => ({ number: at + 1, reader: `Virtual PCD 00 ${String(at).padStart(2, '0')}`, lane }))

type LineScene = Pick<Scene, 'batches' | 'line' | 'readers'>

/** What stands on the table, with the trouble of a lane. */
const readersOf = (lanes: readonly LaneAt[]): Scene['readers'] => ({
  service: 'up',
  readers: lanes.map((lane, index) => ({
    ...readerAt(index + 1, !hasNoCard.includes(lane.at)),
    ...(lane.at === 'trouble' && { failure: lane.failure }),
  })),
})
const hasNoCard: readonly LaneAt['at'][] = ['empty', 'asleep', 'put-back', 'trouble']

/** What hands and readers make of it: a card is worked on for nine seconds and lies for eight, and hands need five a card. */
function paceAt(readers: number): LineScene['line']['pace'] {
  const taktMs = Math.max(5400, 17_200 / readers)
  const sinceMs = 590_000
  return {
    taktMs,
    yieldPercent: 98.6,
    recent: { good: Math.round((0.986 * sinceMs) / taktMs), since: Date.now() - sinceMs },
  }
}

const sceneAt = (lanes: readonly LaneAt[], change: Partial<Batch> = {}, isArmed = true): LineScene => {
  const one = batchAt(change)
  const list = laneList(lanes)
  const { counts, state, stoppedBy } = one
  return {
    readers: readersOf(lanes),
    batches: [
      one,
      batchAt({
        order: orderOf({ batch: 'spring-0031' }),
        state: 'closed',
        counts: { issued: 200, good: 197, rejects: 2, working: 0, waiting: 0, unused: 1 },
      }),
    ],
    line: {
      ...{ batch, state, isArmed, lanes: list, counts, next: nextAct(list, one, isArmed) },
      ...(stoppedBy && { stoppedBy }),
      pace: paceAt(Math.max(1, lanes.length)),
    },
  }
}

const stopped: Partial<Batch> = {
  state: 'stopped',
  stoppedBy: { code: 'batch.failing', failures: 3, among: 3, because: 'card.too-small' },
}
const fresh = { issued: 600, good: 0, rejects: 0, working: 0, waiting: 0, unused: 600 }
const over = { issued: 600, good: 594, rejects: 6, working: 0, waiting: 0, unused: 0 }

/** Where nothing was written yet, there is no pace. */
const notBegun = (scene: LineScene): LineScene => ({ ...scene, line: { ...scene.line, pace: {} } })

export const lineScenes: Readonly<Record<string, () => LineScene>> = {
  line: () => sceneAt(eight),
  'line-16': () => sceneAt(sixteen),
  'line-12': () => sceneAt(sixteen.slice(0, 12)),
  'line-4': () => sceneAt(eight.slice(0, 4)),
  'line-1': () => sceneAt([pass(1)]),
  'line-others': () => sceneAt(others),
  'line-none': () => sceneAt([]),
  'line-ready': () => notBegun(sceneAt(many(8, { at: 'asleep' }), { state: 'ready', counts: fresh }, false)),
  'line-unarmed': () => notBegun(sceneAt(many(8, { at: 'asleep' }), { counts: fresh }, false)),
  'line-paused': () => sceneAt(resting, { state: 'paused' }),
  'line-stopped': () => sceneAt(tripped, stopped),
  'line-over': () => sceneAt(many(8, { at: 'empty' }), { counts: over, identities: { known: 600, free: 0 } }),
  'line-no-batch': () => ({
    readers: readersOf(many(8, { at: 'asleep' })),
    batches: [],
    line: { isArmed: false, lanes: laneList(many(8, { at: 'asleep' })), next: { act: 'none' }, pace: {} },
  }),
}

export const lineSceneOf = (search: string): LineScene => {
  const scene = lineScenes[new URLSearchParams(search).get('scene') ?? 'line'] ?? lineScenes.line
  if (scene === undefined) throw new Error('no scene')
  return scene()
}

/** The record behind a lane: what a job that failed came to, and where. */
export function laneRecord({ now }: World, job: JobId): JobRecord {
  const { lane, number = 0 } = now.line.lanes.find((one) => 'job' in one.lane && one.lane.job === job) ?? {}
  const own = { job, ...piece(number), reader: readerAt(number, true).name }
  return lane !== undefined && 'failure' in lane && lane.failure !== undefined
    ? stoppedAt(number, 'write', lane.failure, own)
    : recordAt(number, own)
}
