import { describe, expect, test } from 'vitest'
import { optionsOfKind } from '../../../../electron/bench/kinds'
import { hexCard } from './exchange'

const PKCS15 = '00A404040CA000000063504B43532D3135'
const t0 = () => hexCard({ ...optionsOfKind('t0'), iccid: '8988211000000430010' })

describe('T=0 (ETSI TS 102 221, 7.3.1.1)', () => {
  test('what a command with data is answered waits for GET RESPONSE', () => {
    const card = t0()
    expect(card.sendAll('00A40004022FE2', '00C0000019', '00C0000019')).toEqual([
      '6119',
      '62178202412183022FE28A01058B032F06038002000A8801109000',
      '6985',
    ])
  })
  test('an Le that is not the very length is answered with it', () => {
    const card = t0()
    card.send('00A4000C022FE2')
    expect(card.sendAll('00B0000000', '00B000000B', '00B000000A', '00B0000004')).toEqual([
      '6C0A',
      '6C0A',
      '988812010000400310F09000',
      '988812019000',
    ])
    expect(card.sendAll('00A4000C022F00', '00B2010400', '00B2010410')).toEqual(['9000', '6C26', '6C26'])
    expect(card.sendAll('0070000000', '0070000001', '0084000000', '0084000008').map((text) => text.slice(-4))).toEqual([
      '6C01',
      '9000',
      '6C08',
      '9000',
    ])
  })
  test('GET RESPONSE hands out in parts and corrects a length that is too long', () => {
    const card = t0()
    card.send('00A40004022FE2')
    expect(card.send('00C0000000')).toBe('6C19')
    expect(card.send('00C0000010')).toMatch(/^.{32}6109$/)
    expect(card.send('00C0000009')).toMatch(/^.{18}9000$/)
  })
  test('a command with data and an Le is not one of T=0, and neither is an extended one', () =>
    expect(t0().sendAll('00A40004022FE200', '00B00000000100', '00A4000C022FE2')).toEqual(['6700', '6700', '9000']))
  test('a warning comes before the data that it is about', () => {
    const card = t0()
    card.showAdm()
    card.sendAll('00A4000C022F00', '00040000')
    expect(card.sendAll('00A40004022F00', '00C0000000')).toEqual(['6283', '6C1C'])
    expect(card.send('00C000001C')).toMatch(/^62.*9000$/)
  })
  test('the ATR offers it alone and announces no extended lengths', () => {
    const { atr } = t0().dump()
    expect(atr).toMatch(/^3B9D96801FC78031E073FE211B/)
    expect(Buffer.from(atr.slice(2), 'hex').reduce((sum, byte) => sum ^ byte, 0)).toBe(0)
  })
})

describe('extended lengths (ISO/IEC 7816-4, 5.2 and 12.7)', () => {
  test('a card without them says so in its ATR and refuses them', () => {
    const card = hexCard(optionsOfKind('short'))
    expect(card.dump().atr).toMatch(/73FE211B/)
    expect(card.sendAll('00A4080C047F506421', '00B00000000100', '00B00000FF').map((text) => text.slice(-4))).toEqual([
      '9000',
      '6700',
      '9000',
    ])
  })
  test('a card may have an end to them, which EF.ATR tells', () => {
    const card = hexCard(optionsOfKind('extended'))
    expect(card.dump().atr).toMatch(/73FE217F/)
    expect(card.sendAll('00A4000C022F01', '00B000000B')).toEqual(['9000', '7F6608020208000202' + '0800' + '9000'])
    card.showAdm()
    card.send('00A4080C047F506421')
    const update = (count: number) => `00D60000${`00000${count.toString(16)}`.slice(-6)}${'5A'.repeat(count)}`
    expect(card.sendAll(update(2048 - 7), update(2048 - 6))).toEqual(['9000', '6700'])
    expect(card.sendAll('00B000000007FE', '00B000000007FF').map((text) => text.slice(-4))).toEqual(['9000', '6700'])
  })
})

describe('logical channels from four on (ETSI TS 102 221, 10.1.1)', () => {
  test('there are nineteen, and each has its own selection', () => {
    const card = hexCard(optionsOfKind('extended'))
    const opened = Array.from({ length: 20 }, () => card.send('0070000001'))
    expect(opened.slice(-2)).toEqual(['139000', '6A81'])
    expect(card.sendAll(`4F${PKCS15.slice(2)}00`, '4FA4000C025031', '4FB0000002').at(-1)).toBe('A7069000')
    expect(card.sendAll('CFF2000100', '4EB0000001', '40A4000C022FE2')).toEqual([
      '840CA000000063504B43532D31359000',
      '6986',
      '9000',
    ])
    expect(card.sendAll('4F708000', '4FB0000001', '00708013')).toEqual(['9000', '6881', '6881'])
  })
  test('GET RESPONSE is of the same class', () => {
    const card = hexCard({ ...optionsOfKind('t0'), lastChannel: 19 })
    expect(card.sendAll('0070000400', '44A40004022FE2').at(-1)).toBe('6881')
    card.send('0070000400')
    expect(card.send('40A40004022FE2')).toBe('6119')
    expect(card.send('40C0000019')).toMatch(/9000$/)
  })
  test('a card with the basic channel alone opens none', () =>
    expect(hexCard({ lastChannel: 0 }).sendAll('0070000001', '01A4000C023F00')).toEqual(['6881', '6881']))
})
