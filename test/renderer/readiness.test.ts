import { describe, expect, test } from 'vitest'
import { answerOn, readinessOf } from '../../renderer/counter/readiness'
import type { CardState } from '../../renderer/counter/state'
import type { Inspection } from '../../renderer/readers/inspection'
import { parsePhone } from '../../shared/intake/phone'
import { reportOn } from './stand-in/cards'
import { readerAt } from './stand-in/readers'

type Asked = Pick<CardState, 'reader' | 'phone' | 'preview' | 'pinFor'>

const phone = parsePhone('+4915123456789')
const asked: Asked = { reader: undefined, phone, preview: undefined, pinFor: undefined }
const empty = readerAt(1, false)
const present = readerAt(1, true)
const ours = { ...present, held: 'ours' } as const
const theirs = { ...present, held: 'theirs' } as const
const { name } = present
const none: Inspection = { state: 'none' }
const reading: Inspection = { state: 'reading', reader: name }
const read: Inspection = { state: 'read', reader: name, report: reportOn(present) }
const justRead: Inspection = { ...read, isJustRead: true }
const unprepared: Inspection = { ...read, report: { ...reportOn(present), bootstrap: [] } }
const report = reportOn(present)
const behindPin: Inspection = {
  ...read,
  report: { ...report, bootstrap: report.bootstrap.map((file) => ({ ...file, needs: 'pin' })) },
}
const failure = { code: 'card.mute', reader: name, command: 'power on' } as const
const failed: Inspection = { state: 'failed', reader: name, failure }

describe('what a yes at the counter is given to', () => {
  test.for([
    ['a card that was not looked at yet', present, none, 'reading'],
    ['a card that has just been put in and tells its number', ours, none, 'reading'],
    ['a card that is being looked at', ours, reading, 'reading'],
    ['a card of which is not known yet that it was let go', theirs, justRead, 'reading'],
    ['a card that another program took after it was read', theirs, read, 'failed'],
    ['a card with room', present, read, 'card'],
    ['a card that reads with its PIN only', present, behindPin, 'pin'],
    ['a card that is not prepared', present, unprepared, 'unfit'],
    ['a card that nobody can read', present, failed, 'failed'],
    ['a card that does not answer', { ...present, failure }, none, 'failed'],
    ['a card that did not answer and is asked again', { ...present, failure }, reading, 'reading'],
    ['a card that shows nothing', { ...empty, card: 'unreadable' } as const, none, 'failed'],
    ['a card that another program holds', theirs, none, 'failed'],
    ['no card', empty, none, 'number'],
  ] as const)('%s', ([_, reader, seen, is]) => expect(readinessOf(asked, [reader], seen).is).toBe(is))

  test('without a number there has to be a card, and one of several is chosen', () => {
    expect(readinessOf({ ...asked, phone: undefined }, [empty], none).is).toBe('missing')
    expect(readinessOf(asked, [present, readerAt(2, true)], none).is).toBe('several')
  })

  test('a card whose PIN was told may be written, and no other', () => {
    expect(readinessOf({ ...asked, pinFor: report.iccid }, [present], behindPin).is).toBe('card')
    expect(readinessOf({ ...asked, pinFor: '8988211000000430010' }, [present], behindPin).is).toBe('pin')
    expect(
      answerOn({ asked: 'message', preview: undefined, failure: undefined }, readinessOf(asked, [present], behindPin)),
    ).toBe('no')
  })

  test('no sale goes on without a card as long as there is one, whatever it does', () => {
    for (const card of ['present', 'unreadable'] as const)
      for (const held of ['free', 'ours', 'theirs'] as const)
        for (const seen of [none, reading, justRead, read, unprepared, failed])
          expect(readinessOf(asked, [{ ...present, card, held }], seen).is).not.toBe('number')
  })
})

test('a yes is taken now, kept until all is read, or not taken, and never lost in between', () => {
  const made = { asked: 'message', preview: { bytes: 100 } as CardState['preview'], failure: undefined }
  const beingMade = { ...made, preview: undefined }
  const card = readinessOf(asked, [present], read)
  const waiting = readinessOf(asked, [ours], reading)
  expect([answerOn(made, card), answerOn(made, waiting), answerOn(beingMade, card)]).toEqual(['now', 'later', 'later'])
  expect(answerOn({ ...beingMade, failure }, card)).toBe('no')
  expect(answerOn({ ...beingMade, asked: undefined }, waiting)).toBe('no')
  expect(answerOn(made, readinessOf(asked, [present], unprepared))).toBe('no')
})
