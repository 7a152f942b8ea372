import { expect, test } from 'vitest'
import { type Ended, paceOf, trippedBy } from '../../shared/breaker'
import type { Failure } from '../../shared/failure'
import type { Verdict } from '../../shared/verdict'

const small: Failure = { code: 'card.too-small', needBytes: 412, haveBytes: 256 }
const lost: Failure = { code: 'reader.lost', reader: 'Reader 1' }
const missing: Failure = { code: 'key.missing', iccid: '8949000000000000019', key: 'ADM1' }
const ended = (verdict: Verdict, failure: Failure = small): Ended => ({
  at: 0,
  verdict,
  ...(verdict !== 'PASS' && verdict !== 'WAIT' && { failure }),
})
const seen = (letters: string): readonly Ended[] =>
  [...letters].map((letter) =>
    ended(letter === 'F' ? 'FAIL' : letter === 'E' ? 'ERROR' : letter === 'W' ? 'WAIT' : 'PASS'),
  )

test('three failures in a row stop a line, two or an interrupted row do not', () => {
  expect(trippedBy({ inARow: 3 }, seen('PFFF'))).toEqual({
    code: 'batch.failing',
    failures: 3,
    among: 3,
    because: 'card.too-small',
  })
  for (const passing of ['FF', 'FFPFF', 'FFWF', 'FFEF', 'FFFP', ''])
    expect(trippedBy({ inARow: 3 }, seen(passing))).toBeUndefined()
})

test('so many among the last stop a line, and only when one more has failed', () => {
  const breaker = { inARow: 9, among: { failures: 3, last: 5 } }
  expect(trippedBy(breaker, seen('FPFPF'))).toMatchObject({ failures: 3, among: 5 })
  expect(trippedBy(breaker, seen('FPFPPF'))).toBeUndefined()
  expect(trippedBy(breaker, seen('FPFPFP'))).toBeUndefined()
})

test('an error counts against no card, and stops a line in its own words', () => {
  const missed = ended('ERROR', missing)
  expect(trippedBy({ inARow: 2, among: { failures: 2, last: 5 } }, [missed])).toBeUndefined()
  expect(trippedBy({ inARow: 2 }, [missed, missed])).toEqual(missing)
  expect(trippedBy({ inARow: 9, among: { failures: 2, last: 5 } }, seen('FEPE'))).toBeUndefined()
})

test('a bad reader stops its own lane and never the line, and makes no row of failures longer or shorter', () => {
  const gone = ended('ERROR', lost)
  expect(trippedBy({ inARow: 2 }, [gone, gone, gone])).toBeUndefined()
  expect(trippedBy({ inARow: 2 }, [ended('FAIL'), gone])).toBeUndefined()
  expect(trippedBy({ inARow: 2 }, [ended('FAIL'), gone, ended('FAIL')])).toMatchObject({ failures: 2 })
})

test.for<Failure>([
  { code: 'key.stopped', keySet: 'lot 7', refusals: 2 },
  { code: 'disk.failed', path: '/records', reason: 'full' },
  { code: 'token.absent', reason: 'unplugged' },
])('$code stops a line at once: every further card would meet it, too', (failure) =>
  expect(trippedBy({ inARow: 9 }, [ended('ERROR', failure)])).toEqual(failure),
)

test('takt is the time from one piece to the next, yield leaves out what was the station’s', () => {
  const at = (seconds: number, verdict: Verdict): Ended => ({ at: seconds * 1000, verdict })
  expect(paceOf([at(0, 'PASS'), at(10, 'FAIL'), at(20, 'ERROR'), at(40, 'WAIT')], 40_000)).toMatchObject({
    taktMs: 13_333,
    yieldPercent: 66.7,
  })
  expect(paceOf([at(5, 'PASS')], 5000)).toEqual({ yieldPercent: 100, recent: { good: 0, since: 5000 } })
  expect(paceOf([], 0)).toEqual({})
})

test('the rate is that of the good ones of the last ten minutes, whatever there was before', () => {
  const at = (minutes: number, verdict: Verdict): Ended => ({ at: minutes * 60_000, verdict })
  const day = [at(0, 'PASS'), at(1, 'PASS'), at(51, 'PASS'), at(53, 'FAIL'), at(54, 'WAIT'), at(59, 'PASS')]
  expect(paceOf(day, 3_600_000).recent).toEqual({ good: 2, since: 3_060_000 })
  expect(paceOf(day, 7_200_000).recent).toBeUndefined()
})
