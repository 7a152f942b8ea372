import { describe, expect, test } from 'vitest'
import { type CardKind, optionsOfKind } from '../../../electron/bench/kinds'
import { blankBootstrap } from '../../../electron/card/blank'
import { writeBootstrap } from '../../../electron/card/bootstrap'
import { fetching } from '../../../electron/card/channel'
import { dodfEntry } from '../../../electron/card/pkcs15'
import { prepareCard } from '../../../electron/card/prepare'
import { tlv } from '../../../electron/card/tlv'
import { filesForDevice } from '../../../electron/device/card'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { Preparation } from '../../../shared/preparation'
import { utf8 } from '../../../shared/utf8'
import type { TestCard } from '../../support/card'
import { cardWith, failureOf, messageOf, put, sentSince, sessionOn, write, writeTo } from '../../support/writing'

const cardOfKind = (kind: CardKind): TestCard => cardWith(optionsOfKind(kind))
const allFf = /^(FF)+$/

async function blank(card: TestCard, entries = false) {
  card.reset()
  try {
    return await blankBootstrap(await sessionOn(card), { ...writeTo(), entries })
  } finally {
    card.reset()
  }
}

describe('a card that is emptied', () => {
  test('tells of the messages that were there, and of no entry of its directory', async () => {
    const card = cardWith()
    await write(card, messageOf(1, 700))
    card.reset()
    const told: (readonly Uint8Array[])[] = []
    const mayReplace = (message: Uint8Array): boolean => hex(message).startsWith(hex(messageOf(1, 700)))
    const onTouch = async (before: readonly Uint8Array[] = []): Promise<void> => void told.push(before)
    const to = { ...writeTo(), onTouch, mayReplace, entries: true }
    expect(await blankBootstrap(await sessionOn(card), to)).toEqual({ changed: 2, findings: [] })
    expect(told.map((before) => before.length)).toEqual([1])
  })

  test('holds FF and nothing else', async () => {
    const card = cardWith()
    await write(card, messageOf(1, 700))
    expect(await blank(card)).toEqual({ changed: 1, findings: [] })
    expect(card.file('6421')).toMatch(allFf)
  })

  test('is only read when it is empty, and no key is shown', async () => {
    const card = cardWith()
    const before = card.dump().log.length
    expect(await blank(card)).toMatchObject({ changed: 0 })
    expect(sentSince(card, before).filter((command) => /^00(D6|20)/.test(command))).toEqual([])
  })

  test('keeps nothing behind the length that its entry names', async () => {
    const card = cardWith()
    const path = concat(fromHex('04026421'), fromHex('020100800164'))
    const entry = tlv(0x30, tlv(0x30), tlv(0x30, fromHex('0604672B0701')), tlv(0xa1, tlv(0x30, path)))
    await put(card, '6420', concat(entry, new Uint8Array(64 - entry.length).fill(0xff)))
    await put(card, '6421', messageOf(1, 2000))
    await blank(card)
    expect(card.file('6421')).toMatch(allFf)
  })

  test('keeps what an object of somebody else has in the same file', async () => {
    const card = cardWith()
    const ours = tlv(0x30, fromHex('04026421'), fromHex('02010080020100'))
    const theirs = tlv(0x30, fromHex('04026421'), fromHex('0202010080020100'))
    const entry = (oid: string, path: Uint8Array) => tlv(0x30, tlv(0x30), tlv(0x30, fromHex(oid)), tlv(0xa1, path))
    await put(card, '6420', concat(entry('0604672B0701', ours), entry('0604672B0901', theirs)))
    await put(card, '6421', messageOf(1, 512))
    await blank(card)
    expect(card.file('6421').slice(0, 512)).toMatch(allFf)
    expect(card.file('6421').slice(512, 1024)).toBe(hex(messageOf(1, 512)).slice(512))
  })

  test('loses both files of a double entry', async () => {
    const card = cardOfKind('two-entries')
    await put(card, '6421', messageOf(1, 300))
    await put(card, '6422', messageOf(2, 300))
    expect(await blank(card)).toMatchObject({ changed: 2 })
    expect([card.file('6421'), card.file('6422')].join('')).toMatch(allFf)
  })

  test('loses the files of Client Provisioning too', async () => {
    const card = cardOfKind('blank')
    await prepareCard(await sessionOn(card), Preparation.parse({ cp: true, sizeBytes: 256 }), writeTo())
    card.reset()
    for (const fid of ['6441', '6442', '6443']) await put(card, fid, messageOf(1, 100))
    expect(await blank(card)).toMatchObject({ changed: 3 })
    for (const fid of ['6421', '6441', '6442', '6443']) expect(card.file(fid)).toMatch(allFf)
  })

  test('has nothing that could be emptied', async () => {
    expect(await failureOf(blank(cardOfKind('foreign')))).toMatchObject({ code: 'card.unsuitable' })
  })
})

