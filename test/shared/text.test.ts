import { describe, expect, test } from 'vitest'
import { Failure } from '../../shared/failure'
import { en } from '../../shared/text/en'
import { textOf } from '../../shared/text/languages'
import { plainWordsOf, wordsOf } from '../../shared/text/words'
import { samples } from '../support/failures'

describe('every failure says what happened and what to do now', () => {
  test.for(Object.values(samples))('$code', (failure) => {
    expect(Failure.parse(failure)).toEqual(failure)
    for (const sentence of Object.values(wordsOf(failure))) {
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(sentence).not.toMatch(/undefined|null|NaN|!|please|error|\.\./i)
      expect(sentence).not.toContain(failure.code)
    }
  })
})

test('the facts of a failure are in its words', () => {
  expect(wordsOf(samples['card.too-small']).what).toBe('Too small: needs 412 bytes, has 256.')
  expect(wordsOf(samples['card.key-refused']).what).toBe('The card refused the card key: 1 try is left.')
  expect(wordsOf(samples['card.locked']).what).toBe('The card key was not tried: 2 tries are left.')
  expect(wordsOf({ code: 'card.locked', attemptsLeft: 0 }).what).toBe('The card key is blocked: no tries are left.')
  expect(wordsOf({ code: 'card.locked', attemptsLeft: null }).what).toContain('the tries left are unknown')
})

test('what the window asks in a field has its option on a command line', () => {
  const told = (code: 'card.needs-pin' | 'card.locked') => en.commandLine.doNow(wordsOf(samples[code]).doNow)
  expect(told('card.needs-pin')).toContain('the PIN and give it with --pin-prompt or --pin-file.')
  expect(told('card.locked')).toContain('allows one try with --allow-last-tries ICCID --reason "…".')
})

test('a PIN is to be told here only where there is a line for it', () => {
  const doNow = (state: 'few-tries' | 'refused') => wordsOf({ code: 'card.pin', state, attemptsLeft: 2 }).doNow
  expect(doNow('few-tries')).toBe(`${doNow('refused')} Tell it here after that.`)
})

test('a server that may be asked again is not a reason to call anybody', () => {
  expect(wordsOf({ ...samples['server.refused'], retryable: true }).doNow).toContain('by itself')
  expect(wordsOf(samples['server.refused']).doNow).toContain('Ask whoever runs the DM Server')
})

test('a reason that ends with a full stop does not end with two', () => {
  expect(wordsOf({ code: 'disk.failed', path: '/a', reason: 'no space left.' }).what).toBe(
    'Trouble with /a: no space left.',
  )
})

test.for([
  ['49015420323', '49 015420 323'],
  ['490154203237518', '49 015420 323751 8'],
  ['8949020000123447167', '8949 0200 0012 3447 167'],
  ['A00000FF09FA61', 'A0 0000FF 09FA61'],
  ['49', '49'],
  ['', ''],
  ['f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'],
] as const)('%s is shown as on its label: %s', ([typed, shown]) => expect(en.identity.printed(typed)).toBe(shown))

test('a device is named by its kind and its grouped value', () => {
  expect(en.identity.device('imei:490154203237518')).toBe('IMEI 49 015420 323751 8')
  expect(en.identity.device('uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6')).toBe(
    'UUID f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
  )
})

test('times are told as one would say them', () => {
  expect(en.job.took(3)).toBe('3 ms')
  expect(en.job.took(4210)).toBe('4.2 s')
  expect(en.readers.since(8_000)).toBe('For 8 s')
  expect(en.readers.since(150_000)).toBe('For 2 min')
  expect(en.readers.since(3 * 3_600_000)).toBe('For 3 h')
})

test('what a format cannot carry is a sentence', () => {
  expect(en.wizard.review.warning('credentials-not-carried: dms.example credentials.server')).toBe(
    'This format does not carry the secret of the server for dms.example.',
  )
  expect(en.wizard.review.warning('proxy-not-carried: dms.example gateway')).toBe(
    'This format does not carry the proxy gateway, which dms.example is reached by.',
  )
  expect(en.wizard.review.warning('something new')).toBe('something new')
})

test('no word shouts, blames or begs', () => {
  for (const word of wordsIn(en)) expect(word).not.toMatch(/!|please|\berror occurred\b|invalid|sorry/i)
})

const wordsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : []
}

test('at a window the places and answers of cards and disks stand apart, in every language', () => {
  for (const text of [en, textOf('de'), textOf('ar')]) {
    const { what, detail } = plainWordsOf(
      { code: 'disk.failed', path: '/home/station.db', reason: 'the disk is full' },
      text,
    )
    expect(what).not.toContain('/home')
    expect(what).toContain(text.reason('the disk is full'))
    expect(detail).toBe('/home/station.db')
    expect(plainWordsOf(samples['card.refused'], text).detail).toMatch(/, answer [0-9A-F]{4}$/i)
    expect(plainWordsOf(samples['card.removed'], text)).toEqual(wordsOf(samples['card.removed'], text))
  }
})
