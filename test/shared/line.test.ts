import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Batch, BatchId } from '../../shared/batch'
import { cueBetween } from '../../shared/cue'
import { parseDevice } from '../../shared/identity/device'
import { JobId, type JobRecord, type Note, type Order, phases } from '../../shared/job'
import type { LaneAt, LineState } from '../../shared/lane'
import { type LaneFacts, laneAt, lineOf, type Stay } from '../../shared/line'
import { fateOf } from '../../shared/piece'
import { proofOf, settledBy } from '../../shared/receipt'
import { recordOf } from '../../shared/record'
import { type Green, greens, shownOutcome, type Verdict, verdictOf } from '../../shared/verdict'

const job = JobId.parse('00000000-0000-4000-8000-000000000001')
const iccid = '8949000000000000019'
const device = parseDevice('imei:490154203237518')
const ours = BatchId.parse('B-1')
const plain = { kind: 'write', device, reader: 'Reader 1', variables: {}, add: false, bench: true, iccid } as const
const order: Order = { ...plain, batch: ours }
const began: Stay = { is: 'began', job, since: 0 }

/** The notes of a good job, up to the DM Server's word. */
const good: readonly Note[] = [
  ...phases.slice(0, 4).flatMap((phase): readonly Note[] => [
    { note: 'began', phase },
    { note: 'done', phase, ms: 10 },
  ]),
  { note: 'began', phase: 'register' },
]
const registered: readonly Note[] = [
  { note: 'registered', id: 'r1' },
  { note: 'done', phase: 'register', ms: 10 },
]

const journalOf = (ordered: Order, notes: readonly Note[]) =>
  [{ note: 'ordered', order: ordered, owner: 'me' } as const, ...notes].map((note, at) => ({ at: at * 1000, note }))

const record = (...notes: readonly Note[]): JobRecord => recordFor(order, notes)

function recordFor(ordered: Order, notes: readonly Note[]): JobRecord {
  const folded = recordOf(job, journalOf(ordered, notes))
  if (!folded) throw new Error('nothing was ordered')
  return folded
}

const batch = (change: Partial<Batch> = {}): Batch => ({
  order: {
    batch: ours,
    template: { name: 'training', sha256: '0'.repeat(64) },
    variables: {},
    carrier: 'card',
    quantity: 100,
    identities: 'listed',
    readers: [],
    green: 'registered',
    breaker: { inARow: 3 },
    bench: true,
  },
  state: 'running',
  counts: { issued: 100, good: 1, rejects: 0, working: 0, waiting: 0, unused: 99 },
  identities: { known: 100, free: 99 },
  createdAt: '2026-11-22T08:00:00.000Z',
  ...change,
})

const awake = (facts: Partial<LaneFacts>): LaneAt =>
  laneAt({ number: 1, reader: 'Reader 1', ...facts }, { state: 'running', isArmed: true, green: 'registered' })
const silent = { code: 'card.mute', reader: 'Reader 1', command: '00D6' } as const
const torn: readonly Note[] = [
  { note: 'began', phase: 'write' },
  { note: 'touched', at: 0 },
  { note: 'failed', phase: 'write', failure: { code: 'card.removed', reader: 'Reader 1' } },
]

