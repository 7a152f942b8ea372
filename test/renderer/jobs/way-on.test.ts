import { expect, test } from 'vitest'
import { mainWayOf, wayOnOf } from '../../../renderer/jobs/way-on'
import { resumeWord } from '../../../renderer/wizard/result-words'
import type { Failure } from '../../../shared/failure'
import { recordAt, stoppedAt } from '../stand-in/records'

const full: Failure = { code: 'disk.failed', path: '/station.db', reason: 'the disk is full' }
const samples: readonly Failure[] = [
  full,
  { code: 'reader.lost', reader: 'Reader 1' },
  { code: 'card.absent', reader: 'Reader 1' },
  { code: 'card.removed', reader: 'Reader 1' },
  { code: 'card.mismatch', offset: 128 },
  { code: 'card.needs-pin', path: '6421' },
  { code: 'card.locked', attemptsLeft: 2 },
  { code: 'key.missing', iccid: '8949020000123447167', key: 'ADM1' },
  { code: 'server.refused', status: 409, reason: 'known', retryable: false },
  { code: 'job.cancelled' },
]
const failed = (failure: Failure) => stoppedAt(0, 'write', failure, {})
const broken = (failure: Failure) => stoppedAt(0, 'write', failure, { outcome: 'ERROR' })

test('Enter begins the next device only where this one is served', () => {
  for (const outcome of ['PASS', 'OWED'] as const) expect(mainWayOf(recordAt(0, { outcome }))).toBe('next')
  for (const failure of samples) {
    expect(mainWayOf(failed(failure))).not.toBe('next')
    expect(mainWayOf(broken(failure))).not.toBe('next')
  }
})

test.for([
  [failed({ code: 'card.mismatch', offset: 128 }), 'again'],
  [failed({ code: 'card.too-small', needBytes: 412, haveBytes: 256 }), 'again'],
  [failed({ code: 'card.too-small', needBytes: 412, haveBytes: 256, remedy: 'prepare' }), 'prepare'],
  [failed({ code: 'card.needs-pin', path: '6421' }), 'tell'],
  [failed({ code: 'card.locked', attemptsLeft: 2 }), 'again'],
  [failed({ code: 'card.locked', attemptsLeft: 1 }), 'again'],
  [failed({ code: 'card.refused', command: 'UPDATE BINARY', sw: '6581' }), 'resume'],
  [stoppedAt(0, 'verify', { code: 'job.cancelled' }, { outcome: 'CANCELLED' }), 'again'],
  [stoppedAt(0, 'verify', { code: 'job.cancelled' }, { outcome: 'INTERRUPTED' }), 'resume'],
  [broken(full), 'resume'],
] as const)('and else does what serves this one', ([record, way]) => {
  expect(wayOnOf(record)).toBe(way)
  expect(mainWayOf(record)).toBe(way)
})

test('a card that is to be put back is waited for, and no key does that', () => {
  const torn = stoppedAt(0, 'write', { code: 'card.removed', reader: 'Reader 1' }, { torn: true, touched: true })
  expect(wayOnOf(torn)).toBe('put-back')
  expect(mainWayOf(torn)).toBeUndefined()
})

test('where the station itself is in trouble it is tried again by the same words as it is told, or by no stray key', () => {
  expect(resumeWord(broken(full))).toBe('Try again')
  expect(resumeWord(broken({ code: 'reader.lost', reader: 'Reader 1' }))).toBe('Resume the job')
  const noKey = broken({ code: 'key.missing', iccid: '8949020000123447167', key: 'ADM1' })
  expect(wayOnOf(noKey)).toBe('again')
  expect(mainWayOf(noKey)).toBeUndefined()
})
