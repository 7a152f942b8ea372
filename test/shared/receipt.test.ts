import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failed } from '../../shared/failure'
import { parseDevice } from '../../shared/identity/device'
import { JobId, type Note, type Noted, type Order, type Phase, phasesOf } from '../../shared/job'
import { proofOf, readReceipt, settledBy, statementText } from '../../shared/receipt'
import { recordOf } from '../../shared/record'
import { verdictOf } from '../../shared/verdict'

const job = JobId.parse('0191b2c3-0000-4000-8000-000000000001')
const signature = `${'A'.repeat(86)}==`
const statement = {
  station: 'BOOTSTATION1',
  verdict: 'PASS',
  kind: 'write',
  at: '2026-11-21T14:33:05Z',
  number: '41882',
  key: '0123456789abcdef',
  job,
  device: 'd'.repeat(32),
  iccid: '8949000000000000017',
  template: 'a'.repeat(32),
  message: 'b'.repeat(32),
}
const line = `BOOTSTATION1 PASS write 2026-11-21T14:33:05Z 41882 0123456789abcdef ${job} ${'d'.repeat(32)} 8949000000000000017 ${'a'.repeat(32)} ${'b'.repeat(32)}`

describe('the line of a receipt', () => {
  test('is eleven words in a fixed order, and its signature', () => {
    expect(statementText(statement)).toBe(line)
    expect(readReceipt(` ${line} ${signature}\n`)).toEqual({ statement, signed: line, signatureBase64: signature })
  })

  test('fits a QR code of version 11 or less with its signature', () =>
    expect(`${line.replace('write', 'rebootstrap')} ${signature}`.length).toBeLessThanOrEqual(321))

  test.for([
    ['no signature', line],
    ['a signature that is too short', `${line} ${'A'.repeat(84)}==`],
    ['a word too many', `${line} more ${signature}`],
    ['two blanks', `${line.replace(' PASS ', '  PASS ')} ${signature}`],
    ['a verdict that no receipt has', `${line.replace('PASS', 'FAIL')} ${signature}`],
    ['another version', `${line.replace('BOOTSTATION1', 'BOOTSTATION2')} ${signature}`],
    ['a number with a zero before it', `${line.replace(' 41882 ', ' 041882 ')} ${signature}`],
    ['capital hex', `${line.replace(/a{32}/, 'A'.repeat(32))} ${signature}`],
    ['nothing', ''],
  ] as const)('is refused with %s', ([, text]) =>
    expect(() => readReceipt(text)).toThrow(
      expect.objectContaining({ failure: { code: 'receipt.invalid', why: 'malformed' } }),
    ),
  )

  test('any text gives a receipt or a failure', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((noise) => `${line} ${signature}${noise}`),
        ),
        (text) => {
          try {
            return statementText(readReceipt(text).statement) === readReceipt(text).signed
          } catch (error) {
            return error instanceof Failed && error.failure.code === 'receipt.invalid'
          }
        },
      ),
    ))
})

const device = parseDevice('imei:490154203237518')
const order = (kind: Order['kind']): Order => ({
  kind,
  device,
  reader: kind === 'register' ? '' : 'Reader 1',
  template: { name: 'training', sha256: 'a'.repeat(64) },
  format: 'dm2',
  variables: {},
  add: false,
  bench: false,
})
const notesOf = (...notes: readonly Note[]) => notes.map((note, at) => ({ seq: at + 10, at: 1000 * at, note }))
const done = (phase: Phase): Note => ({ note: 'done', phase, ms: 1 })
const composed: Note = { note: 'composed', sha256: 'b'.repeat(64), bytes: 412 }
const written: readonly Note[] = [
  { note: 'ordered', order: order('write'), owner: 'me' },
  composed,
  done('compose'),
  { note: 'card', iccid: '8949000000000000017', atrHex: '3b' },
  done('write'),
  done('verify'),
  done('rehearse'),
  { note: 'began', phase: 'register' },
]
const accepted: readonly Note[] = [{ note: 'registered', id: 'r1', state: 'accepted' }, done('register')]
const registered: readonly Note[] = [
  { note: 'ordered', order: order('register'), owner: 'me' },
  composed,
  done('compose'),
  { note: 'began', phase: 'register' },
]
const proofIn = (notes: readonly Noted[]) => {
  const record = recordOf(job, notes)
  return record && proofOf(record)
}

describe('what a record proves', () => {
  test('a card that is written, verified and rehearsed is proven before the DM Server knows of it', () => {
    expect(proofIn(notesOf(...written))).toMatchObject({ verdict: 'WAIT', iccid: '8949000000000000017' })
    expect(proofIn(notesOf(...written, ...accepted))).toMatchObject({ verdict: 'PASS' })
  })

  test('a device without a card is proven by the word of the DM Server only', () => {
    expect(proofIn(notesOf(...registered))).toBeUndefined()
    expect(proofIn(notesOf(...registered, ...accepted))).toMatchObject({ verdict: 'PASS', iccid: undefined })
  })

  test('a card that was bootstrapped anew is proven once it is rehearsed, and PASS is for when both registrations are told', () => {
    const phases = phasesOf.rebootstrap
    const anew = (end: number, ...more: readonly Note[]) =>
      proofIn(
        notesOf(
          { note: 'ordered', order: order('rebootstrap'), owner: 'me' },
          composed,
          { note: 'card', iccid: '8949000000000000017', atrHex: '3b' },
          ...phases.slice(0, end).flatMap((phase): Note[] => [{ note: 'began', phase }, done(phase)]),
          ...more,
        ),
      )
    const onCard = phases.indexOf('release')
    for (let end = 0; end <= onCard; end++) expect(anew(end)).toBeUndefined()
    const owed = { kind: 'rebootstrap', verdict: 'WAIT', iccid: '8949000000000000017' }
    expect(anew(onCard, { note: 'began', phase: 'release' })).toMatchObject(owed)
    expect(anew(onCard + 1)).toMatchObject(owed)
    expect(anew(phases.length)).toMatchObject({ verdict: 'PASS' })
  })

  test('there is no receipt at any moment before, nor for a job that failed or a registration that was taken back', () => {
    for (let end = 1; end < written.length; end++) expect(proofIn(notesOf(...written.slice(0, end)))).toBeUndefined()
    const failed: Note = { note: 'failed', phase: 'verify', failure: { code: 'card.mismatch', offset: 3 } }
    expect(proofIn(notesOf(...written.slice(0, 5), failed))).toBeUndefined()
    for (const state of ['conflict', 'rejected', 'released'] as const)
      expect(proofIn(notesOf(...written, ...accepted, { note: 'registration', state }))).toBeUndefined()
  })

  test('whatever is noted, in whatever order, a receipt has the verdict of its record', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray([...written.slice(1), ...accepted, { note: 'interrupted' } as Note]), (some) => {
        const record = recordOf(job, notesOf(written[0] as Note, ...some))
        const proof = record && proofOf(record)
        return proof === undefined || proof.verdict === (record && verdictOf(record))
      }),
      { numRuns: 2000 },
    ))
})

describe('the number of a receipt', () => {
  test('is that of the note that made the verdict, whatever is told of the registration later', () => {
    expect(settledBy(job, notesOf(...written))?.seq).toBe(10 + written.length - 1)
    const passed = notesOf(...written, ...accepted)
    const told = notesOf(...written, ...accepted, { note: 'registration', state: 'contacted', version: 3 })
    expect(settledBy(job, passed)?.seq).toBe(10 + written.length + 1)
    expect(settledBy(job, told)).toEqual(settledBy(job, passed))
  })
})