describe('a lane', () => {
  test('goes from empty through reading and working to take-out', () => {
    expect(awake({})).toEqual({ at: 'empty' })
    expect(awake({ stay: { is: 'unread' } })).toEqual({ at: 'reading' })
    expect(awake({ stay: began, record: record({ note: 'began', phase: 'write' }) })).toMatchObject({
      at: 'working',
      phase: 'write',
      iccid,
      device,
    })
    expect(awake({ stay: began, record: record(...good) })).toMatchObject({
      at: 'take-out',
      verdict: 'WAIT',
      tookMs: 40,
    })
    expect(awake({ stay: began, record: record(...good, ...registered) })).toMatchObject({
      at: 'take-out',
      verdict: 'PASS',
      since: 11_000,
    })
  })

  test('starts nothing while it is asleep, and holds a card that was not begun', () => {
    const asleep = (stay?: Stay) =>
      laneAt({ number: 1, reader: 'Reader 1', stay }, { state: 'running', isArmed: false, green: 'registered' }).at
    expect(asleep()).toBe('asleep')
    expect(asleep({ is: 'met', iccid })).toBe('resting')
    expect(asleep({ is: 'wanting', iccid, since: 0 })).toBe('resting')
  })

  test('asks for the card that left it in the middle, and for no other', () => {
    expect(awake({ record: record(...torn) })).toMatchObject({ at: 'put-back', job, verdict: 'FAIL', iccid })
    expect(awake({ record: record({ note: 'began', phase: 'write' }, { note: 'interrupted' }) })).toMatchObject({
      at: 'put-back',
      verdict: 'ERROR',
    })
  })

  test('asks for no card of a batch that is closed, and keeps what it came to', () => {
    const closed = (facts: Partial<LaneFacts>): LaneAt =>
      laneAt({ number: 1, reader: 'Reader 1', ...facts }, { state: 'closed', isArmed: true, green: 'registered' })
    const silenced = record(...torn.slice(0, 2), { note: 'failed', phase: 'write', failure: silent })
    expect(closed({ record: record(...torn) })).toEqual({ at: 'asleep' })
    expect(closed({ stay: began, record: silenced })).toMatchObject({ at: 'take-out', verdict: 'FAIL' })
    expect(closed({ stay: { is: 'asked', job, since: 0 }, record: silenced })).toEqual({ at: 'resting' })
    expect(closed({ stay: began, record: record(...good, ...registered) })).toMatchObject({ verdict: 'PASS' })
  })

  test('whose reader does not answer is in trouble, and keeps the verdict of the card that is in it', () => {
    const trouble = { failure: { code: 'reader.lost', reader: 'Reader 1' } as const, since: 7 }
    expect(awake({ trouble })).toEqual({ at: 'trouble', ...trouble })
    expect(awake({ trouble, stay: began, record: record(...good, ...registered) })).toMatchObject({ verdict: 'PASS' })
  })
})

