import { describe, expect, test } from 'vitest'
import { type Detection, detectionOf } from '../../../shared/intake/detection'
import { createWaiting, type Waiting } from '../../../shared/intake/waiting'
import { imeiNumber } from './support'

const clock = { at: 1_000_000 }
const waitingFor = (mostWaiting = 100) => createWaiting({ mostWaiting, foldMs: 60_000, now: () => clock.at })
const seen = (card: number, device: number, at = clock.at): Detection =>
  detectionOf({ imsi: `26201${String(card).padStart(10, '0')}`, imei: imeiNumber(device), at })

const taken = (waiting: Waiting): readonly Detection[] => {
  const next = waiting.next(10)
  waiting.kept(next)
  return next
}

describe('detections that wait', () => {
  test('the same pair again is folded, while it waits and for a while after', () => {
    const waiting = waitingFor()
    expect([waiting.add(seen(1, 1)), waiting.add(seen(1, 1))]).toEqual(['taken', 'folded'])
    expect(taken(waiting)).toHaveLength(1)
    const again = seen(1, 1)
    expect(waiting.add(again)).toBe('folded')
    clock.at += 60_001
    expect(waiting.add(again)).toBe('taken')
  })
  test('what could not be kept waits on, once', () => {
    const waiting = waitingFor()
    waiting.add(seen(1, 1))
    expect([waiting.next(10), waiting.add(seen(1, 1)), waiting.next(10)]).toEqual([
      [seen(1, 1)],
      'folded',
      [seen(1, 1)],
    ])
  })
  test('the newest state of a pair is the one that is kept, in whatever order it came', () => {
    const waiting = waitingFor()
    for (const at of [5, 9, 7]) waiting.add(seen(1, 1, at))
    expect(taken(waiting).map(({ at }) => at)).toEqual([9])
    expect(waiting.counts()).toEqual({ taken: 1, folded: 2, late: 1, refused: 0 })
  })
  test('a card that goes to another device and comes back is no repetition', () => {
    const waiting = waitingFor()
    for (const device of [1, 2, 1]) {
      expect(waiting.add(seen(1, device))).toBe('taken')
      taken(waiting)
    }
  })
  test('nor is a device whose card is changed and changed back', () => {
    const waiting = waitingFor()
    for (const card of [1, 2, 1]) {
      expect(waiting.add(seen(card, 1))).toBe('taken')
      taken(waiting)
    }
  })
  test('what has no room is refused and what waits already is not', () => {
    const waiting = waitingFor(2)
    expect([1, 2, 3, 1].map((card) => waiting.add(seen(card, card)))).toEqual(['taken', 'taken', 'full', 'folded'])
    expect([waiting.size(), waiting.counts().refused]).toEqual([2, 1])
  })
  test('a hundred thousand take no more room than a hundred', () => {
    const waiting = waitingFor()
    for (let at = 0; at < 100_000; at++) waiting.add(seen(at, at))
    expect(waiting.size()).toBe(100)
    expect(waiting.counts()).toMatchObject({ taken: 100, refused: 99_900 })
  })
})
