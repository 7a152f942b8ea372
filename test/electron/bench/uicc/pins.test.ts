import { describe, expect, test } from 'vitest'
import { hexCard } from './exchange'

const pin = '31323334FFFFFFFF'
const other = '35363738FFFFFFFF'
const wrong = '0000000000000000'
const unblocking = '3132333435363738'

describe('CHANGE, DISABLE, ENABLE and UNBLOCK PIN (ETSI TS 102 221, 11.1.10 to 11.1.13)', () => {
  test('a PIN is changed by whoever knows it', () => {
    const card = hexCard()
    expect(card.sendAll(`0024000110${wrong}${other}`, `0024000110${pin}${other}`)).toEqual(['63C2', '9000'])
    card.reset()
    expect(card.sendAll(`0020000108${pin}`, `0020000108${other}`)).toEqual(['63C2', '9000'])
  })
  test('so is an administrative key', () => {
    const card = hexCard()
    expect(card.send(`0024000A10${'42454E434841444D'}${wrong}`)).toBe('9000')
    card.reset()
    expect(card.send(`0020000A08${wrong}`)).toBe('9000')
  })
  test('a PIN that was disabled is not asked for, over resets, and the FCP says so', () => {
    const card = hexCard()
    expect(card.sendAll(`0026000108${pin}`, `0026000108${pin}`)).toEqual(['9000', '6985'])
    card.reset()
    expect(card.send('80F2000000')).toMatch(/C609900140/)
    expect(card.sendAll(`0020000108${pin}`, `0028000108${wrong}`, `0028000108${pin}`)).toEqual(['6984', '63C2', '9000'])
    expect(card.send('80F2000000')).toMatch(/C6099001C0/)
  })
  test('a blocked PIN is given back by its code, which has ten tries', () => {
    const card = hexCard()
    card.sendAll(`0020000108${wrong}`, `0020000108${wrong}`, `0020000108${wrong}`)
    expect(card.sendAll(`0020000108${pin}`, '002C000100', `002C000110${wrong}${other}`, '002C0001')).toEqual([
      '6983',
      '63CA',
      '63C9',
      '63C9',
    ])
    expect(card.sendAll(`002C000110${unblocking}${other}`, '00200001', '002C0001')).toEqual(['9000', '9000', '63CA'])
  })
  test('the unblocking code blocks too', () => {
    const card = hexCard()
    for (let at = 0; at < 10; at++) card.send(`002C000110${wrong}${other}`)
    expect(card.sendAll('002C0001', `002C000110${unblocking}${other}`)).toEqual(['6983', '6983'])
  })
  test('an administrative key that is blocked stays so', () => {
    const card = hexCard({ tries: { adm1: 0 } })
    expect(card.sendAll(`002C000A10${unblocking}${other}`, '0020000A')).toEqual(['6A88', '6983'])
    expect(card.send(`0026000A08${wrong}`)).toBe('6A88')
  })
  test.for([
    ['half a change', `0024000108${pin}`, '6700'],
    ['a key nobody has', `0024000310${pin}${other}`, '6A88'],
    ['a P1', `0026010108${pin}`, '6A86'],
  ] as const)('%s is refused', ([, command, answer]) => expect(hexCard().send(command)).toBe(answer))
})

describe('local keys (ETSI TS 102 221, 9.5.1 and table 9.3)', () => {
  const usim = '00A4040C10A0000000871002FFFFFFFF8907090000'
  const pkcs15 = '00A4040C0CA000000063504B43532D3135'
  const byPath = '00A4080C027F50'
  const asked = '00200081'

  test('belong to an application: nobody else knows them, whichever way it was reached', () => {
    const card = hexCard({ alsoKeys: ['pin2'] })
    expect(card.sendAll(asked, usim, asked, pkcs15, asked)).toEqual(['6A88', '9000', '63C3', '9000', '6A88'])
    const own = hexCard({ alsoKeys: ['ownPin'] })
    expect(own.sendAll(asked, usim, asked, byPath, asked)).toEqual(['6A88', '9000', '6A88', '9000', '63C3'])
  })
  test('have a secret, tries and a status of their own in each', () => {
    const card = hexCard({ alsoKeys: ['pin2', 'ownPin'], pkcs15: { read: 'own pin' } })
    const read = ['00A4080C047F506421', '00B0000001']
    expect(card.sendAll(usim, `0020008108${pin}`, `0020008108${other}`, asked)).toEqual([
      '9000',
      '63C2',
      '9000',
      '9000',
    ])
    expect(card.sendAll(pkcs15, asked, ...read)).toEqual(['9000', '63C3', '9000', '6982'])
    expect(card.sendAll(pkcs15, `0020008108${pin}`, ...read)).toEqual(['9000', '9000', '9000', 'FF9000'])
  })
  test('stand in the FCP of their application, and of no other', () => {
    const card = hexCard({ alsoKeys: ['pin2'] })
    expect(card.send('00A4040410A0000000871002FFFFFFFF890709000000')).toMatch(/C60C9001E083010183010A8301819000$/)
    expect(card.send('00A40004023F0000')).toMatch(/C6099001C083010183010A9000$/)
  })
  test.for(['sim', 'both'] as const)('PIN2 is CHV2 of a card that is spoken to as a SIM: %s', (mode) => {
    const card = hexCard({ mode, alsoKeys: ['pin2'] })
    expect(card.sendAll('A0A40000023F00', `A020000208${pin}`, `A020000208${other}`, `A020008108${other}`)).toEqual([
      '9F17',
      '9804',
      '9000',
      '9802',
    ])
  })
  test('CHV2 and PIN2 of one card are one key', () => {
    const card = hexCard({ mode: 'both', alsoKeys: ['pin2'] })
    card.send(`A020000208${pin}`)
    expect(card.sendAll(usim, asked)).toEqual(['9000', '63C2'])
  })
})
