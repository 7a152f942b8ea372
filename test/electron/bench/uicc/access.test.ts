import { describe, expect, test } from 'vitest'
import { optionsOfKind } from '../../../../electron/bench/kinds'
import { hexCard } from './exchange'

const show = {
  pin1: '002000010831323334FFFFFFFF',
  adm1: '0020000A0842454E434841444D',
  adm2: '0020000B0842454E4348414432',
} as const
type Shown = readonly (keyof typeof show)[]

const pin1 = 'A406830101950108'
const adm1 = 'A40683010A950108'
const adm2 = 'A40683010B950108'
const tlv = (tag: string, value: string) => `${tag}${(value.length / 2).toString(16).padStart(2, '0')}${value}`
const either = tlv('A0', pin1 + adm2)
const both = tlv('AF', pin1 + adm2)
const nested = tlv('A0', adm1 + both)
const toRead = (condition: string) => tlv('AB', `800101${condition}`)

/** Whether a new file with this security attribute can be read once these keys are shown. */
function canRead(security: string, shown: Shown): boolean {
  const card = hexCard(optionsOfKind('arr'))
  card.send(show.adm1)
  card.send('00A4080C027F50')
  const template = tlv('62', `82024121830264408A0105${security}8001048800`)
  expect(card.send(`00E00000${tlv('', template)}`)).toBe('9000')
  card.reset()
  for (const key of shown) expect(card.send(show[key])).toBe('9000')
  card.send('00A4080C047F506440')
  const answer = card.send('00B0000001')
  expect(answer).toMatch(/^(FF9000|6982)$/)
  return answer === 'FF9000'
}