describe('with its entries', () => {
  test('a device finds no bootstrap file any more, and preparing brings it back', async () => {
    const card = cardWith()
    await write(card, messageOf(1, 700))
    expect(await blank(card, true)).toEqual({ changed: 2, findings: [] })
    expect(card.file('6420')).toMatch(allFf)
    expect(await filesForDevice(fetching(card))).toEqual([])
    card.reset()
    await prepareCard(await sessionOn(card), Preparation.parse({}), writeTo())
    expect(await filesForDevice(fetching(card))).toHaveLength(1)
  })

  test('the entries of others stay, byte for byte', async () => {
    const card = cardOfKind('beside-foreign')
    const odf = card.file('5031')
    const theirs = card.file('5207')
    await blank(card, true)
    expect([card.file('5031'), card.file('5207')]).toEqual([odf, theirs])
  })

  test('one that others follow stays where it is', async () => {
    const card = cardWith()
    const path = fromHex('6421')
    const ours = dodfEntry({ use: 'dm', form: 'opaqueDO', label: 'a', isPrivate: false, path })
    const theirs = tlv(0x30, tlv(0x30, tlv(0x0c, utf8('b'))), tlv(0x30), tlv(0xa1, tlv(0x30, fromHex('04026499'))))
    await put(card, '6420', concat(ours, theirs, ours, new Uint8Array(4).fill(0xff)))
    const before = card.file('6420')
    expect(await blank(card, true)).toEqual({ changed: 1, findings: ['entry-kept'] })
    const kept = hex(concat(ours, theirs))
    expect(card.file('6420').startsWith(kept)).toBe(true)
    expect(card.file('6420').slice(kept.length)).toMatch(allFf)
    expect(before).not.toBe(card.file('6420'))
  })
})

test('two entries for one file, spelt in two ways, are one file to write and to blank', async () => {
  const card = cardWith()
  const entry = (path: string) =>
    dodfEntry({ use: 'dm', form: 'opaqueDO', label: 'a', isPrivate: false, path: fromHex(path) })
  await put(card, '6420', concat(entry('6421'), entry('3FFF6421'), fromHex('FFFF')))
  expect(await write(card, utf8('[{"one":1}]'))).toMatchObject({ result: 'written' })
  expect(await blank(card)).toMatchObject({ changed: 1 })
  expect(card.file('6421')).toMatch(allFf)
})

/** A file of this identifier made anew by the bench's own hand, with a rule of its own for UPDATE (ETSI TS 102 221, 9.2.4). */
async function remade(card: TestCard, fid: string, update: string): Promise<void> {
  const rule = fromHex(`8001019000${'800102'}${update}`)
  const fields = [
    fromHex('82024121'),
    fromHex(`8302${fid}`),
    fromHex('8A0105'),
    tlv(0xab, rule),
    fromHex('8002012C8800'),
  ]
  const file = tlv(0x62, ...fields)
  const key = hex(utf8('12345678'))
  for (const command of ['00A40004023F00', '00A40004027F50', `0020000A08${key}`, `00E4000002${fid}`])
    await card.transmit(fromHex(command))
  await card.transmit(concat(fromHex('00E00000'), Uint8Array.of(file.length), file))
}

describe('a card whose files want different keys', () => {
  test('is not changed at all where one of them is for another key', async () => {
    const card = cardWith({ pin1: '1234' })
    card.reset()
    await prepareCard(await sessionOn(card), Preparation.parse({ sizeBytes: 300, cp: true }), writeTo())
    await remade(card, '6443', 'A406830101950108')
    await card.transmit(fromHex('002000010831323334FFFFFFFF'))
    await card.transmit(fromHex('00A40004026443'))
    expect(hex(await card.transmit(fromHex('00D6000003030B6A')))).toBe('9000')
    await write(card, messageOf(1, 200))
    const before = card.dump().files
    const sent = card.dump().log.length
    expect(await failureOf(blank(card))).toMatchObject({
      code: 'card.unsuitable',
      missing: expect.stringContaining('6443'),
    })
    expect(card.dump().files).toEqual(before)
    expect(sentSince(card, sent).filter((command) => /^00(D6|200*A08)/.test(command))).toEqual([])
  })
})

test('a card that leaves while its entries are removed is finished the next time, wherever it left', async () => {
  const made = async (): Promise<TestCard> => {
    const card = cardWith()
    await write(card, messageOf(1, 100))
    return card
  }
  const whole = await made()
  const start = whole.dump().log.length
  await blank(whole, true)
  const updates = sentSince(whole, start).flatMap((command, at) => (command.startsWith('00D6') ? [at] : []))
  expect(updates.length).toBeGreaterThan(3)
  for (const at of [...updates, (updates.at(-1) ?? 0) + 1]) {
    const card = await made()
    card.faults.cue({ fault: 'leave', after: at })
    await blank(card, true).catch(() => undefined)
    card.faults.clear()
    card.insert()
    await blank(card, true)
    expect(card.file('6421'), `left after ${at}`).toMatch(allFf)
    expect(card.file('6420'), `left after ${at}`).toMatch(allFf)
  }
})

test('a card of the same key that comes while a key is shown is not changed', async () => {
  const card = cardWith()
  const other = cardWith({ iccid: '8999901000000000039' })
  await write(other, messageOf(2, 100))
  const held = other.file('6421')
  let isShown = false
  const swapped: TestCard = {
    ...card,
    transmit: async (command) => {
      if (isShown) return other.transmit(command)
      isShown = hex(command).startsWith('0020000A08')
      if (isShown) await other.transmit(command)
      return card.transmit(command)
    },
  }
  const session = await sessionOn(swapped)
  expect(await failureOf(writeBootstrap(session, messageOf(1, 100), writeTo()))).toMatchObject({ code: 'card.other' })
  expect(other.file('6421')).toBe(held)
})
