import { describe, expect, test } from 'vitest'
import { type CardKind, optionsOfKind } from '../../../../electron/bench/kinds'
import { hexCard } from './exchange'

const kind = (name: CardKind) => hexCard(optionsOfKind(name))
const selectPayload = '00A40804047F506421'

describe('hostile cards', () => {
  test('one has always more to fetch', () => {
    const card = kind('hostile-61xx')
    expect(card.sendAll(selectPayload, ...Array.from({ length: 300 }, () => '00C0000010')).slice(-2)).toEqual([
      `${'00'.repeat(16)}6110`,
      `${'00'.repeat(16)}6110`,
    ])
  })
  test('one finds every length wrong', () =>
    expect(kind('hostile-6cxx').sendAll('00B0000010', '00B0000011', '00B2010400', '00B20104FF')).toEqual([
      '6C11',
      '6C12',
      '6C01',
      '6C00',
    ]))
  test('one tells of more than it has, one of less', () => {
    expect(kind('hostile-big').send(`${selectPayload}00`)).toMatch(/^62.*80027FFF88009000$/)
    expect(kind('hostile-small').send(`${selectPayload}00`)).toMatch(/^62.*8002000188009000$/)
    expect(kind('hostile-small').sendAll(selectPayload, '00B0000004').at(-1)).toBe('FFFFFFFF9000')
  })
  test('one ends early and calls it a success', () =>
    expect(kind('hostile-early').sendAll('00A4080C047F506421', '00B0000A10', '00B0001010')).toEqual([
      '9000',
      'FFFFFFFFFFFF9000',
      '9000',
    ]))
  test('one answers SELECT with lengths over the end', () =>
    expect(kind('hostile-fcp').send(`${selectPayload}00`)).toMatch(/^(62FE)+9000$/))
  test('one has directories that lead back to themselves', () => {
    const card = kind('hostile-loop')
    expect(card.sendAll('00A4080C047F505031', '00B0000010').at(-1)).toBe('A706300404025031A7063004040264209000')
    expect(card.sendAll('00A4080C047F506420', '00B000001E').at(-1)).toMatch(/A1063004040264209000$/)
  })
  test('one has its application in the last but one of 254 records', () => {
    const card = kind('hostile-dir')
    expect(card.send('00A40004022F0000')).toMatch(/820542210026FE/)
    expect(card.sendAll('00B2FD0426', '00B2010426', '00B2FE0426').map((text) => text.slice(0, 4))).toEqual([
      '611C',
      'FFFF',
      '6118',
    ])
  })
})

describe('a proactive command (ETSI TS 102 221, 7.4.2)', () => {
  test('waits behind every success until it was fetched and answered, and again after a reset', () => {
    const card = kind('proactive')
    expect(card.sendAll('00A4000C023F00', '00B0820001', '00B0990001')).toEqual(['910F', '98910F', '6A82'])
    expect(card.send('801200000F')).toBe('D00D8103010300820281828402011E9000')
    expect(card.sendAll('801400000C810301030082028281830100', '00A4000C023F00', '801200000F')).toEqual([
      '9000',
      '9000',
      '6985',
    ])
    card.reset()
    expect(card.send('8010000001FF')).toBe('910F')
  })
  test('on T=0 is told with the last of the data', () => {
    const card = hexCard({ ...optionsOfKind('proactive'), protocol: 'T=0' })
    expect(card.sendAll('00A40004022FE2', '00C0000019').map((text) => text.slice(-4))).toEqual(['6119', '910F'])
  })
})
