import { describe, expect, test } from 'vitest'
import { optionsOfKind } from '../../../../electron/bench/kinds'
import type { CardOptions } from '../../../../electron/bench/uicc/options'
import { hexCard } from './exchange'

const PKCS15 = '00A404000CA000000063504B43532D3135'
const selectMf = '00A4000C023F00'

/** A card whose ADM1 was shown. */
const opened = (options: CardOptions = {}) => {
  const card = hexCard(options)
  card.showAdm()
  return card
}
const inPkcs15 = (options: CardOptions = {}) => {
  const card = opened(options)
  card.send('00A4080C027F50')
  return card
}
const lengthOf = (text: string) => (text.length / 2).toString(16).padStart(2, '0')
/** CREATE FILE with these file control parameters. */
const creating = (parameters: string) => {
  const template = `62${lengthOf(parameters)}${parameters}`
  return `00E00000${lengthOf(template)}${template}`
}
const createEf = creating('82024121830264308A01058B032F0601800204008800')
const dfParameters = '8202782183027F508A01058B032F060C'
const adfParameters = '8202782183027F50840CA000000063504B43532D31358A01058B032F060C'

describe('CREATE FILE (ETSI TS 102 222, 6.3)', () => {
  test('makes an EF that is selected, empty, and as was asked for', () => {
    const card = inPkcs15()
    expect(card.sendAll(createEf, '00B00000000400', '00A40004026430', '00C0000018')).toEqual([
      '9000',
      `${'FF'.repeat(1024)}9000`,
      '6118',
      '621682024121830264308A01058B032F06018002040088009000',
    ])
    expect(card.sendAll('00D60000015B', '00B0000001')).toEqual(['9000', '5B9000'])
  })
  test('needs what the rule of the directory asks for', () => {
    const card = hexCard()
    card.send('00A4080C027F50')
    expect(card.sendAll(createEf, '00B0000001')).toEqual(['6982', '6986'])
    expect([card.showAdm(), card.send(createEf)]).toEqual(['9000', '9000'])
  })
  test('makes a directory in which files can be made', () => {
    const card = opened(optionsOfKind('blank'))
    expect(card.sendAll(creating(dfParameters), createEf, '00A4080C047F506430', '80F2000000')).toEqual([
      '9000',
      '9000',
      '9000',
      '621B8202782183027F508A01058B032F060CC6099001C083010183010A9000',
    ])
  })
  test('makes an application that its AID selects', () => {
    const card = opened(optionsOfKind('blank'))
    expect(
      card.sendAll(creating(adfParameters), createEf, selectMf, `${PKCS15}00`, '00A4000C026430', selectMf),
    ).toEqual([
      '9000',
      '9000',
      '9000',
      expect.stringMatching(/^62.*840CA000000063504B43532D3135.*9000$/),
      '9000',
      '9000',
    ])
    expect(card.send(creating(adfParameters.replace('7F50', '7F51')))).toBe('6A8A')
  })
  test('an FID that is taken is refused', () => {
    const card = opened()
    expect(card.sendAll(creating(dfParameters), creating(dfParameters.replace('7F50', '3F00')))).toEqual([
      '6A89',
      '6A89',
    ])
    expect(card.sendAll('00A4080C027F50', createEf, createEf)).toEqual(['9000', '9000', '6A89'])
  })
  test('records are filled one by one, with the pattern that was asked for', () => {
    const filledWith = (pattern: string) =>
      inPkcs15().sendAll(
        creating(`820442210004830264318A01058B032F0601A505${pattern}8002000C8800`),
        '00B2010404',
        '00B2030404',
        '00B2040404',
      )
    expect(filledWith('C1030A0B0C')).toEqual(['9000', '0A0B0C0C9000', '0A0B0C0C9000', '6A83'])
    expect(filledWith('C2030A0B0C')).toEqual(['9000', '0A0B0C0A9000', '0A0B0C0A9000', '6A83'])
  })
  test('an SFI is the one that was asked for, none, or the end of the FID', () => {
    const sfiOf = (field: string, at: string) => {
      const card = inPkcs15()
      card.send(creating(`82024121830264258A01058B032F060180020010${field}`))
      return card.sendAll('00A4080C027F50', `00B0${at}0001`).at(-1)
    }
    expect(sfiOf('880148', '89')).toBe('FF9000')
    expect(sfiOf('', '85')).toBe('FF9000')
    expect(sfiOf('8800', '85')).toBe('6A82')
  })
  test('takes memory, tells how much is left, and refuses what does not fit', () => {
    const card = opened({ pkcs15: { bootstrapSizeBytes: 64 }, freeBytes: 1060, freeMemory: 'told' })
    expect(card.send('00A40004023F0000')).toMatch(/A50780017183020424/)
    expect(card.sendAll('00A4080C027F50', createEf)).toEqual(['9000', '9000'])
    expect(card.send('80F2000000')).toMatch(/A50483020014/)
    expect(card.send(creating('82024121830264318A01058B032F0601800200088800'))).toBe('6A84')
    expect(card.sendAll('00A4080C027F50', '00E40000026430', createEf)).toEqual(['9000', '9000', '9000'])
  })
  test.for([
    ['no template', '00E0000000', '6A80'],
    ['a template that is cut off', '00E00000046216820241', '6A80'],
    ['no FID', creating('820241218A01058B032F0601800204008800'), '6A80'],
    ['no rule', creating('82024121830264308A0105800204008800'), '6A80'],
    ['no size', creating('82024121830264308A01058B032F06018800'), '6A80'],
    ['an unknown state', creating('82024121830264308A01078B032F0601800204008800'), '6A80'],
    ['another structure', creating('82024621830264308A01058B032F0601800204008800'), '6A80'],
    ['half a record', creating('820442210005830264308A01058B032F06018002000C8800'), '6A80'],
    ['a P1', '00E00100', '6A86'],
  ] as const)('%s is refused: %s, %s', ([, command, answer]) => expect(inPkcs15().send(command)).toBe(answer))
  test('before it is activated a file has no rules', () => {
    const card = inPkcs15()
    card.send(creating('82024121830264308A01018B032F0603800204008800'))
    card.reset()
    card.send('00A4080C047F506430')
    expect(card.sendAll('00D6000001AA', '00440000', '00D6000001BB', '00B0000001')).toEqual([
      '9000',
      '9000',
      '6982',
      'AA9000',
    ])
  })
})

