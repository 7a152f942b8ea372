import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BatchId } from '../../shared/batch'
import { againMs, type Cue, cueBetween, cues, lanesInError, restMs, silence, soundAt } from '../../shared/cue'
import { JobId } from '../../shared/job'
import type { LaneAt, LineState } from '../../shared/lane'
import { type Verdict, verdicts } from '../../shared/verdict'

const job = (number: number) => JobId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const done = (verdict: Verdict, of = 1): LaneAt => ({ at: 'take-out', job: job(of), verdict, since: 0 })
const lost: LaneAt = { at: 'trouble', failure: { code: 'reader.lost', reader: 'R' }, since: 0 }
const lineOf = (lanes: readonly LaneAt[], batch = 'a'): LineState => ({
  batch: BatchId.parse(batch),
  isArmed: true,
  lanes: lanes.map((lane, at) => ({ number: at + 1, reader: `R${at}`, lane })),
  next: { act: 'none' },
  pace: {},
})
const heard = (before: readonly LaneAt[], now: readonly LaneAt[]) => cueBetween(lineOf(before), lineOf(now))
const empty: LaneAt = { at: 'empty' }

describe('what is heard of a change', () => {
  test.for([
    ['PASS', 'pass'],
    ['FAIL', 'fail'],
    ['ERROR', 'error'],
    ['WAIT', undefined],
  ] as const)('%s is heard as %s', ([verdict, cue]) => expect(heard([empty], [done(verdict)])).toBe(cue))

  test('the same verdict of the same job is no news, that of the next card is', () => {
    expect(heard([done('PASS')], [done('PASS')])).toBeUndefined()
    expect(heard([done('PASS', 1)], [done('PASS', 2)])).toBe('pass')
  })
  test('a WAIT that turns to PASS is heard', () => expect(heard([done('WAIT')], [done('PASS')])).toBe('pass'))
  test('the graver of two goes first', () => {
    expect(heard([empty, empty, empty], [done('PASS'), done('FAIL', 2), lost])).toBe('fail')
    expect(heard([empty, empty], [done('PASS'), lost])).toBe('error')
  })
  test('the first look at a line, and at another batch, is silent', () => {
    expect(cueBetween(undefined, lineOf([done('FAIL')]))).toBeUndefined()
    expect(cueBetween(lineOf([empty], 'b'), lineOf([done('FAIL')], 'a'))).toBeUndefined()
  })
  test('a reader that is lost, and a card whose job the station broke, call a technician', () =>
    expect(lanesInError(lineOf([lost, done('ERROR'), done('FAIL'), empty]))).toEqual([1, 2]))
})

describe('when it is heard', () => {
  test('at once, and then not before the rest is over; the graver of what came meanwhile is kept', () => {
    const first = soundAt(silence, 'pass', false, 1000)
    expect(first.play).toBe('pass')
    const second = soundAt(first.next, 'accepted', false, 1100)
    const third = soundAt(second.next, 'fail', false, 1200)
    expect([second.play, third.play, third.askAt]).toEqual([undefined, undefined, 1000 + restMs])
    expect(soundAt(third.next, undefined, false, 1000 + restMs).play).toBe('fail')
  })
  test('an ERROR is heard again until somebody has looked at it', () => {
    const first = soundAt(silence, 'error', true, 0)
    expect(first.askAt).toBe(againMs)
    const again = soundAt(first.next, undefined, true, againMs)
    expect(again.play).toBe('error')
    expect(soundAt(again.next, undefined, false, 2 * againMs)).toMatchObject({ play: undefined, askAt: undefined })
  })
  test('whatever comes, two cues are never nearer than the rest, and the gravest of a rest is never lost', () => {
    const events = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom<Cue>(...cues)), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(events, (all) => {
        let state = silence
        let now = 0
        let gravest: Cue | undefined
        const played: number[] = []
        for (const [gap, cue] of all) {
          now += gap
          gravest = cues.find((one) => one === gravest || one === cue)
          const told = soundAt(state, cue, false, now)
          state = told.next
          if (told.play === undefined) continue
          expect(told.play).toBe(gravest)
          gravest = undefined
          played.push(now)
        }
        expect(played.every((at, index) => index === 0 || at - (played[index - 1] ?? 0) >= restMs)).toBe(true)
      }),
    )
  })
})

test('every verdict but WAIT is heard from whatever a lane showed before, and nothing else is', () => {
  const states = fc.constantFrom<LaneAt>(empty, { at: 'reading' }, ...verdicts.map((verdict) => done(verdict, 7)))
  fc.assert(
    fc.property(states, fc.constantFrom(...verdicts), (before, verdict) => {
      const cue = heard([before], [done(verdict, 8)])
      expect(cue === undefined).toBe(verdict === 'WAIT')
    }),
  )
})
