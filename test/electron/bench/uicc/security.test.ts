import { describe, expect, test } from 'vitest'
import { fromHex } from '../../../../shared/bytes'
import { hexCard } from './exchange'

const wrong = '0020000A080000000000000000'
const pin = '002000010831323334FFFFFFFF'

describe('VERIFY (ETSI TS 102 221, 11.1.9)', () => {
  test('an empty body asks how many tries are left and spends none', () => {
    const card = hexCard()
    expect(card.sendAll('0020000A', '0020000A', '0020000A00', '00200001')).toEqual(['63C3', '63C3', '63C3', '63C3'])
  })
  test('a shown key is asked for with 9000 until the reset', () => {
    const card = hexCard()
    expect([card.showAdm(), card.send('0020000A')]).toEqual(['9000', '9000'])
    card.reset()
    expect(card.send('0020000A')).toBe('63C3')
  })
  test('each wrong try is counted, over resets, and the third blocks', () => {
    const card = hexCard()
    expect([card.send(wrong), card.send(wrong)]).toEqual(['63C2', '63C1'])
    card.reset()
    expect(card.dump().tries).toEqual({ pin1: 3, adm1: 1 })
    expect(card.sendAll('0020000A', wrong, '0020000A', wrong)).toEqual(['63C1', '63C0', '6983', '6983'])
    expect(card.showAdm()).toBe('6983')
  })
  test('the right key gives the tries back', () => {
    const card = hexCard()
    expect([card.send(wrong), card.showAdm()]).toEqual(['63C2', '9000'])
    expect(card.dump().tries.adm1).toBe(3)
  })
  test('a wrong try takes away what was shown before', () => {
    const card = hexCard()
    expect([card.showAdm(), card.send(wrong), card.send('0020000A')]).toEqual(['9000', '63C2', '63C2'])
  })
  test('each card may have keys of its own', () => {
    const card = hexCard({ adm: fromHex('0102030405060708'), pin1: '987654' })
    expect(card.send('0020000A080102030405060708')).toBe('9000')
    expect(card.send('0020000108393837363534FFFF')).toBe('9000')
  })
  test.for([
    ['a key the card does not have', '0020000B08FFFFFFFFFFFFFFFF', '6A88'],
    ['a key of seven bytes', '0020000A0742454E43484144', '6700'],
    ['a P1', '0020010A', '6A86'],
  ] as const)('%s is refused: %s, %s', ([, command, answer]) => expect(hexCard().send(command)).toBe(answer))
  test('a disabled PIN guards nothing and is not tried', () => {
    const card = hexCard({ pin1State: 'disabled' })
    expect(card.sendAll('00200001', pin)).toEqual(['9000', '6984'])
    card.send('00A4040C07A0000000871002')
    expect(card.send('00B0870009')).toMatch(/^0809101000000000109000$/)
  })
})

describe('access rules', () => {
  test('the IMSI is read with PIN1 only, and ADM1 does not help', () => {
    const card = hexCard({ imsi: '262011106487504' })
    card.send('00A4040C07A0000000871002')
    card.showAdm()
    expect(card.sendAll('00B0870009', pin, '00B0870009')).toEqual(['6982', '9000', '0829261011608457409000'])
  })
  test('a payload may be for PIN1 alone, and its entry says so', () => {
    const card = hexCard({ pkcs15: { read: 'pin1' } })
    card.send('00A4080C047F506421')
    expect(card.sendAll('00B0000001', pin, '00B0000001')).toEqual(['6982', '9000', 'FF9000'])
    expect(card.dump().files.find(({ path }) => path.endsWith('6420'))?.hex).toMatch(/^30280?.*03020780/)
  })
})

describe('logical channels (11.1.17)', () => {
  test('there are three besides the basic one, and each has its own selection', () => {
    const card = hexCard()
    expect(card.sendAll('0070000001', '0070000001', '0070000001', '0070000001')).toEqual([
      '019000',
      '029000',
      '039000',
      '6A81',
    ])
    card.sendAll('01A4080C047F506421', '02A4000C022FE2')
    expect(card.sendAll('01B0000001', '02B0000001', '03B0000001', '00B0000001')).toEqual([
      'FF9000',
      '989000',
      '6986',
      '6986',
    ])
  })
  test('a key shown on one channel counts on all', () => {
    const card = hexCard()
    card.sendAll('0070000001', '01A4080C047F506421')
    card.showAdm()
    expect(card.send('01D600000101')).toBe('9000')
  })
  test('a closed channel does not answer and can be opened again', () => {
    const card = hexCard()
    expect(card.sendAll('0070000001', '00708001', '01A4000C023F00', '0070000001')).toEqual([
      '019000',
      '9000',
      '6881',
      '019000',
    ])
  })
  test.for([
    ['closing the basic channel', '00708000', '6A86'],
    ['closing what is not open', '00708002', '6881'],
    ['a channel beyond three', '0070000400', '6A81'],
    ['an unknown P1', '0070400000', '6A86'],
  ] as const)('%s is refused: %s, %s', ([, command, answer]) => expect(hexCard().send(command)).toBe(answer))
  test('a reset closes them', () => {
    const card = hexCard()
    card.send('0070000001')
    card.reset()
    expect(card.send('01A4000C023F00')).toBe('6881')
  })
})
