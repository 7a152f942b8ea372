import { describe, expect, test } from 'vitest'
import { because, reasons } from '../../../shared/reason'
import { ar } from '../../../shared/text/ar'
import { cardForms, count, oblique } from '../../../shared/text/ar/figures'
import { de } from '../../../shared/text/de'
import { en } from '../../../shared/text/en'
import { textOf } from '../../../shared/text/languages'
import { pseudo } from '../../../shared/text/pseudo'
import type { Text } from '../../../shared/text/text'
import { wordsOf } from '../../../shared/text/words'
import { samples } from '../../support/failures'

/** Every fixed word of a catalogue, by its place. */
function wordsIn(value: unknown, place = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[place, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => wordsIn(inner, `${place}.${name}`))
}

/** What is said alike in every language: names, standards and keys. */
const alike =
  /^(|[A-Z]{2,5}|Bootstation|OMA[ -]DM.*|DM [\d.]+.*|Client Provisioning.*|CP|UTF-8|WBXML.*|PKCS#15|ARA-M|eUICC|LwM2M.*|IMEI|Hex|Enter|Esc|Del|F\d+|\d–\d+|Scanner|Format|Text|Name|\+[\d …]+|ltr)$/

describe.for([
  ['de', de],
  ['ar', ar],
] as const)('%s', ([language, text]) => {
  test('says nothing in English', () => {
    const english = new Map(wordsIn(en))
    const left = wordsIn(text).filter(([place, said]) => english.get(place) === said && !alike.test(said))
    expect(left).toEqual([])
  })

  test.for(Object.values(samples))('$code is told in whole sentences', (failure) => {
    const { detail, ...words } = wordsOf(failure, text)
    for (const [part, sentence] of Object.entries(words)) {
      expect(sentence).toMatch(/\.$/)
      expect(sentence).not.toMatch(/undefined|null|NaN|!|\.\./)
      expect(sentence).not.toBe(Object.entries(wordsOf(failure)).find(([name]) => name === part)?.[1])
    }
  })

  test.for(Object.values(samples))('$code keeps what is English apart', (failure) => {
    const { detail, ...words } = wordsOf(failure, text)
    const told = 'reason' in failure ? failure.reason : ''
    if (detail === undefined) return
    expect(detail).toContain(told)
    for (const sentence of Object.values(words)) expect(sentence).not.toContain(told)
  })

  test.for([...reasons])('“%s” has words, and its facts in them', (sentence) => {
    const facts = sentence
      .split('{}')
      .slice(1)
      .map((_, at) => `fact${at}`)
    const said = text.reason(because(sentence, ...facts))
    expect(said).not.toBe(undefined)
    for (const fact of facts) expect(said).toContain(fact)
    expect(said).not.toContain('{}')
  })

  test('is found by its name', () => expect(textOf(language)).toBe(text))
})

test('a German batch is an “Auftrag” in every failure, a job a “Vorgang”, and a shop’s order neither', () => {
  for (const code of ['card.taken', 'batch.failing', 'batch.held', 'batch.unsettled'] as const)
    expect(Object.values(wordsOf(samples[code], de)).join(' ')).toMatch(/Auftrag/)
  const said = [
    ...Object.values(samples).flatMap((failure) => Object.values(wordsOf(failure, de))),
    de.way['other-target'].doNow,
  ]
  for (const words of said) expect(words).not.toMatch(/\bLos(es)?\b/)
  expect(`${wordsOf(samples['card.needs-pin'], de).goOn} ${de.station.typeKey.pinLead}`).not.toMatch(/Auftrag/)
  const { batch, order } = de.records.fields
  expect(batch).not.toBe(order)
})

test('Arabic words are Arabic', () => {
  const latin = wordsIn(ar).filter(([, said]) => !/[؀-ۿ]/.test(said) && !alike.test(said))
  expect(latin.map(([place]) => place)).toEqual(['.language', '.direction'])
})

test('Arabic counts with its own plurals', () => {
  const forms = { one: 'محاولة واحدة', two: 'محاولتان', few: 'محاولات', many: 'محاولة' }
  expect([0, 1, 2, 3, 10, 11, 99, 100, 103].map((value) => count(value, forms))).toEqual([
    '0 محاولة',
    'محاولة واحدة',
    'محاولتان',
    '3 محاولات',
    '10 محاولات',
    '11 محاولة',
    '99 محاولة',
    '100 محاولة',
    '103 محاولات',
  ])
})

test('identities keep their direction inside an Arabic sentence', () => {
  expect(ar.identity.iccid('8988211000000430010')).toBe('\u20688988 2110 0000 0430 010\u2069')
  expect(wordsOf(samples['card.absent'], ar).what).toBe('لا بطاقة في \u2068ACME 00 00\u2069.')
})

test.for([en, de])('every column of the shift report begins with a capital', ({ report }) => {
  for (const column of Object.values(report.columns)) expect(column).toMatch(/^[A-Z]/)
})

test('a language that is not there is English', () => expect(textOf('tlh')).toBe(en))

test('the language for tests brackets every word, told ones too, and is longer', () => {
  const text: Text = pseudo(en)
  expect(text.wizard.scan.title).toMatch(/^⟦Scan the device\.·{7}⟧$/)
  expect(text.readers.label(3)).toMatch(/^⟦Reader 3·+⟧$/)
  expect(wordsOf(samples['card.too-small'], text).what).toMatch(/^⟦Too small: needs 412 bytes, has 256\.·+⟧$/)
  expect(text.identity.iccid('8988211000000430010')).toBe('8988 2110 0000 0430 010')
})

test('the language for tests lets words from elsewhere stand out, in a sentence too', () => {
  const { what } = pseudo(en).failure['print.failed']
  const failure = { code: 'print.failed', reason: 'the printer is out of paper' } as const
  expect(what(failure, failure.reason)).toContain('⟧the printer is out of paper⟦')
  expect(wordsOf(failure, pseudo(en)).what).not.toContain(failure.reason)
})

test('two of a kind end otherwise after a preposition, in Arabic', () => {
  expect(count(2, cardForms)).toBe('بطاقتان')
  expect(count(2, oblique(cardForms))).toBe('بطاقتين')
  expect(count(3, oblique(cardForms))).toBe(count(3, cardForms))
})