describe('who may read (ETSI TS 102 221, 9.2; ISO/IEC 7816-4, 5.4.3)', () => {
  test.for<[string, string, Shown, boolean]>([
    ['always', toRead('9000'), [], true],
    ['never', toRead('9700'), ['pin1', 'adm1', 'adm2'], false],
    ['a key that was not shown', toRead(pin1), ['adm1'], false],
    ['a key that was shown', toRead(pin1), ['pin1'], true],
    ['one of two, with none', toRead(either), ['adm1'], false],
    ['one of two, with the first', toRead(either), ['pin1'], true],
    ['one of two, with the second', toRead(either), ['adm2'], true],
    ['both, with the first', toRead(both), ['pin1'], false],
    ['both, with the second', toRead(both), ['adm2'], false],
    ['both', toRead(both), ['pin1', 'adm2'], true],
    ['a key, or two others: with one of those', toRead(nested), ['pin1'], false],
    ['a key, or two others: with those', toRead(nested), ['pin1', 'adm2'], true],
    ['a key, or two others: with the key', toRead(nested), ['adm1'], true],
    ['conditions one after the other, with the first', toRead(pin1 + adm2), ['pin1'], false],
    ['conditions one after the other', toRead(pin1 + adm2), ['pin1', 'adm2'], true],
    ['all of nothing', toRead('AF00'), ['pin1', 'adm1', 'adm2'], false],
    ['one of nothing', toRead('A000'), ['pin1', 'adm1', 'adm2'], false],
    ['a condition nobody knows', toRead('A70F'), ['pin1', 'adm1', 'adm2'], false],
    ['none of a key, which was not shown', toRead(tlv('A7', pin1)), ['adm1'], true],
    ['none of a key, which was shown', toRead(tlv('A7', pin1)), ['pin1'], false],
    ['none of two, with one', toRead(tlv('A7', pin1 + adm2)), ['adm2'], false],
    ['none of what nobody knows', toRead('A702AA00'), [], false],
    ['none of what nobody knows, further inside', toRead('A704A002AA00'), [], false],
    ['none of a key that is not named', toRead('A702A400'), [], false],
    ['none of nothing', toRead('A700'), [], false],
    ['a key, and not another: with both', toRead(tlv('AF', adm1 + tlv('A7', pin1))), ['pin1', 'adm1'], false],
    ['a key, and not another: with the key', toRead(tlv('AF', adm1 + tlv('A7', pin1))), ['adm1'], true],
    ['a rule for writing alone', tlv('AB', '8001029000'), ['pin1', 'adm1', 'adm2'], false],
    ['a rule for the instruction', tlv('AB', '8401B09000'), [], true],
    ['a rule for another instruction', tlv('AB', '8401D69000'), ['pin1', 'adm1', 'adm2'], false],
    ['the second of two rules', tlv('AB', '80010297008001019000'), [], true],
    ['a rule that is cut off', tlv('AB', '800101A4068301'), ['pin1', 'adm1', 'adm2'], false],
    ['a security condition byte', toRead('9E0111'), ['pin1'], true],
    ['compact, always', '8C020100', [], true],
    ['compact, never', '8C0201FF', ['pin1', 'adm1', 'adm2'], false],
    ['compact, the key that goes without saying', '8C020110', ['adm1'], true],
    ['compact, without it', '8C020110', ['pin1'], false],
    ['compact, the PIN of environment 1', '8C020111', ['pin1'], true],
    ['compact, conditions from the highest bit down', '8C03030010', ['adm1'], true],
    ['compact, the last one being for reading', '8C03030010', [], false],
    ['compact, two rules of which one is met', '8C0401FF0100', [], true],
    ['compact, with nothing of reading', '8C020200', ['pin1', 'adm1', 'adm2'], false],
    ['record 2 of the nearest EF.ARR', '8B036F0602', [], false],
    ['record 2 of the nearest EF.ARR, with its key', '8B036F0602', ['pin1'], true],
    ['record 4, for two keys', '8B036F0604', ['pin1'], false],
    ['record 4, with both', '8B036F0604', ['pin1', 'adm2'], true],
    ['the record of environment 1', '8B066F0600050102', ['pin1'], true],
    ['the record of another environment', '8B066F0602050302', ['pin1', 'adm1', 'adm2'], false],
    ['a record further up', '8B032F0601', [], true],
    ['a record that is empty', '8B032F0609', ['pin1', 'adm1', 'adm2'], false],
    ['a record that is not there', '8B032F06FF', ['pin1', 'adm1', 'adm2'], false],
    ['a file that is not there', '8B036F9901', ['pin1', 'adm1', 'adm2'], false],
  ])('%s: %s, %o shown: %s', ([, security, shown, isAllowed]) => expect(canRead(security, shown)).toBe(isAllowed))

  test('a rule that is written anew in EF.ARR holds from then on', () => {
    const card = hexCard()
    card.showAdm()
    card.sendAll('00A4000C022F06')
    const record = `8001019700${'FF'.repeat(31)}`
    expect(card.sendAll('00A4080C047F506421', '00B0000001')).toEqual(['9000', 'FF9000'])
    expect(card.sendAll('00A4000C023F00', '00A4000C022F06', `00DC010424${record}`).at(-1)).toBe('9000')
    expect(card.sendAll('00A4080C047F506421', '00B0000001', '00D600000100')).toEqual(['9000', '6982', '6982'])
  })
})

describe('the kind arr', () => {
  test('has its rules in every form, and each is obeyed', () => {
    const card = hexCard(optionsOfKind('arr'))
    const update = (fid: string) => card.sendAll(`00A4080C047F50${fid}`, '00D600000130').at(-1)
    const fids = ['5031', '5032', '6420', '6421', '6430', '6431']
    expect(fids.map(update)).toEqual(['6982', '6982', '6982', '6982', '6982', '6982'])
    card.send(show.adm2)
    expect(fids.map(update)).toEqual(['6982', '6982', '9000', '6982', '6982', '9000'])
    card.send(show.adm1)
    expect(fids.map(update)).toEqual(['9000', '9000', '9000', '9000', '6982', '9000'])
  })
  test('names them in its FCPs', () => {
    const card = hexCard(optionsOfKind('arr'))
    const fcp = (fid: string) => card.send(`00A40804047F50${fid}00`)
    expect(fcp('5031')).toContain('8B036F0601')
    expect(fcp('5032')).toContain('8C051B10101000')
    expect(fcp('6420')).toContain('AB25800101900080')
    expect(fcp('6421')).toContain('8B066F0601010002')
    expect(card.send('00A40804027F5000')).toMatch(/C60C9001E083010183010A83010B9000$/)
  })
})
