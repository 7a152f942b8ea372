import { describe, expect, test, vi } from 'vitest'
import { lineActs } from '../../renderer/line/acts'
import { faceOf, waitsSince } from '../../renderer/line/face'
import { heldBy } from '../../renderer/line/held'
import { mainActOf, pauseActOf } from '../../renderer/line/main-act'
import { columnsOf, rowsOf, spotsOf } from '../../renderer/line/map'
import { saidOf } from '../../renderer/line/next'
import { hourlyOf, isAtWork } from '../../renderer/line/rate'
import {
  attentionTo,
  canReject,
  laneTouched,
  lineAfter,
  lineChanged,
  openLane,
  useLine,
} from '../../renderer/line/store'
import { tones } from '../../renderer/line/tones'
import { BatchId } from '../../shared/batch'
import { cues } from '../../shared/cue'
import { JobId } from '../../shared/job'
import type { Lane, LaneAt, LineState } from '../../shared/lane'
import { type Verdict, verdicts } from '../../shared/verdict'
import { lineScenes } from './stand-in/line'

vi.mock('../../renderer/station/client', () => import('./asked'))

const job = JobId.parse('00000000-0000-4000-8000-000000000001')
const laneOf = (lane: LaneAt, number = 1): Lane => ({ number, reader: `R${number}`, lane })
const done = (verdict: Verdict): LaneAt => ({ at: 'take-out', job, verdict, since: 5, tookMs: 9100 })
const scene = (name: string): LineState => {
  const line = lineScenes[name]?.().line
  if (line === undefined) throw new Error(`no scene ${name}`)
  return line
}

describe('a tile', () => {
  test.for([
    ['PASS', 'pass', 'Take card out'],
    ['FAIL', 'fail', 'Card to tray A'],
    ['ERROR', 'error', 'Call a technician'],
    ['WAIT', 'wait', 'To hold tray'],
  ] as const)('of %s has that word, shape and colour', ([verdict, look, verb]) =>
    expect(faceOf(laneOf(done(verdict)), true)).toMatchObject({ look, icon: look, word: verdict, verb }),
  )

  test('of a card that is no piece of the batch says whose it is, and that it is kept apart', () => {
    const apart = (elsewhere: { batch?: BatchId }): LaneAt => ({ ...done('PASS'), elsewhere }) as LaneAt
    const face = faceOf(laneOf(apart({ batch: BatchId.parse('B-16') })), true)
    expect(face).toMatchObject({ word: 'PASS', verb: 'Keep it apart', isApart: true })
    expect(face.why).toContain('B-16')
    expect(faceOf(laneOf(apart({})), true).why).toContain('no batch')
    expect(canReject(laneOf(apart({})))).toBe(false)
  })

  test('that has a verb has at most four words in it, and none is green before its verdict', () => {
    const states: readonly LaneAt[] = [
      { at: 'asleep' },
      { at: 'empty' },
      { at: 'reading' },
      { at: 'wants-device', since: 0 },
      { at: 'resting' },
      { at: 'working', job, phase: 'rehearse' },
      { at: 'trouble', since: 0, failure: { code: 'reader.lost', reader: 'R1' } },
    ]
    for (const lane of states) {
      const face = faceOf(laneOf(lane), true)
      expect(face.verb.split(' ').length).toBeLessThanOrEqual(4)
      expect(face.look).not.toBe('pass')
    }
  })
  test('of a lost reader names it by its number on the table', () =>
    expect(
      faceOf(laneOf({ at: 'trouble', since: 0, failure: { code: 'reader.lost', reader: 'R7' } }, 7), true).why,
    ).toBe('Reader 7 does not answer.'))
  test('shows only the end of an identity', () => {
    const face = faceOf(laneOf({ at: 'resting', iccid: '8988211000000430010' }), true)
    expect(face.card).toBe('0430 010')
    expect(face.device).toBeUndefined()
    expect(JSON.stringify(face)).not.toContain('89882110')
  })
  test('asks for no card when none is left to begin', () =>
    expect(faceOf(laneOf({ at: 'empty' }), false)).toMatchObject({ word: 'Done', verb: 'Insert no card' }))
  test('tells since when it waits for somebody, but not of a PASS', () =>
    expect(verdicts.map((verdict) => waitsSince(laneOf(done(verdict))))).toEqual([undefined, 5, 5, 5]))
})

