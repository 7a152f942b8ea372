import { expect, test } from 'vitest'
import { blankBootstrap, verifyBootstrap, writeBootstrap } from '../../../electron/card/bootstrap'
import { readIccid } from '../../../electron/card/card'
import { fetching } from '../../../electron/card/channel'
import { admTriesLeft } from '../../../electron/card/key'
import { shortLengths } from '../../../electron/card/lengths'
import { tlv } from '../../../electron/card/tlv'
import { readAsDevice } from '../../../electron/device/card'
import { bytesOf, concat, fromHex, hex } from '../../../shared/bytes'
import type { Failure } from '../../../shared/failure'
import { Failed } from '../../../shared/failure'
import { utf8 } from '../../../shared/utf8'
import { createTestCard, type TestCard } from '../../support/card'
import { askFor } from '../../support/card-key'

const key = utf8('12345678')
const message = (name: string, size = 700) =>
  concat(utf8(`[{"n":"${name}","x":"`), new Uint8Array(size).fill(0x61), utf8('"}]'))

const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(error instanceof Failed)) throw new Error(`no failure but ${String(error)}`)
  return error.failure
}

const cardOf = async (card: TestCard) => {
  const channel = fetching(card)
  return {
    channel,
    kind: 'uicc3g',
    lengths: shortLengths,
    atrHex: '',
    iccid: await readIccid(channel),
    reset: async () => card.reset(),
    commands: () => 0,
  } as const
}

async function write(card: TestCard, bytes: Uint8Array, adm = key): Promise<'written' | 'unchanged'> {
  const written = await writeBootstrap(await cardOf(card), async () => bytes, {
    key: askFor(adm),
    onTouch: async () => undefined,
  })
  return written.result
}

async function asDevice(card: TestCard): Promise<Uint8Array> {
  card.reset()
  const [file] = await readAsDevice(fetching(card))
  if (!file || 'failure' in file) throw new Error('a device reads nothing')
  return file.bytes
}

test('a device reads the message that was written, and FF after it', async () => {
  const card = createTestCard({ adm: key })
  expect(await write(card, message('a'))).toBe('written')
  verifyBootstrap(await asDevice(card), message('a'))
})

test('a shorter message leaves nothing of a longer one', async () => {
  const card = createTestCard({ adm: key })
  await write(card, message('long', 3000))
  await write(card, message('short', 10))
  verifyBootstrap(await asDevice(card), message('short', 10))
})

test('an equal file is left alone, and no key is asked for', async () => {
  const card = createTestCard({ adm: key })
  await write(card, message('a'))
  card.reset()
  const before = card.dump().log.length
  expect(await write(card, message('a'), utf8('wrong!!!'))).toBe('unchanged')
  expect(
    card
      .dump()
      .log.slice(before)
      .filter(({ c }) => /^00(D6|20)/.test(c)),
  ).toEqual([])
})

test('the first byte is blanked first and written last, alone', async () => {
  const card = createTestCard({ adm: key })
  await write(card, message('a'))
  card.reset()
  const before = card.dump().log.length
  await write(card, message('b'))
  const updates = card
    .dump()
    .log.slice(before)
    .filter(({ c }) => c.startsWith('00D6'))
  expect(updates.at(0)?.c).toBe('00D6000001FF')
  expect(updates.at(1)?.c).toMatch(/^00D60001/)
  expect(updates.at(-1)?.c).toBe('00D60000015B')
})

test('a wrong key costs one try and is not tried again below three', async () => {
  const card = createTestCard({ adm: key })
  const wrong = utf8('87654321')
  expect(await failureOf(write(card, message('a'), wrong))).toEqual({ code: 'card.key-refused', attemptsLeft: 2 })
  for (let again = 0; again < 4; again++) {
    card.reset()
    expect(await failureOf(write(card, message('a'), wrong))).toEqual({ code: 'card.locked', attemptsLeft: 2 })
  }
  card.reset()
  expect(await admTriesLeft(fetching(card))).toBe(2)
})

test('a card without PKCS#15 is unsuitable, in words', async () => {
  const card = createTestCard({ adm: key, pkcs15: false })
  expect(await failureOf(write(card, message('a')))).toMatchObject({
    code: 'card.unsuitable',
    missing: expect.stringContaining('PKCS#15'),
  })
})

test('a file that is too small is found before the key is tried', async () => {
  const card = createTestCard({ adm: key, pkcs15: { bootstrapSizeBytes: 512 } })
  const failure = await failureOf(write(card, message('a', 700)))
  expect(failure).toMatchObject({ code: 'card.too-small', haveBytes: 512 })
  expect(card.dump().log.some(({ c }) => c.startsWith('0020000A08'))).toBe(false)
})

