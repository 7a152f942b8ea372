import { describe, expect, test } from 'vitest'
import { hexCard } from './exchange'

const opened = (options = {}) => {
  const card = hexCard(options)
  card.send('00A4080C047F506421')
  return card
}
const ones = (count: number) => 'FF'.repeat(count)

describe('READ BINARY (ETSI TS 102 221, 11.1.3)', () => {
  test('reads as much as asked for, from an offset of 15 bits', () => {
    const card = opened({ pkcs15: { content: Uint8Array.of(1, 2, 3) } })
    expect(card.sendAll('00B0000002', '00B0000102', '00B00FFF01')).toEqual(['01029000', '02039000', 'FF9000'])
  })
  test('Le 00 means 256 bytes, or all that is left', () => {
    const card = opened()
    expect(card.send('00B0000000')).toBe(`${ones(256)}9000`)
    expect(card.send('00B00FFE00')).toBe(`${ones(2)}9000`)
  })
  test('warns with 6282 when there is less than asked for', () => expect(opened().send('00B00FFE03')).toBe('FFFF6282'))
  test('an extended Le reads the whole file at once', () => {
    expect(opened().send('00B00000000000')).toBe(`${ones(4096)}9000`)
    expect(opened().send('00B00000001000')).toBe(`${ones(4096)}9000`)
  })
  test('an SFI selects its file', () => {
    const card = hexCard({ iccid: '8988211000000430010' })
    expect(card.sendAll('00B082000A', '00B0000002')).toEqual(['988812010000400310F09000', '98889000'])
  })
  test.for([
    ['the end', '00B0100001', '6B00'],
    ['far beyond the end', '00B07FFF01', '6B00'],
    ['an SFI nobody has', '00B0910001', '6A82'],
    ['an SFI with bits that must be zero', '00B0E20001', '6A86'],
    ['no Le', '00B00000', '6700'],
    ['a body', '00B0000001FF00', '6700'],
  ] as const)('%s is refused: %s, %s', ([, command, answer]) => expect(opened().send(command)).toBe(answer))
  test('nothing is selected after a reset', () => {
    const card = opened()
    card.reset()
    expect(card.send('00B0000001')).toBe('6986')
  })
  test('a file of records is not read this way', () =>
    expect(hexCard().sendAll('00A4000C022F00', '00B0000001', '00D6000001FF')).toEqual(['9000', '6981', '6981']))
})

describe('UPDATE BINARY (11.1.4)', () => {
  test('needs ADM1, which a reset takes away while the content stays', () => {
    const card = opened()
    expect(card.send('00D6000001AA')).toBe('6982')
    expect(card.sendAll(card.showAdm(), '00D6000001AA').at(-1)).toBe('9000')
    card.reset()
    expect(card.sendAll('00A4080C047F506421', '00D6000001BB', '00B0000001')).toEqual(['9000', '6982', 'AA9000'])
  })
  test('writes up to the last byte and never beyond', () => {
    const card = opened()
    card.showAdm()
    expect(card.sendAll('00D60FFF0101', '00D60FFF020203', '00D610000101')).toEqual(['9000', '6700', '6B00'])
    expect(card.send('00B00FFE02')).toBe('FF019000')
  })
  test('takes the whole file in one extended command', () => {
    const card = opened()
    card.showAdm()
    expect(card.send(`00D60000001000${'5A'.repeat(4096)}`)).toBe('9000')
    expect(card.send('00B0000000')).toBe(`${'5A'.repeat(256)}9000`)
  })
  test('nobody may change the ICCID', () => {
    const card = hexCard()
    card.showAdm()
    expect(card.send('00D6820001FF')).toBe('6982')
  })
  test('without data is refused', () => expect(opened().send('00D60000')).toBe('6700'))
})

describe('records (11.1.5, 11.1.6)', () => {
  test('PKCS#15 is in record 1 of EF.DIR, the USIM in record 2', () => {
    const card = hexCard()
    card.send('00A4000C022F00')
    expect(card.send('00B2010400')).toMatch(/^611C4F0CA000000063504B43532D313550064F4D4120444D51043F007F50(FF)+9000$/)
    expect(card.send('00B2020426')).toMatch(/^61184F10A0000000871002FFFFFFFF890709000050045553494D/)
    expect(card.send('00B2030426')).toBe('6A83')
  })
  test('next and previous go through the records, SFI reaches them too', () => {
    const card = hexCard()
    card.send('00A4000C022F00')
    expect(card.sendAll('00B2000226', '00B2000226', '00B2000226').map((answer) => answer.slice(0, 4))).toEqual([
      '611C',
      '6118',
      '6A83',
    ])
    expect(card.send('00B2000326')).toMatch(/^611C/)
    expect(card.send('00B20004' + '26')).toMatch(/^611C/)
    expect(card.send('00B202F426')).toMatch(/^6118/)
  })
  test('a wrong Le is answered with the right one', () => {
    const card = hexCard()
    expect(card.sendAll('00A4000C022F00', '00B2010410')).toEqual(['9000', '6C26'])
  })
  test('a record is written whole, with ADM1', () => {
    const card = hexCard()
    card.send('00A4000C022F00')
    expect(card.send(`00DC010426${'00'.repeat(38)}`)).toBe('6982')
    card.showAdm()
    expect(card.send(`00DC010425${'00'.repeat(37)}`)).toBe('6700')
    expect(card.send(`00DC010426${'00'.repeat(38)}`)).toBe('9000')
    expect(card.send('00B2010426')).toBe(`${'00'.repeat(38)}9000`)
  })
  test('EF.ARR says in record 1 what the payload file is guarded by', () => {
    const card = hexCard()
    card.send('00A4000C022F06')
    expect(card.send('00B2010424')).toMatch(/^8001019000800102A40683010A9501088401D4A40683010A950108FF/)
  })
  test.for([
    ['an unknown mode', '00B2010526', '6A86'],
    ['a number with next', '00B2010226', '6A86'],
    ['no Le', '00B20104', '6700'],
    ['the current record before there is one', '00B2000426', '6A83'],
  ] as const)('%s is refused', ([, command, answer]) =>
    expect(hexCard().sendAll('00A4000C022F00', command).at(-1)).toBe(answer),
  )
  test('a transparent file has no records', () => expect(opened().send('00B2010426')).toBe('6981'))
})