describe('the foot', () => {
  test('names the lane, and what comes after it', () =>
    expect(saidOf(scene('line'))).toEqual({
      lane: 3,
      what: 'Put the card from 3 in tray A, then insert a new one.',
      below:
        'The card’s number ends in 3462 380. Take out: 1 and 8. Hold tray: 6. Insert a card: 5. Call a technician to 7.',
    }))
  test.for([
    ['line-no-batch', 'Choose a batch to work on.', 'choose', undefined],
    ['line-ready', 'Start the batch.', 'start', 'start'],
    ['line-unarmed', 'Switch auto-start on.', 'arm', undefined],
    ['line-paused', 'The batch is paused.', 'resume', 'resume'],
    ['line-over', 'Every card is accounted for. Close the batch.', 'close', undefined],
    [
      'line-stopped',
      'Stopped: 3 of the last 3 failed. Set them aside, find out why, then start again.',
      undefined,
      'again',
    ],
    ['line-none', 'Plug in a reader.', undefined, undefined],
  ] as const)('%s: %s', ([name, what, main, pause]) => {
    expect(saidOf(scene(name)).what).toBe(what)
    expect(mainActOf(scene(name))).toBe(main)
    expect(pauseActOf(scene(name))).toBe(pause)
  })
})

describe('a line that is held', () => {
  const held = ['line-no-batch', 'line-ready', 'line-unarmed', 'line-paused', 'line-stopped']
  test.for(held)('%s invites no card, and says on the tile why', (name) => {
    const line = scene(name)
    const by = heldBy(line)
    const empty = faceOf(laneOf({ at: 'asleep' }), true, by)
    expect(by).toBeDefined()
    expect(empty.word).not.toBe('Insert card')
    expect(faceOf(laneOf({ at: 'resting' }), true, by).verb).toMatch(/^Waits: /)
    expect(saidOf(line).what).not.toMatch(/insert/)
    expect(isAtWork(line)).toBe(false)
  })
  test('looks different for each reason', () => {
    const faces = held.map((name) => faceOf(laneOf({ at: 'asleep' }), true, heldBy(scene(name))))
    expect(new Set(faces.map(({ icon }) => icon)).size).toBe(held.length)
    expect(new Set(faces.map(({ word }) => word)).size).toBe(held.length)
  })
  test('that stopped itself says whose hands are wanted below the reason, and is not let go on by Enter alone', () => {
    const line = scene('line-stopped')
    expect(saidOf(line)).toMatchObject({
      sign: 'caution',
      below: 'Put the card from 1 in tray A. The card’s number ends in 3462 042. Tray A: 3 and 6. Take out: 4 and 8.',
    })
    expect(mainActOf({ ...line, lanes: [], next: { act: 'resume', why: 'stopped' } })).toBeUndefined()
    expect(mainActOf({ ...line, next: { act: 'resume', why: 'paused' } })).toBe('resume')
  })
  test('that is all done is closed with its figures, and nothing of it can be paused', () =>
    expect(saidOf(scene('line-over')).below).toBe('594 good + 6 set aside + 0 unused = 600. Closing is final.'))
  test('that stopped itself at its last card is closed, and not started again', () => {
    const stopped: LineState = { ...scene('line-over'), state: 'stopped', stoppedBy: scene('line-stopped').stoppedBy }
    expect(saidOf(stopped)).toEqual(saidOf(scene('line-over')))
    expect(mainActOf(stopped)).toBe('close')
    expect(pauseActOf(stopped)).toBeUndefined()
    lineChanged(stopped)
    expect(lineActs.commanded?.({ act: 'start' })).toBe(false)
  })
})

test('the rate is told of a minute at least, and falls while nothing comes', () => {
  expect(hourlyOf({ good: 20, since: 0 }, 59_000)).toBeUndefined()
  expect(hourlyOf({ good: 20, since: 0 }, 60_000)).toBe(1200)
  expect(hourlyOf({ good: 20, since: 0 }, 120_000)).toBe(600)
  expect(hourlyOf({ good: 0, since: 0 }, 120_000)).toBeUndefined()
  expect(hourlyOf(undefined, 120_000)).toBeUndefined()
})

