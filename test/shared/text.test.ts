import { describe, expect, test } from 'vitest'
import { Failure } from '../../shared/failure'
import { en } from '../../shared/text/en'
import { wordsOf } from '../../shared/text/words'
import { samples } from '../support/failures'

const samples: { readonly [Code in FailureCode]: Extract<Failure, { code: Code }> } = {
  'reader.lost': { code: 'reader.lost', reader: 'ACME 00 00' },
  'reader.busy': { code: 'reader.busy', reader: 'ACME 00 00' },
  'reader.service-down': { code: 'reader.service-down', reason: 'the PC/SC service stopped' },
  'card.absent': { code: 'card.absent', reader: 'ACME 00 00' },
  'card.removed': { code: 'card.removed', reader: 'ACME 00 00' },
  'card.other': { code: 'card.other', reader: 'Reader 1', iccid: '8988211000000430010', found: '8999901000000000013' },
  'card.mute': { code: 'card.mute', reader: 'ACME 00 00', command: 'SELECT' },
  'card.torn': { code: 'card.torn', path: '6421' },
  'card.rewritten': { code: 'card.rewritten', path: '6421' },
  'card.unsuitable': { code: 'card.unsuitable', missing: 'PKCS#15 application' },
  'card.needs-pin': { code: 'card.needs-pin', path: '6421' },
  'card.needs-secure-channel': { code: 'card.needs-secure-channel', path: '6421' },
  'card.cannot-prepare': {
    code: 'card.cannot-prepare',
    lack: 'right-to-resize',
    file: 'EF(ODF)',
    needBytes: 40,
    haveBytes: 32,
  },
  'card.too-small': { code: 'card.too-small', needBytes: 412, haveBytes: 256 },
  'card.locked': { code: 'card.locked', attemptsLeft: 2 },
  'card.key-refused': { code: 'card.key-refused', attemptsLeft: 1 },
  'key.stopped': { code: 'key.stopped', keySet: 'file-0123456789abcdef', refusals: 2 },
  'key.tried': { code: 'key.tried', reader: 'ACME 00 00' },
  'key.missing': { code: 'key.missing', iccid: '8988211000000430010', key: 'ADM1' },
  'key.unusable': { code: 'key.unusable', reason: 'column ADM1 is missing' },
  'key.wanted': { code: 'key.wanted', what: 'token-pin' },
  'token.absent': { code: 'token.absent', reason: 'there is no token called batch' },
  'token.pin': { code: 'token.pin', state: 'few-tries' },
  'card.refused': { code: 'card.refused', command: 'UPDATE BINARY', sw: '6581' },
  'card.mismatch': { code: 'card.mismatch', offset: 128 },
  'card.channel-refused': { code: 'card.channel-refused', why: 'host', sw: '6982' },
  'card.channel-broken': { code: 'card.channel-broken', why: 'mac' },
  'bytes.malformed': { code: 'bytes.malformed', reason: 'a length runs past the end', offset: 12 },
  'message.invalid': { code: 'message.invalid', path: 'servers.0.url', reason: 'is not https' },
  'template.invalid': { code: 'template.invalid', path: 'servers', reason: 'is missing; it must be a list in [ ]' },
  'file.unfit': { code: 'file.unfit', path: 'letter.txt', reason: 'it is neither JSON, WBXML nor XML' },
  'server.unreachable': { code: 'server.unreachable', reason: 'connection refused' },
  'server.refused': { code: 'server.refused', status: 409, reason: 'known already', retryable: false },
  'server.unproven': { code: 'server.unproven', reason: 'it shows no credentials' },
  'server.certificate': { code: 'server.certificate', expiredAt: '2026-01-31T00:00:00.000Z' },
  'disk.failed': { code: 'disk.failed', path: '/station.db', reason: 'no space left' },
  'bundle.invalid': { code: 'bundle.invalid', file: 'messages/all.json', reason: 'it is changed' },
  'intake.held': { code: 'intake.held', why: 'many-devices' },
  'receipt.invalid': { code: 'receipt.invalid', why: 'signature' },
  'print.failed': { code: 'print.failed', reason: 'the printer is out of paper' },
  'target.refused': { code: 'target.refused', path: '/media/disk', reason: 'it is not empty' },
  'request.invalid': { code: 'request.invalid', reason: 'an IMEI has 15 digits', path: 'device' },
  'request.superseded': {
    code: 'request.superseded',
    iccid: '8988211000000430010',
    job: 'a-later-job',
    device: 'imei:490154203237518',
  },
  'job.cancelled': { code: 'job.cancelled' },
  'batch.failing': { code: 'batch.failing', failures: 3, among: 3, because: 'card.too-small' },
  'batch.unsettled': { code: 'batch.unsettled', batch: 'order-17', working: 1, waiting: 2 },
}

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
