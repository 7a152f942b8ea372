import { describe, expect, test } from 'vitest'
import { writeBootstrap } from '../../../electron/card/bootstrap'
import { fetching } from '../../../electron/card/channel'
import { fromHex, hex } from '../../../shared/bytes'
import { utf8 } from '../../../shared/utf8'
import {
  cardWith,
  failureOf,
  holds,
  messageOf,
  scripted,
  sentSince,
  sessionOn,
  write,
  writeTo,
} from '../../support/writing'

const isUpdate = (command: string) => command.startsWith('00D6')

/** Each command of a first write, and why it is sent. */
const usual = [
  [/^00A4080C022FE2$/, 'the session reads the ICCID'],
  [/^00B000000A$/, 'the ICCID: a job belongs to one card'],
  [/^00A4040C0CA000000063504B43532D3135$/, 'the PKCS#15 application by its AID, nothing wanted back'],
  [/^00A4000402503100$/, 'EF(ODF), the one fixed identifier; its size'],
  [/^00B0000020$/, 'where the EF(DODF) are'],
  [/^00A4000402642000$/, 'EF(DODF) and its size'],
  [/^00B0000080$/, 'where the bootstrap file is'],
  [/^00A4000402642100$/, 'the bootstrap file, its size and who may update it'],
  [/^00B0000000$/, 'is it empty, torn, or a message'],
  [/^00A40804022F0600$/, 'EF(ARR), which its FCP names'],
  [/^00B20104..$/, 'its record: which key may update the file'],
  [/^00200001$/, 'the tries of PIN1'],
  [/^00200001$/, 'and again: does this card count the question'],
  [/^0020000A$/, 'how many tries are left, spending none'],
  [/^00A4080C022FE2$/, 'is it still the same card, before a key is shown to it'],
  [/^00B000000A$/, 'the ICCID again'],
  [/^0020000A08/, 'ADM1, once'],
  [/^00A4080C022FE2$/, 'is it still the same card, now that it takes updates'],
  [/^00B000000A$/, 'the ICCID once more'],
  [/^00A4040C0CA000000063504B43532D3135$/, 'back into the application'],
  [/^00A4000C026421$/, 'the bootstrap file, nothing wanted back'],
  [/^00D60001FF/, 'the body'],
  [/^00D60100FF/, 'the body'],
  [/^00D601FFFF/, 'the body'],
  [/^00D602FEFF/, 'the body'],
  [/^00D603FD03/, 'the body'],
  [/^00D60000015B$/, 'the first byte, last and alone'],
] as const

test('a first write of one kilobyte on the usual card sends these commands and no other', async () => {
  const card = cardWith({ pkcs15: { bootstrapSizeBytes: 1024 } })
  await write(card, messageOf(1, 1024))
  const sent = sentSince(card, 0)
  for (const [at, [command, reason]] of usual.entries()) expect(sent[at], reason).toMatch(command)
  expect(sent).toHaveLength(usual.length)
})

test('a card that does not select without answering, or by a script, is written as well', async () => {
  for (const manner of [scripted, (card: Parameters<typeof scripted>[0]) => card]) {
    const card = cardWith()
    const speaking = manner({
      transmit: (command) =>
        command[1] === 0xa4 && command[3] === 0x0c ? Promise.resolve(fromHex('6A86')) : card.transmit(command),
    })
    const session = { ...(await sessionOn(card)), channel: fetching(speaking) }
    await writeBootstrap(session, messageOf(1, 700), writeTo())
    expect(holds(fromHex(card.file('6421')), messageOf(1, 700))).toBe(true)
  }
})

test('an update that the card refuses is sent once, and nothing after it', async () => {
  const card = cardWith()
  const sent: string[] = []
  const refusing = scripted({
    transmit: async (command) => {
      sent.push(hex(command))
      return command[1] === 0xd6 && command[2] === 1 ? fromHex('6581') : card.transmit(command)
    },
  })
  const work = writeBootstrap({ ...(await sessionOn(card)), channel: fetching(refusing) }, messageOf(1, 700), writeTo())
  expect(await failureOf(work)).toMatchObject({ code: 'card.refused', command: 'UPDATE BINARY', sw: '6581' })
  expect(sent.slice(sent.findIndex(isUpdate)).map((command) => command.slice(0, 8))).toEqual(['00D60001', '00D60100'])
  expect(card.file('6421')).toMatch(/^FF/)
})

test('between the last SELECT of the file and the last UPDATE there is nothing but updates', async () => {
  const card = cardWith()
  await write(card, messageOf(1, 4096))
  const sent = sentSince(card, 0)
  const last = sent.findLastIndex((command) => command.startsWith('00A4'))
  expect(sent.slice(last + 1).every(isUpdate)).toBe(true)
  expect(sent.length - last - 1).toBe(Math.ceil(4095 / 255) + 1)
})

describe('a key', () => {
  test('that is wrong costs one try and is not tried again below three', async () => {
    const card = cardWith()
    const wrong = utf8('87654321')
    expect(await failureOf(write(card, messageOf(1, 700), wrong))).toEqual({
      code: 'card.key-refused',
      attemptsLeft: 2,
    })
    for (let again = 0; again < 4; again++)
      expect(await failureOf(write(card, messageOf(1, 700), wrong))).toEqual({ code: 'card.locked', attemptsLeft: 2 })
    expect(card.dump().tries.adm1).toBe(2)
  })

  test('is never sent again with another last byte, and no try is spent for it', async () => {
    const card = cardWith()
    const sent: string[] = []
    const correcting = fetching({
      transmit: async (command) => {
        sent.push(hex(command))
        return command[1] === 0x20 && command.length > 5 ? fromHex('6C10') : card.transmit(command)
      },
    })
    const work = writeBootstrap({ ...(await sessionOn(card)), channel: correcting }, messageOf(1, 700), writeTo())
    expect(await failureOf(work)).toMatchObject({ code: 'card.refused', command: 'VERIFY', sw: '6C10' })
    expect(sent.filter((command) => command.startsWith('0020000A08'))).toHaveLength(1)
  })

  test('is not shown to another card that took the place of this one between two commands, nor is that one written', async () => {
    const whole = cardWith()
    await write(whole, messageOf(1, 700))
    const commands = sentSince(whole, 2)
    const shown = commands.findIndex((command) => command.startsWith('0020000A08'))
    for (const swapAt of commands.keys()) {
      if (swapAt === shown) continue
      const card = cardWith()
      let at = 0
      const swapping = scripted({
        transmit: (command) => {
          if (at++ === swapAt) card.swap({ adm: utf8('NOT-THIS'), iccid: '8999901000000000021' })
          return card.transmit(command)
        },
      })
      const session = { ...(await sessionOn(card)), channel: fetching(swapping) }
      const failure = await failureOf(writeBootstrap(session, messageOf(2, 700), writeTo()))
      expect(failure.code, `swapped at ${swapAt}`).toMatch(/^card\.(other|refused|unsuitable)$/)
      expect(card.dump().tries.adm1, `swapped at ${swapAt}`).toBe(3)
      expect(card.file('6421'), `swapped at ${swapAt}`).toMatch(/^(FF)+$/)
    }
  })
})