describe('what to do next', () => {
  const out = (verdict: Verdict, at: number): LaneFacts => ({
    ...{ number: at, reader: `Reader ${at}`, stay: { is: 'began', job, since: at } },
    record: {
      FAIL: record({ note: 'failed', failure: { code: 'card.too-small', needBytes: 2, haveBytes: 1 } }),
      PASS: record(...good, ...registered),
      WAIT: record(...good),
      ERROR: record({ note: 'failed', failure: { code: 'key.missing', iccid, key: 'ADM1' } }),
    }[verdict],
  })
  const empty = (number: number): LaneFacts => ({ number, reader: `Reader ${number}` })
  const next = (lanes: readonly LaneFacts[], at: Partial<Batch> = {}, isArmed = true) =>
    lineOf({ batch: batch(at), isArmed, lanes, pace: {} }).next

  test('is FAIL, then PASS by age, then an empty lane, then what waits; never an ERROR', () => {
    const [error, fail, wait, pass] = [out('ERROR', 1), out('FAIL', 2), out('WAIT', 3), out('PASS', 4)]
    const older = { ...out('PASS', 9), record: record(...good.slice(0, 0), ...good, ...registered) }
    expect(next([error, wait, pass, fail, empty(5)])).toEqual({ act: 'take-out', lane: 2, verdict: 'FAIL' })
    expect(next([error, wait, pass, older, empty(5)])).toEqual({ act: 'take-out', lane: 4, verdict: 'PASS' })
    expect(next([error, wait, empty(5)])).toEqual({ act: 'insert', lane: 5 })
    expect(next([error, wait])).toEqual({ act: 'take-out', lane: 3, verdict: 'WAIT' })
    expect(next([error])).toEqual({ act: 'none' })
  })

  test('is a card that has to come back before a device or a new card', () => {
    const wanting: LaneFacts = { ...empty(2), stay: { is: 'wanting', iccid, since: 0 } }
    expect(next([empty(1), wanting])).toEqual({ act: 'scan-device', lane: 2 })
    expect(next([empty(1), wanting, { ...empty(3), record: record(...torn) }])).toEqual({ act: 'put-back', lane: 3 })
  })

  test('is to start, to go on or to arm a batch that does not run by itself', () => {
    expect(next([empty(1)], { state: 'ready' }, false)).toEqual({ act: 'start' })
    expect(next([empty(1)], { state: 'paused' })).toEqual({ act: 'resume', why: 'paused' })
    expect(next([empty(1)], { state: 'stopped' })).toEqual({ act: 'resume', why: 'stopped' })
    expect(next([empty(1)], {}, false)).toEqual({ act: 'arm' })
    expect(next([out('WAIT', 1)], {}, false)).toEqual({ act: 'arm' })
    expect(next([empty(1)], { state: 'closed' })).toEqual({ act: 'none' })
  })

  test('is to close a batch that has no more, and not before each piece is settled', () => {
    const counts = { issued: 2, good: 1, rejects: 1, working: 0, waiting: 0, unused: 0 }
    const identities = { known: 1, free: 0 }
    expect(next([empty(1)], { counts, identities })).toEqual({ act: 'close' })
    expect(next([empty(1)], { counts: { ...counts, good: 0, waiting: 1 }, identities })).toEqual({ act: 'none' })
    expect(next([empty(1)], { identities })).toEqual({ act: 'close' })
    expect(next([empty(1), { ...empty(2), stay: { is: 'unread' } }], { counts, identities })).toEqual({ act: 'none' })
    const kept = { is: 'unreadable', failure: { code: 'reader.busy', reader: 'Reader 2' }, since: 1 } as const
    expect(next([empty(1), { ...empty(2), stay: kept }], { counts, identities })).toEqual({ act: 'none' })
    const left = { ...empty(1), record: record(...torn) }
    expect(next([left], { counts: { ...counts, good: 0, working: 1 }, identities })).toEqual({
      act: 'put-back',
      lane: 1,
    })
  })

  test('is the card that is half written before its batch is closed, in its reader or out of it, until it is set aside', () => {
    const counts = { issued: 2, good: 1, rejects: 1, working: 0, waiting: 0, unused: 0 }
    const all = { counts, identities: { known: 2, free: 0 } }
    const notes: readonly Note[] = [...torn.slice(0, 2), { note: 'failed', phase: 'write', failure: silent }]
    const out = { ...empty(1), record: record(...notes) }
    const inside = { ...out, stay: began }
    expect(next([inside], all)).toEqual({ act: 'reseat', lane: 1 })
    expect(next([out], all)).toEqual({ act: 'put-back', lane: 1 })
    const aside: Note = { note: 'rejected', reason: 'damaged' }
    expect(next([{ ...inside, record: record(...notes, aside) }], all)).toMatchObject({
      act: 'take-out',
      verdict: 'FAIL',
    })
    const { iccid: _, device: __, ...nobody } = order
    const unread = recordFor(nobody, [{ note: 'failed', failure: silent }])
    expect(next([{ ...empty(1), record: unread }], all)).toEqual({ act: 'close' })
  })
})

