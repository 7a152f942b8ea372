import { beforeEach, describe, expect, test } from 'vitest'
import { chainOf, saidOfSale, wordOf } from '../../renderer/counter/sale-words'
import { nobody } from '../../renderer/counter/state'
import { at, backFrom, go, keyTyped, numberEntered, numberLeftOut, scanned } from '../../renderer/counter/store'
import { saidOf } from '../../renderer/wizard/result-words'
import { parseDevice } from '../../shared/identity/device'
import type { JobRecord } from '../../shared/job'
import { plainWordsOf } from '../../shared/text/words'
import { verdictOf } from '../../shared/verdict'
import { recordAt, stoppedAt } from './stand-in/records'

const imei = '490154203237518'
const other = '352099001761481'
const device = parseDevice(`imei:${imei}`)

beforeEach(() => go(nobody))

describe('a number that is scanned', () => {
  test('goes on to the confirmation at once', () => {
    scanned(imei, 0)
    scanned('+4915123456789', 0)
    expect(at()).toMatchObject({ step: 'card', device, phone: '+4915123456789' })
  })

  test.for([
    ['+491512', '3456789'],
    ['+49151234', '56789'],
    ['+491512345678', '9'],
  ] as const)('and stops inside, after %s, is whole before anything can be started', ([head, tail]) => {
    scanned(imei, 0)
    scanned(head, 1000)
    for (const key of tail) keyTyped(key, 1300)
    const state = at()
    if (state.step !== 'number') throw new Error('the rest of the number was lost')
    numberEntered(state)
    expect(at()).toMatchObject({ step: 'card', phone: '+4915123456789' })
  })

  test.for([
    ['+49', '15123456789'],
    ['+4915', '123456789'],
  ] as const)('and begins as if a hand typed %s, is put together', ([head, tail]) => {
    scanned(imei, 0)
    for (const key of head) keyTyped(key, 0)
    scanned(tail, 300)
    expect(at()).toMatchObject({ step: 'card', phone: '+4915123456789' })
  })

  test('is not left out by an Enter that comes twice, but by whoever says so', () => {
    scanned(imei, 0)
    const state = at()
    if (state.step !== 'number') throw new Error('no number is asked for')
    numberEntered(state)
    expect(at()).toBe(state)
    numberLeftOut(state)
    expect(at()).toMatchObject({ step: 'card', phone: undefined })
  })

  test('long after it, a digit is not taken for its rest', () => {
    scanned(imei, 0)
    scanned('+4915123456789', 1000)
    keyTyped('1', 9000)
    expect(at()).toMatchObject({ step: 'card', phone: '+4915123456789' })
  })

  test.for(['4006381333931', 'ABC-123', '8949000000000000017'])(
    '%s is none, and is refused where it was scanned',
    (text) => {
      scanned(imei, 0)
      scanned(text, 0)
      expect(at()).toMatchObject({ step: 'number', device, refused: expect.anything() })
    },
  )
})

describe('a device that is scanned', () => {
  test('is the next one on every step', () => {
    scanned(imei, 0)
    scanned(other, 0)
    expect(at()).toMatchObject({ step: 'number', device: `imei:${other}` })
    scanned('+4915123456789', 0)
    scanned(imei, 0)
    expect(at()).toMatchObject({ step: 'number', device, typed: '' })
  })

  test('and what was given for it, is there again one step back', () => {
    scanned(imei, 0)
    scanned('+4915123456789', 0)
    backFrom(at())
    expect(at()).toMatchObject({ step: 'number', device, typed: '+4915123456789' })
    backFrom(at())
    expect(at()).toMatchObject({ step: 'device', typed: imei, scan: { kind: 'device', device } })
    backFrom(at())
    expect(at()).toEqual(nobody)
  })
})

describe('a sale', () => {
  const states = [
    'none',
    'pending',
    'received',
    'accepted',
    'queued',
    'sent',
    'contacted',
    'managed',
    'conflict',
  ] as const
  const reached = (kind: JobRecord['kind'], state: (typeof states)[number]) =>
    chainOf(recordAt(0, { kind, registration: { state } })).filter(({ isReached }) => isReached).length

  test('tells how far its registration has come, and never more', () => {
    expect(states.map((state) => reached('register', state))).toEqual([0, 0, 1, 1, 1, 2, 3, 3, 0])
    expect(states.map((state) => reached('write', state))).toEqual([0, 0, 1, 1, 1, 1, 2, 2, 0])
  })

  test('that did not become one is told as on every other page, with what a technician needs apart', () => {
    const failure = { code: 'card.mismatch', offset: 128 } as const
    const record = stoppedAt(0, 'verify', failure, {})
    const words = plainWordsOf(failure)
    expect(saidOfSale(record, words, undefined, 0)).toEqual(saidOf(record, words))
    expect(saidOf(record, words)).toEqual({
      what: 'The card does not hold what was written to it.',
      doNow: 'Set this card aside and insert another. Then go on with the same device.',
    })
    expect(words.detail).toBe('from byte 128')
  })

  test('is READY where its verdict is PASS, and nowhere else', () => {
    for (const outcome of ['running', 'PASS', 'OWED', 'FAIL', 'ERROR', 'CANCELLED', 'INTERRUPTED'] as const) {
      const record = recordAt(0, { outcome })
      expect(wordOf(record) === 'READY').toBe(verdictOf(record) === 'PASS')
    }
    const unproven = recordAt(0, {}).phases.map((phase) => ({ ...phase, outcome: 'waiting' as const }))
    expect(wordOf(recordAt(0, { phases: unproven }))).toBe('ERROR')
  })
})
