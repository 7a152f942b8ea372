import { describe, expect, test } from 'vitest'
import { hexCard } from './exchange'

const PKCS15 = 'A000000063504B43532D3135'

describe('SELECT (ETSI TS 102 221, 11.1.1)', () => {
  test.for([
    ['the MF by FID', '00A4000C023F00', '9000'],
    ['the MF with no data', '00A4000C', '9000'],
    ['a file of the MF', '00A4000C022F00', '9000'],
    ['a file of the MF with FCP', '00A40004022FE200', '621782024121830.*9000'],
    ['a file with P2 00 as FCI', '00A40000022FE200', '62.*9000'],
    ['an application by AID', `00A404040C${PKCS15}00`, `62.*840C${PKCS15}.*9000`],
    ['an application by part of its AID', '00A4040407A000000063504B00', `62.*840C${PKCS15}.*9000`],
    ['a path from the MF', '00A4080C047F505031', '9000'],
    ['a path from the current DF', '00A4090C047F505031', '9000'],
    ['a directory by a path from the MF', '00A40804027F5000', '62.*83027F50.*9000'],
    ['a file that is not there', '00A4000C026F07', '6A82'],
    ['a file of a directory below', '00A4000C025031', '6A82'],
    ['an application that is not there', '00A4040C05A000000151', '6A82'],
    ['an AID that is too long for any card', `00A4040C11${'A0'.repeat(17)}`, '6700'],
    ['a path with the MF in it', '00A4080C063F007F505031', '6A82'],
    ['a path through a file', '00A4080C042F005031', '6A82'],
    ['half an FID', '00A4000C012F', '6700'],
    ['half a path', '00A4080C037F5050', '6700'],
    ['no path', '00A4080C', '6700'],
    ['the current application before there is one', '00A4000C027FFF', '6A82'],
    ['the parent of the MF', '00A4030C', '6A82'],
    ['an unknown P1', '00A4050C022F00', '6A86'],
    ['an unknown P2', '00A40008022F00', '6A86'],
    ['the next occurrence of a file', '00A4000E022F00', '6A86'],
  ] as const)('%s: %s is answered %s', ([, command, answer]) => {
    expect(hexCard().send(command)).toMatch(new RegExp(`^${answer}$`))
  })

  test('the parent of an application is the MF', () => {
    expect(hexCard().sendAll(`00A4040C0C${PKCS15}`, '00A4030400').at(-1)).toMatch(/83023F00/)
  })

  test('7FFF means the application selected last by AID, also from elsewhere', () => {
    const card = hexCard()
    expect(card.sendAll(`00A4040C0C${PKCS15}`, '00A4000C023F00', '00A4080C047FFF5031')).toEqual([
      '9000',
      '9000',
      '9000',
    ])
    expect(card.send('00A4000C027FFF')).toBe('9000')
    expect(card.send('80F2000000')).toMatch(/840CA000000063504B43532D3135/)
  })

  test('a directory selected by path does not become the current application', () => {
    const card = hexCard()
    expect(card.sendAll('00A4080C027F50', '00A4000C027FFF')).toEqual(['9000', '6A82'])
  })

  test('next and previous walk through the applications an AID fits', () => {
    const card = hexCard()
    const names = ['00A4040401A000', '00A4040601A000', '00A4040701A000'].map((command) =>
      card.send(command).slice(12, 40),
    )
    expect(names).toEqual([
      '840CA000000063504B43532D3135',
      '8410A0000000871002FFFFFFFF89',
      '840CA000000063504B43532D3135',
    ])
    expect(card.send('00A4040701A000')).toBe('6A82')
  })

  test('a card without PKCS#15 has neither application nor directory nor record', () => {
    const card = hexCard({ pkcs15: false })
    expect(card.sendAll(`00A4040C0C${PKCS15}`, '00A4000C027F50', '00A4000C022F00')).toEqual(['6A82', '6A82', '9000'])
    expect(card.send('00B2010426')).toMatch(/^61.*A0000000871002/)
    expect(card.send('00B2020426')).toBe('6A83')
  })

  test('a card whose EF.DIR has only the AID is reached by AID and not by path', () => {
    const card = hexCard({ pkcs15: { dirOnlyAid: true } })
    expect(card.sendAll('00A4080C027F50', `00A4040C0C${PKCS15}`, '00A4000C025031')).toEqual(['6A82', '9000', '9000'])
    expect(card.sendAll('00A4000C022F00', '00A4000C023F00', '00A4000C022F00')).toEqual(['6A82', '9000', '9000'])
    expect(card.send('00B2010426')).not.toMatch(/5104/)
  })
})

describe('STATUS (11.1.2)', () => {
  test('gives the FCP of the current directory, the name of the application, or nothing', () => {
    const card = hexCard()
    card.send(`00A4040C0C${PKCS15}`)
    expect(card.send('80F2000000')).toMatch(/^62.*9000$/)
    expect(card.send('80F2000100')).toBe(`840C${PKCS15}9000`)
    expect(card.sendAll('80F2000C', '80F2030C', '80F2000200', '00F2000000')).toEqual(['9000', '6A86', '6A86', '6E00'])
  })

  test('has no name to give before an application is selected', () => {
    expect(hexCard().send('80F2000100')).toBe('6985')
  })
})