describe('one verdict', () => {
  const failures = [
    { code: 'card.removed', reader: 'Reader 1' },
    { code: 'card.mismatch', offset: 3 },
    { code: 'reader.lost', reader: 'Reader 1' },
    { code: 'server.refused', status: 409, reason: 'no', retryable: false },
    { code: 'job.cancelled' },
  ] as const
  const phase = fc.constantFrom(...phases)
  const note: fc.Arbitrary<Note> = fc.oneof(
    phase.map((name): Note => ({ note: 'began', phase: name })),
    phase.map((name): Note => ({ note: 'done', phase: name, ms: 1 })),
    fc.constantFrom(...failures).map((failure): Note => ({ note: 'failed', failure })),
    fc.constant<Note>({ note: 'touched', at: 0 }),
    fc.constant<Note>({ note: 'interrupted' }),
    fc.constant<Note>({ note: 'resumed', owner: 'me', reader: 'Reader 1' }),
    fc.constant<Note>({ note: 'registered', id: 'r1' }),
    fc.constant<Note>({ note: 'registration', state: 'rejected' }),
    fc.constant<Note>({ note: 'finished-by', job }),
    fc.constant<Note>({ note: 'rejected', reason: 'label' }),
  )
  /** Good jobs with whatever happens in between, so that green is reached and missed often. */
  const story = fc.oneof(
    fc.array(note, { maxLength: 12 }),
    fc
      .tuple(
        fc.oneof(fc.constant([...good, ...registered]), fc.constant([...good]), fc.subarray([...good, ...registered])),
        fc.array(note, { maxLength: 3 }),
        fc.nat(14),
      )
      .map(([kept, noise, at]) => [...kept.slice(0, at), ...noise, ...kept.slice(at)]),
  )
  /** What the notes prove, read without the fold: since the job last began anew, each phase was done, after it last began. */
  const proven = (notes: readonly Note[], name: string): boolean => {
    const anew = notes.findLastIndex(({ note: kind }) => kind === 'resumed')
    return notes.slice(anew + 1).some((one) => one.note === 'done' && one.phase === name)
  }

  const lineAt = (green: Green, facts: Partial<LaneFacts>): LineState =>
    lineOf({
      batch: batch({ order: { ...batch().order, green } }),
      isArmed: true,
      lanes: [{ number: 1, reader: 'Reader 1', ...facts }],
      pace: {},
    })
  const unheard = { rehearsed: lineAt('rehearsed', {}), registered: lineAt('registered', {}) }
  const ownWords = { OWED: 'WAIT', INTERRUPTED: 'ERROR', running: undefined, CANCELLED: undefined } as const
  const cueOf = { PASS: 'pass', FAIL: 'fail', ERROR: 'error', WAIT: undefined } as const

  test('is what tile, sound, record, export, receipt and piece say under 10,000 orders of events, and none is green without proof', () => {
    const seen = new Map<string, number>()
    let receipts = 0
    fc.assert(
      fc.property(story, fc.constantFrom(...greens), (notes, green) => {
        const ordered = { ...order, green, template: { name: 'training', sha256: '0'.repeat(64) } }
        const all: readonly Note[] = [{ note: 'composed', sha256: '1'.repeat(64), bytes: 9 }, ...notes]
        const folded = recordFor(ordered, all)
        const verdict = verdictOf(folded, green)
        seen.set(String(verdict), (seen.get(String(verdict)) ?? 0) + 1)

        const line = lineAt(green, { stay: began, record: folded })
        const lane = line.lanes[0]?.lane
        const exported = JSON.parse(JSON.stringify(folded))
        const mark = shownOutcome(folded)
        const proof = proofOf(folded)
        if (proof) receipts++
        const said = {
          tile: lane && 'verdict' in lane ? lane.verdict : undefined,
          export: verdictOf(exported, exported.green),
          mark: mark in ownWords ? ownWords[mark as keyof typeof ownWords] : mark,
          receipt: proof && settledBy(job, journalOf(ordered, all)) ? proof.verdict : proof ? 'unsettled' : verdict,
          sound: cueBetween(unheard[green], line) === (verdict && cueOf[verdict]) ? verdict : 'another sound',
          piece: (fateOf(folded, green).piece === 'good') === (verdict === 'PASS') ? verdict : 'another piece',
        }
        const other = Object.entries(said).find(([, word]) => word !== verdict)
        if (other) throw new Error(`${verdict}, but ${other} of ${JSON.stringify(notes)}`)

        if (verdict !== 'FAIL' && notes.some((one) => one.note === 'rejected'))
          throw new Error(`${verdict} was set aside`)
        if (verdict !== 'PASS') return
        for (const name of phases.filter((one) => one !== 'register' || green === 'registered'))
          expect(proven(notes, name), `${name} in ${JSON.stringify(notes)}`).toBe(true)
      }),
      { numRuns: 10_000 },
    )
    expect(receipts).toBeGreaterThan(500)
    for (const verdict of ['PASS', 'FAIL', 'ERROR', 'WAIT']) expect(seen.get(verdict) ?? 0).toBeGreaterThan(50)
  })
})
