import { expect, test } from 'vitest'
import { phasesNow } from '../../renderer/jobs/now'
import { isCardDone, isWaiting } from '../../renderer/jobs/store'
import { lightsOf } from '../../renderer/wizard/lights-of'
import { saidOf } from '../../renderer/wizard/result-words'
import type { JobRecord } from '../../shared/job'
import { tookMs, waitsForItsCard } from '../../shared/record'
import { wordsOf } from '../../shared/text/words'
import { recordAt, stoppedAt } from './stand-in/records'

const states = (record: JobRecord) => lightsOf(record).map(({ state }) => state)
const said = (record: JobRecord) => saidOf(record, record.failure && wordsOf(record.failure))
const removed = { code: 'card.removed', reader: 'Reader 1' } as const

test('PASS has three lights on, names the server and lets the card out', () => {
  expect(states(recordAt(0, {}))).toEqual(['on', 'on', 'on'])
  expect(said(recordAt(0, {}))).toEqual({
    what: 'A device would now start with dm.nordwind.example.',
    doNow: 'Take the card out.',
  })
})

test('OWED is written and verified, and waits for the server alone', () => {
  const owed = recordAt(0, { outcome: 'OWED', registration: { state: 'pending' } })
  expect(states(owed)).toEqual(['on', 'on', 'wait'])
  expect(said(owed).doNow).toContain('by itself')
})

test('a card torn by its leaving is asked for, and goes on by itself', () => {
  const torn = stoppedAt(0, 'write', removed, { torn: true, touched: true })
  expect(states(torn)).toEqual(['bad', 'off', 'off'])
  expect(waitsForItsCard(torn)).toBe(true)
  expect(said(torn).doNow).toBe('Put the same card back: the job goes on by itself.')
})

test('a card that left before it was read back is not called different, and goes on by itself', () => {
  const left = stoppedAt(0, 'verify', removed, { touched: true })
  expect(lightsOf(left).map(({ name, state, says }) => [name, state, says])).toEqual([
    ['Written', 'on', '412 bytes on the card'],
    ['Not verified', 'off', 'Not read back'],
    ['Not registered', 'off', 'The DM Server was not told'],
  ])
  expect(said(left).doNow).toBe('Put the same card back: the job goes on by itself.')
  expect(isWaiting(left)).toBe(true)
  const differs = stoppedAt(0, 'verify', { code: 'card.mismatch', offset: 3 }, {})
  expect(lightsOf(differs).map(({ state, says }) => [state, says])).toEqual([
    ['on', 'Its message was sent to the card'],
    ['bad', 'What was read back is not what was written'],
    ['off', 'The DM Server was not told'],
  ])
  expect(waitsForItsCard(differs)).toBe(false)
})

test('what goes on only with a person does not promise otherwise', () => {
  const untouched = stoppedAt(0, 'write', removed, { torn: false })
  const refused = stoppedAt(0, 'write', { code: 'card.refused', command: 'UPDATE BINARY', sw: '6581' }, { torn: true })
  for (const record of [untouched, refused]) {
    expect(waitsForItsCard(record)).toBe(false)
    expect(said(record).doNow).not.toContain('by itself')
  }
  expect(said(refused).doNow).toContain('not finished')
  expect(isWaiting(refused)).toBe(true)
  expect(isWaiting({ ...refused, finishedBy: refused.job })).toBe(false)
  const { iccid: _, ...unnumbered } = refused
  expect(isWaiting({ ...unnumbered, atr: '3b00' })).toBe(false)
})

test('a registration that was refused leaves the card written', () => {
  const failure = { code: 'server.refused', status: 409, reason: 'known', retryable: false } as const
  const refused = recordAt(0, { outcome: 'ERROR', failure, registration: { state: 'rejected' } })
  expect(states(refused)).toEqual(['on', 'on', 'bad'])
})

test('the card may come out once only the registration is left', () => {
  const [compose, write, verify, rehearse] = recordAt(0, {}).phases
  const phases = [compose, write, verify, rehearse].flatMap((phase) => phase ?? [])
  expect(isCardDone(recordAt(0, { phases: [...phases, { name: 'register', outcome: 'running' }] }))).toBe(true)
  expect(isCardDone(stoppedAt(0, 'rehearse', removed, {}))).toBe(false)
})

test('between two notes the next phase is what the job is at', () => {
  const phases: JobRecord['phases'] = [
    { name: 'compose', outcome: 'done' },
    { name: 'write', outcome: 'waiting' },
    { name: 'verify', outcome: 'waiting' },
  ]
  expect(phasesNow(recordAt(0, { outcome: 'running', phases })).map(({ outcome }) => outcome)).toEqual([
    'done',
    'running',
    'waiting',
  ])
  expect(phasesNow(recordAt(0, { outcome: 'ERROR', phases }))).toEqual(phases)
})

test('the time of a job is that of its card', () => {
  expect(tookMs(recordAt(0, {}))).toBe(62 + 4210 + 3120 + 804)
  expect(tookMs(recordAt(0, { phases: [{ name: 'compose', outcome: 'waiting' }] }))).toBeUndefined()
})
