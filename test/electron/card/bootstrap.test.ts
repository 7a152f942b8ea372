import { describe, expect, test } from 'vitest'
import { verifyBootstrap, writeBootstrap } from '../../../electron/card/bootstrap'
import { fetching } from '../../../electron/card/channel'
import { dodfEntry } from '../../../electron/card/pkcs15'
import { prepareCard } from '../../../electron/card/prepare'
import { tlv } from '../../../electron/card/tlv'
import { readAsDevice } from '../../../electron/device/card'
import { bytesOf, concat, fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { Preparation } from '../../../shared/preparation'
import { utf8 } from '../../../shared/utf8'
import type { TestCard } from '../../support/card'
import {
  asDevice,
  cardWith,
  failureOf,
  holds,
  messageOf,
  put,
  sentSince,
  sessionOn,
  write,
  writeTo,
} from '../../support/writing'

const isUpdate = (command: string) => command.startsWith('00D6')
const isKeyOrUpdate = (command: string) => /^00(D6|20)/.test(command)

describe('what is written', () => {
  test('a device reads the message that was written, and FF after it', async () => {
    const card = cardWith()
    expect(await write(card, messageOf(1, 700))).toMatchObject({ result: 'written', findings: [] })
    verifyBootstrap(await asDevice(card), messageOf(1, 700))
  })

  test('nothing is changed where it cannot be noted', async () => {
    const card = cardWith()
    const lost = new Failed({ code: 'disk.failed', path: 'journal.db', reason: 'full' })
    const noting = { ...writeTo(), onTouch: () => Promise.reject(lost) }
    expect(await failureOf(writeBootstrap(await sessionOn(card), messageOf(1, 700), noting))).toBe(lost.failure)
    expect(sentSince(card, 0).filter(isUpdate)).toEqual([])
  })

  test('a shorter message leaves nothing of a longer one', async () => {
    const card = cardWith()
    await write(card, messageOf(1, 3000))
    await write(card, messageOf(2, 10))
    verifyBootstrap(await asDevice(card), messageOf(2, 10))
  })

  test('what is behind the message of a blanked file goes too', async () => {
    const card = cardWith()
    await write(card, messageOf(1, 3000))
    await put(card, '6421', new Uint8Array(600).fill(0xff))
    await write(card, messageOf(2, 100))
    verifyBootstrap(await asDevice(card), messageOf(2, 100))
  })

  test('a message that fills its file to the last byte is written', async () => {
    const card = cardWith({ pkcs15: { bootstrapSizeBytes: 1024 } })
    await write(card, messageOf(1, 1024))
    verifyBootstrap(await asDevice(card), messageOf(1, 1024))
  })

  test.for(['opaqueDO', 'oidDO'] as const)('an entry in the form %s is found', async (form) => {
    const card = cardWith({ pkcs15: { form } })
    await write(card, messageOf(1, 700))
    verifyBootstrap(await asDevice(card), messageOf(1, 700))
  })

  test('longer commands are used where card and reader take them', async () => {
    const card = cardWith()
    const session = await sessionOn(card, { read: 2048, update: 2000 })
    const before = card.dump().log.length
    await writeBootstrap(session, messageOf(1, 4096), writeTo())
    const updates = sentSince(card, before).filter(isUpdate)
    expect(updates.map((command) => command.slice(0, 10))).toEqual([
      '00D6000100',
      '00D607D100',
      '00D60FA15F',
      '00D6000001',
    ])
    verifyBootstrap(await asDevice(card), messageOf(1, 4096))
  })
})

describe('what is not written', () => {
  test('an equal file is left alone: one read, no key, no try', async () => {
    const card = cardWith()
    await write(card, messageOf(1, 700))
    const before = card.dump().log.length
    expect(await write(card, messageOf(1, 700), utf8('wrong!!!'))).toMatchObject({ result: 'unchanged' })
    const sent = sentSince(card, before)
    expect(sent.filter(isKeyOrUpdate)).toEqual([])
    expect(sent.filter((command) => command.startsWith('00B0')).length).toBe(3 + 4096 / 256)
  })

  test('bytes that are there already are not sent again', async () => {
    const card = cardWith()
    const old = messageOf(1, 3000)
    await write(card, old)
    const next = old.map((byte, at) => (at === 1500 || at === 2500 ? byte + 1 : byte))
    const before = card.dump().log.length
    await write(card, next)
    const updates = sentSince(card, before).filter(isUpdate)
    expect(updates).toEqual([
      '00D6000001FF',
      `00D605DC01${hex(next.slice(1500, 1501))}`,
      `00D609C401${hex(next.slice(2500, 2501))}`,
      '00D60000015B',
    ])
    verifyBootstrap(await asDevice(card), next)
  })

  test('an empty file is not blanked, and its tail is read instead of written', async () => {
    const card = cardWith()
    const before = card.dump().log.length
    await write(card, messageOf(1, 511))
    const sent = sentSince(card, before)
    expect(sent.filter(isUpdate).map((command) => command.slice(0, 10))).toEqual([
      '00D60001FF',
      '00D60100FF',
      '00D6000001',
    ])
    const reads = sent.filter((command) => command.startsWith('00B0')).map((command) => command.slice(4, 8))
    expect(reads.slice(3, 6)).toEqual(['0000', '01FF', '02FF'])
    expect(reads.at(-3)).toBe('0FFF')
  })

  test('a file that is too small is found before the key is tried', async () => {
    const card = cardWith({ pkcs15: { bootstrapSizeBytes: 512 } })
    expect(await failureOf(write(card, messageOf(1, 700)))).toMatchObject({ code: 'card.too-small', haveBytes: 512 })
    expect(sentSince(card, 0).some((command) => command.startsWith('0020'))).toBe(false)
  })
})

describe('a card that cannot take it', () => {
  test('has no PKCS#15 application', async () => {
    const card = cardWith({ pkcs15: false })
    expect(await failureOf(write(card, messageOf(1, 700)))).toEqual({
      code: 'card.unsuitable',
      missing: 'PKCS#15 application',
      remedy: 'prepare',
    })
  })

  test('has two bootstrap files to choose from', async () => {
    const card = cardWith({ pkcs15: { entries: 'two' } })
    expect(await failureOf(write(card, messageOf(1, 700)))).toMatchObject({
      code: 'card.unsuitable',
      missing: expect.stringContaining('two'),
    })
  })

  test('lets its file be read with the PIN only, as a device would have to ask its user for', async () => {
    const card = cardWith({ pkcs15: { read: 'pin1' } })
    expect(await failureOf(write(card, messageOf(1, 700)))).toEqual({ code: 'card.needs-pin', path: '6421' })
    expect(sentSince(card, 0).some(isKeyOrUpdate)).toBe(false)
  })

  test('marks its entry private, though the PIN is off: it is written, and the job says so', async () => {
    const card = cardWith({ pkcs15: { read: 'pin1' }, pin1State: 'disabled' })
    expect(await write(card, messageOf(1, 700))).toMatchObject({ findings: ['private'] })
    verifyBootstrap(await asDevice(card), messageOf(1, 700))
  })

  test('announces data without end', async () => {
    let count = 0
    const endless = fetching({
      transmit: async () => {
        count++
        return fromHex('6101')
      },
    })
    expect(await failureOf(readAsDevice(endless))).toMatchObject({ code: 'card.refused', command: 'GET RESPONSE' })
    expect(count).toBeLessThan(300)
  })

  test('ends a file before its size: that was not verified', async () => {
    const card = cardWith()
    await write(card, messageOf(1, 700))
    const cut = fetching({
      transmit: async (command) => (hex(command).startsWith('01B002') ? fromHex('6282') : card.transmit(command)),
    })
    const [file] = await readAsDevice(cut)
    expect(file && 'failure' in file ? file.failure.code : 'read').toBe('bytes.malformed')
  })
})

describe('an entry whose path names a part of its file', () => {
  const cardWithRange = async (range: string, options: Parameters<typeof cardWith>[0] = {}): Promise<TestCard> => {
    const card = cardWith(options)
    const path = concat(fromHex('04026421'), fromHex(range))
    const entry = tlv(0x30, tlv(0x30), tlv(0x30, fromHex('0604672B0701')), tlv(0xa1, tlv(0x30, path)))
    await put(card, '6420', concat(entry, new Uint8Array(0x40 - entry.length).fill(0xff)))
    return card
  }

  test('is not written over its length', async () => {
    const card = await cardWithRange('020100800164')
    const before = card.dump().log.length
    expect(await failureOf(write(card, messageOf(1, 200)))).toMatchObject({ code: 'card.too-small', haveBytes: 100 })
    expect(sentSince(card, before).some(isKeyOrUpdate)).toBe(false)
  })

  test('is written there and nowhere else', async () => {
    const card = await cardWithRange('02011080020258')
    await put(card, '6421', new Uint8Array(1024).fill(0x11))
    await write(card, messageOf(1, 200))
    const file = fromHex(card.file('6421'))
    expect(holds(file.subarray(16, 616), messageOf(1, 200))).toBe(true)
    expect([...file.subarray(0, 16), ...file.subarray(616, 1024)].every((byte) => byte === 0x11)).toBe(true)
    expect(holds(await asDevice(card), messageOf(1, 200))).toBe(true)
  })

  test('keeps what ends in zeros behind it when its card is prepared', async () => {
    const card = await cardWithRange('02011080020258', { pkcs15: { bootstrapSizeBytes: 1024 } })
    const there = Uint8Array.from({ length: 1024 }, (_, at) => (at < 1000 ? 0x11 : 0x00))
    await put(card, '6421', there)
    card.reset()
    await prepareCard(await sessionOn(card), Preparation.parse({}), writeTo())
    expect(hex(fromHex(card.file('6421')))).toBe(hex(there))
  })
})

test('another entry that leads to a directory does not hide the file that the message goes to', async () => {
  const entry = (fid: number) =>
    dodfEntry({
      use: 'dm',
      form: 'opaqueDO',
      label: 'Bootstrap',
      isPrivate: false,
      path: bytesOf(fid >> 8, fid & 0xff),
    })
  const card = cardWith({ pkcs15: { dodf: concat(entry(0x6421), entry(0x7f50)), dodfSizeBytes: 256 } })
  await write(card, messageOf(1, 700))
  expect(holds(fromHex(card.file('6421')), messageOf(1, 700))).toBe(true)
})