describe('DELETE FILE (6.4)', () => {
  test('a file goes, with what stood on it', () => {
    const card = inPkcs15()
    card.sendAll('0070000001', '01A4080C047F506421')
    expect(card.sendAll('00E40000026421', '01B0000001', '00A4000C026421')).toEqual(['9000', '6986', '6A82'])
  })
  test('a directory goes with all that is in it, and its AID with it', () => {
    const card = opened()
    expect(
      card.sendAll('0070000001', `01${PKCS15.slice(2)}00`, '00E40000027F50').map((text) => text.slice(-4)),
    ).toEqual(['9000', '9000', '9000'])
    expect(card.sendAll(`${PKCS15}00`, '01A4000C025031', '01A4000C022F00')).toEqual(['6A82', '6A82', '9000'])
  })
  test('needs the key of the directory, and a file that is there', () => {
    const card = hexCard()
    card.send('00A4080C027F50')
    expect(card.sendAll('00E40000026421', '00A4000C026421')).toEqual(['6982', '9000'])
    card.showAdm()
    expect(card.sendAll('00E40000026499', '00E4000001FF', '00E4010002FFFF')).toEqual(['6A82', '6700', '6A86'])
  })
})

describe('RESIZE FILE (6.10)', () => {
  const resize = (size: string) => `80D400000A6208830264218002${size}`
  test('a file grows with FF and shrinks, and what is left of it stays', () => {
    const card = inPkcs15({ pkcs15: { content: Uint8Array.of(1, 2, 3) } })
    expect(card.sendAll(resize('2000'), '00A4000C026421', '00B00FFF02', '00B0200001', '00B0000004')).toEqual([
      '9000',
      '9000',
      'FFFF9000',
      '6B00',
      '010203FF9000',
    ])
    expect(card.sendAll(resize('0002'), '00B0000004', resize('0004'), '00B0000004')).toEqual([
      '9000',
      '01026282',
      '9000',
      '0102FFFF9000',
    ])
  })
  test('needs the rule for it, memory, and records that are whole', () => {
    const card = hexCard({ freeBytes: 100 })
    card.send('00A4080C027F50')
    expect(card.send(resize('1001'))).toBe('6982')
    card.showAdm()
    expect(card.sendAll(resize('1065'), resize('1064'), resize('0000'))).toEqual(['6A84', '9000', '6A80'])
    expect(card.sendAll(selectMf, '80D400000A620883022F0080020026', '80D400000A620883022F0080020027')).toEqual([
      '9000',
      '9000',
      '6A80',
    ])
    expect(card.sendAll('80D400000A620883022FE280020009', '80D400000A620883022F9980020009')).toEqual(['6982', '6A82'])
  })
  test('is of the class 8X', () => expect(hexCard().send(`00${resize('2000').slice(2)}`)).toBe('6E00'))
})

describe('DEACTIVATE and ACTIVATE FILE (ETSI TS 102 221, 11.1.14, 11.1.15)', () => {
  test('a deactivated file is selected with a warning and neither read nor written', () => {
    const card = opened()
    expect(card.sendAll('00A4000C022F00', '00040000', '00B2010426', `00DC010426${'00'.repeat(38)}`)).toEqual([
      '9000',
      '9000',
      '6984',
      '6984',
    ])
    card.reset()
    expect(card.send('00A40004022F0000')).toMatch(/^62.*8A0104.*6283$/)
    expect(card.sendAll('00440000022F00', '00A4000C022F00')).toEqual(['6982', '6283'])
    card.showAdm()
    expect(card.sendAll('00440000022F00', '00A4000C022F00')).toEqual(['9000', '9000'])
  })
  test('unless it was made to stay readable', () => {
    const card = inPkcs15()
    const create = creating('82024121830264308A01058B032F0606A503C00140800204008800')
    expect(card.sendAll(create, '00040000', '00B0000001')).toEqual(['9000', '9000', 'FF9000'])
  })
  test('a file whose rule says nothing of it stays as it is', () =>
    expect(opened().sendAll('00A4080C047F506421', '00040000', '00B0000001')).toEqual(['9000', '6982', 'FF9000']))
})

describe('cards that cannot be prepared', () => {
  test('one has no TS 102 222', () => {
    const card = opened(optionsOfKind('no-102-222'))
    expect(card.sendAll(createEf, '00E40000022F00', '80D400000A620883022F0080020026')).toEqual(['6D00', '6D00', '6D00'])
  })
  test('one has no memory', () => {
    const card = opened(optionsOfKind('full'))
    expect(card.sendAll(creating(dfParameters), createEf)).toEqual(['6A84', '6A84'])
  })
})