describe('the map of the table', () => {
  test.for([
    [1, 1, 1],
    [4, 4, 1],
    [8, 4, 2],
    [12, 4, 3],
    [16, 4, 4],
  ] as const)('%i lanes stand in %i columns and %i rows', ([lanes, columns, rows]) => {
    expect([columnsOf(lanes), rowsOf(lanes)]).toEqual([columns, rows])
  })
  test('every lane has a place of its own, and a story that takes two rows stays on the table', () => {
    for (let lanes = 1; lanes <= 16; lanes++) {
      const spots = spotsOf(lanes)
      expect(new Set(spots.map((spot) => `${spot['--row']} ${spot['--column']}`)).size).toBe(lanes)
      for (const { '--tall': tall } of spots) {
        const [top, span] = tall.split(' / span ').map(Number)
        expect((top ?? 9) + (span ?? 9) - 1).toBeLessThanOrEqual(rowsOf(lanes))
      }
    }
  })
})

describe('what a person is at', () => {
  test('a lane that did not change stays the same value', () => {
    const before = scene('line')
    const now = structuredClone(before)
    const after = lineAfter(before, { ...now, lanes: [...now.lanes.slice(0, 7), laneOf({ at: 'empty' }, 8)] })
    expect(after.lanes.map((lane, at) => lane === before.lanes[at])).toEqual([...Array(7).fill(true), false])
    expect(after.counts).toBe(before.counts)
  })
  test('the question whether cards start by themselves ends with its batch', () => {
    lineChanged(scene('line-unarmed'))
    attentionTo({ is: 'arming' })
    lineChanged(scene('line-paused'))
    expect(useLine.getState().attention).toEqual({ is: 'none' })
  })
  test('a batch that stopped itself is asked about once more, until it runs', () => {
    lineChanged(scene('line-stopped'))
    lineActs.named('F7')
    expect(useLine.getState().attention).toEqual({ is: 'restarting' })
    lineChanged(scene('line-stopped'))
    expect(useLine.getState().attention).toEqual({ is: 'restarting' })
    lineChanged(scene('line'))
    expect(useLine.getState().attention).toEqual({ is: 'none' })
  })
  test('a reason is asked for a card that is done, and no longer once another is written', () => {
    lineChanged(scene('line'))
    attentionTo({ is: 'rejecting', lane: 3 })
    const { lanes } = scene('line')
    lineChanged({
      ...scene('line'),
      lanes: lanes.map((one) => (one.number === 3 ? { ...one, lane: { at: 'reading' } } : one)),
    })
    expect(useLine.getState().attention).toEqual({ is: 'story', lane: 3 })
  })
  test('a lane is opened and closed by the same touch, and whoever opens an ERROR has heard it', () => {
    lineChanged(scene('line'))
    attentionTo({ is: 'none' })
    laneTouched(7)
    expect(openLane(useLine.getState())).toBe(7)
    expect(useLine.getState().served).toContain(7)
    laneTouched(7)
    expect(openLane(useLine.getState())).toBeUndefined()
    lineChanged(scene('line-over'))
    expect(useLine.getState().served).toEqual([])
  })
  test('no card is set aside while it is written', () =>
    expect(
      scene('line')
        .lanes.filter(canReject)
        .map(({ number }) => number),
    ).toEqual([1, 3, 6, 8]))
})

test('PASS goes up, FAIL goes down and lasts longer, ERROR knocks three times, and every cue has its notes', () => {
  const hz = (cue: (typeof cues)[number]) => tones[cue].map((tone) => tone.hz)
  expect(hz('pass')[0]).toBeLessThan(hz('pass')[1] ?? 0)
  expect(hz('fail')[0]).toBeGreaterThan(hz('fail')[1] ?? 0)
  expect(tones.fail[1]?.ms).toBe(320)
  expect(tones.error.map(({ ms }) => ms)).toEqual([80, 80, 80])
  expect(cues.every((cue) => tones[cue].length > 0)).toBe(true)
})
