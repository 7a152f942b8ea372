import { describe, expect, test } from 'vitest'
import { optionsOfKind } from '../../../../electron/bench/kinds'
import { hexCard } from './exchange'

const sim = (options = {}) =>
  hexCard({ ...optionsOfKind('sim2g'), iccid: '8988211000000430010', imsi: '262011106487504', ...options })
const chv1 = 'A020000108' + '31323334FFFFFFFF'
const adm = `A020000A08${'42454E434841444D'}`

describe('a SIM (3GPP TS 51.011)', () => {
  test('knows the class A0 alone', () => {
    expect(sim().sendAll('00A4000C023F00', '80F2000000', '0070000001', 'A0700000')).toEqual([
      '6E00',
      '6E00',
      '6E00',
      '6D00',
    ])
  })
  test('announces a header with 9Fxx, which GET RESPONSE fetches once', () => {
    const card = sim()
    expect(card.sendAll('A0A40000022FE2', 'A0C000000F', 'A0C000000F')).toEqual([
      '9F0F',
      '0000000A2FE20400' + '0F' + 'FF' + 'FF' + '01020000' + '9000',
      '9400',
    ])
  })
  test('tells in the header of a directory what is in it and how its keys stand', () => {
    const card = sim({ freeBytes: 0x1234 })
    card.send('A0200001080000000000000000')
    expect(card.sendAll('A0A40000023F00', 'A0C0000017')).toEqual([
      '9F17',
      '000012343F0001' + '0000000000' + '0A' + '01' + '03' + '02' + '05' + '00' + '828A838A' + '00' + '9000',
    ])
    expect(card.sendAll('A0F2000017', 'A0F2000016').map((answer) => answer.slice(-4))).toEqual(['9000', '9000'])
    expect(card.send('A0F2000018')).toBe('6717')
  })
  test('gives access conditions as four bits each', () => {
    const header = (path: readonly string[]) => {
      const card = sim()
      for (const fid of path) card.send(`A0A4000002${fid}`)
      return card.send('A0C000000F').slice(16, 22)
    }
    expect(header(['7F20', '6F07'])).toBe('14FFFF')
    expect(header(['7F10', '6F40'])).toBe('11FFFF')
    expect(header(['2F00'])).toBe('04FF44')
    expect(header(['7F50', '6421'])).toBe('04FFFF')
  })
  test('is walked through FID by FID: children, parent, siblings, MF', () => {
    const card = sim()
    expect(
      card
        .sendAll('A0A40000027F20', 'A0A40000027F10', 'A0A40000026F40', 'A0A40000023F00', 'A0A40000026F40')
        .map((answer) => answer.slice(0, 2)),
    ).toEqual(['9F', '9F', '9F', '9F', '94'])
    expect(card.sendAll('A0A40000027FFF', 'A0A404000CA000000063504B43532D3135', 'A0A40000012F')).toEqual([
      '9404',
      '6B00',
      '6702',
    ])
  })
  test('has its PKCS#15 directory at 3F00/7F50, named in EF.DIR', () => {
    const card = sim()
    card.send('A0A40000022F00')
    expect(card.send('A0B2010426')).toMatch(/^611C4F0CA000000063504B43532D313550064F4D4120444D51043F007F50FF+9000$/)
    expect(card.send('A0B2020426')).toBe('9402')
    expect(card.sendAll('A0A40000023F00', 'A0A40000027F50', 'A0A40000025031', 'A0B0000008')).toEqual([
      '9F17',
      '9F17',
      '9F0F',
      'A7063004040264209000',
    ])
  })
  test('reads the IMSI after CHV1, and the number', () => {
    const card = sim()
    card.sendAll('A0A40000027F20', 'A0A40000026F07')
    expect(card.sendAll('A0B0000009', chv1, 'A0B0000009')).toEqual(['9804', '9000', '0829261011608457409000'])
    card.sendAll('A0A40000027F10', 'A0A40000026F40')
    expect(card.send('A0B201041C')).toBe('4F776E206E756D626572FFFFFFFF' + '0791991960845740FFFFFFFFFFFF' + '9000')
    expect(card.send('A0B2010410')).toBe('671C')
  })
  test('is written with the administrative key', () => {
    const card = sim()
    card.sendAll('A0A40000027F50', 'A0A40000026421')
    expect(card.sendAll('A0D60000025B7B', adm, 'A0D60000025B7B', 'A0B0000003')).toEqual([
      '9804',
      '9000',
      '9000',
      '5B7BFF9000',
    ])
    expect(card.sendAll('A0D61000015B', 'A0B0100001', 'A0B00FFE03', 'A0B0820001')).toEqual([
      '9402',
      '9402',
      '6702',
      '9402',
    ])
  })
  test('counts wrong keys and blocks, in its own words', () => {
    const card = sim()
    const wrong = 'A020000108' + '0000000000000000'
    expect(card.sendAll(wrong, wrong, wrong, chv1)).toEqual(['9804', '9804', '9840', '9840'])
    expect(card.sendAll('A0200001', 'A020000A', '0020000A', `A020000308${'FF'.repeat(8)}`)).toEqual([
      ...['6708', '6708', '63C3', '9802'],
    ])
    expect(card.send('A02C000010' + '3132333435363738' + '31323334FFFFFFFF')).toBe('9000')
    expect(card.dump().tries).toMatchObject({ pin1: 3 })
  })
  test('says that a CHV which is not asked for cannot be shown', () => {
    const card = sim({ pin1State: 'disabled' })
    expect(card.send(chv1)).toBe('9808')
    expect(card.sendAll('A0A40000023F00', 'A0C0000017').at(-1)?.slice(26, 28)).toBe('81')
  })
  test.for([
    ['reading before a file is selected', 'A0B0000001', '9400'],
    ['reading a file of records as bytes', 'A0B0000001', '9408', '2F00'],
    ['a file that is not there', 'A0A40000026F99', '9404'],
    ['a path', 'A0A40800047F506421', '6B00'],
    ['TS 102 222', 'A0E00000', '6D00'],
  ] as const)('%s is refused: %s, %s', ([, command, answer, fid]) => {
    const card = sim()
    if (fid) card.send(`A0A4000002${fid}`)
    expect(card.send(command)).toBe(answer)
  })
  test('has an ATR of T=0 without a check byte', () => expect(sim().dump().atr).toBe('3B1594' + '42656E6368'))
})

test('an R-UIM has the files of a CDMA subscription too', () => {
  const card = hexCard(optionsOfKind('ruim'))
  expect(card.sendAll('A0A40000027F25', 'A0A40000026F44').map((answer) => answer.slice(0, 2))).toEqual(['9F', '9F'])
  expect(card.sendAll('A0A40000027F20', 'A0A40000027F50').map((answer) => answer.slice(0, 2))).toEqual(['9F', '9F'])
})

test('a UICC may be spoken to in either way', () => {
  const card = hexCard(optionsOfKind('usim-2g'))
  expect(card.sendAll('A0A40000023F00', '00A40004023F00', 'A0A40000027F20')).toEqual(['9F17', '6122', '9F17'])
  expect(hexCard().send('A0A40000023F00')).toBe('6E00')
})