test('two bootstrap files are a failure for a write', async () => {
  const card = createTestCard({ adm: key, pkcs15: { entries: 'two' } })
  expect(await failureOf(write(card, message('a')))).toMatchObject({
    code: 'card.unsuitable',
    missing: expect.stringContaining('two'),
  })
})

test.for(['opaqueDO', 'oidDO'] as const)('an entry in the form %s is found', async (form) => {
  const card = createTestCard({ adm: key, pkcs15: { form } })
  await write(card, message('a'))
  verifyBootstrap(await asDevice(card), message('a'))
})

test('a blanked card holds FF and nothing else', async () => {
  const card = createTestCard({ adm: key })
  await write(card, message('a'))
  card.reset()
  const blanked = await blankBootstrap(await cardOf(card), { key: askFor(key), onTouch: async () => undefined })
  expect(blanked).toHaveLength(1)
  expect((await asDevice(card)).every((byte) => byte === 0xff)).toBe(true)
})

test('pulled at any command, a card holds the old message, the new one, or nothing a device would take', async () => {
  const old = message('old')
  const next = message('new', 900)
  for (let count = 0; ; count++) {
    const card = createTestCard({ adm: key })
    await write(card, old)
    card.reset()
    card.faults.cue({ fault: 'leave', after: count })
    const failure = await write(card, next).then(
      () => undefined,
      (error: unknown) => error,
    )
    card.insert()
    const found = await asDevice(card)
    const is = (bytes: Uint8Array) =>
      found.slice(0, bytes.length).every((byte, at) => byte === bytes[at]) &&
      found.slice(bytes.length).every((byte) => byte === 0xff)
    expect(found[0] === 0xff || is(old) || is(next), `after ${count} commands`).toBe(true)
    if (failure === undefined) break
    expect(failure).toBeInstanceOf(Failed)
    await write(card, next)
    verifyBootstrap(await asDevice(card), next)
  }
})

test('a key is never sent again with another last byte, and no try is spent for it', async () => {
  const card = createTestCard({ adm: key })
  const sent: string[] = []
  const correcting = fetching({
    transmit: async (command) => {
      sent.push(hex(command))
      return command[1] === 0x20 && command.length > 5 ? fromHex('6C10') : card.transmit(command)
    },
  })
  const work = writeBootstrap({ ...(await cardOf(card)), channel: correcting }, async () => message('a'), {
    key: askFor(key),
    onTouch: async () => undefined,
  })
  expect(await failureOf(work)).toMatchObject({ code: 'card.refused', command: 'VERIFY', sw: '6C10' })
  expect(sent.filter((command) => command.startsWith('0020000A08'))).toHaveLength(1)
})

test('a card that announces data without end is refused', async () => {
  let count = 0
  const endless = fetching({
    transmit: async () => {
      count++
      return fromHex('6101')
    },
  })
  expect(await failureOf(readIccid(endless))).toMatchObject({ code: 'card.refused', command: 'GET RESPONSE' })
  expect(count).toBeLessThan(300)
})

test('a file that ends before its size is no file that was verified', async () => {
  const card = createTestCard({ adm: key })
  await write(card, message('a'))
  card.reset()
  const cut = fetching({
    transmit: async (command) => (hex(command) === '01B0020000' ? fromHex('6282') : card.transmit(command)),
  })
  const [file] = await readAsDevice(cut)
  expect(file && 'failure' in file ? file.failure.code : 'read').toBe('bytes.malformed')
})

test.for([
  ['index 16', '020110800202', 'card.unsuitable'],
  ['length 100', '020100800164', 'card.too-small'],
] as const)('an entry whose path names %s is not written over its bounds', async ([, range, code]) => {
  const card = createTestCard({ adm: key, pkcs15: { entries: 'blank' } })
  const tail = fromHex(range === '020110800202' ? '02011080020258' : range)
  const path = concat(fromHex('04026421'), tail)
  const entry = tlv(0x30, tlv(0x30), tlv(0x30, fromHex('0604672B0701')), tlv(0xa1, tlv(0x30, path)))
  const put = async (fid: string, bytes: Uint8Array) => {
    for (const command of ['00A40004023F00', '00A40004027F50', `00A4000402${fid}`])
      await card.transmit(fromHex(command))
    await card.transmit(concat(fromHex('0020000A08'), key))
    await card.transmit(concat(fromHex('00D60000'), bytesOf(bytes.length), bytes))
  }
  await put('5031', fromHex('A706300404026420'))
  await put('6420', entry)
  card.reset()
  const before = card.dump().log.length
  expect(await failureOf(write(card, message('a', 200)))).toMatchObject({ code })
  expect(
    card
      .dump()
      .log.slice(before)
      .some(({ c }) => /^00(D6|20)/.test(c)),
  ).toBe(false)
})
