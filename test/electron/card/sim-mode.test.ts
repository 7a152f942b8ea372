import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessOf } from '../../../electron/card/access'
import { type Channel, send } from '../../../electron/card/channel'
import {
  ADM1,
  PIN1,
  queryTries,
  readBinary,
  readRecord,
  selectAid,
  selectFid,
  selectMf,
  selectPath,
  updateBinary,
  verifyKey,
} from '../../../electron/card/commands'
import { PKCS15_AID } from '../../../electron/card/pkcs15'
import { chvTriesIn } from '../../../electron/card/sim-header'
import { inSimMode } from '../../../electron/card/sim-mode'
import { readAsDevice } from '../../../electron/device/card'
import { fromHex, hex } from '../../../shared/bytes'
import { utf8 } from '../../../shared/utf8'
import { createTestCard } from '../../support/card'

const key = utf8('12345678')
const sim = () => {
  const card = createTestCard({ mode: 'sim', adm: key })
  const from = card.dump().log.length
  const sent = () =>
    card
      .dump()
      .log.slice(from)
      .map(({ c }) => c)
  return { card, channel: inSimMode(card), sent }
}

test('a file is found by its path, and read as on a UICC', async () => {
  const { channel, sent } = sim()
  const fcp = await send(channel, selectPath('MF', fromHex('7F506421')))
  expect(fcp).toMatchObject({ structure: 'transparent', fid: 0x6421, lifeCycle: 'activated' })
  expect(fcp.sizeBytes).toBeGreaterThan(0)
  expect(await send(channel, readBinary(0, 16))).toHaveLength(16)
  expect(sent().map((command) => command.slice(0, 4))).toEqual(['A0A4', 'A0A4', 'A0A4', 'A0C0', 'A0B0'])
})

test('records, too', async () => {
  const { channel } = sim()
  const fcp = await send(channel, selectPath('MF', fromHex('2F00')))
  expect(fcp.structure).toBe('linear-fixed')
  expect(await send(channel, readRecord(1, fcp.recordBytes))).toHaveLength(fcp.recordBytes)
  await expect(send(channel, readRecord(fcp.records + 1, fcp.recordBytes))).rejects.toMatchObject({
    failure: { sw: '6A83' },
  })
})

test('what nobody wants to know is not fetched', async () => {
  const { channel, sent } = sim()
  await send(channel, selectMf)
  expect(sent()).toEqual(['A0A40000023F00'])
})

test.for([
  ['SELECT by AID', '00A404040CA000000063504B43532D313500', '6A82'],
  ['SELECT of the current application', '00A40004027FFF00', '6A82'],
  ['SELECT by a path from the application', '00A40804047FFF642100', '6A82'],
  ['SELECT of the parent', '00A4030400', '6A86'],
  ['MANAGE CHANNEL', '0070000001', '6881'],
  ['READ BINARY by SFI', '00B0820010', '6A86'],
  ['READ RECORD by SFI', '00B201F426', '6A86'],
] as const)('%s is answered without being sent', async ([, command, sw]) => {
  const { channel, sent } = sim()
  expect(hex(await channel.transmit(fromHex(command)))).toBe(sw)
  expect(sent()).toEqual([])
})

test('an application is not there by name, and a device finds its message by path', async () => {
  const { channel } = sim()
  await expect(send(channel, selectAid(PKCS15_AID))).rejects.toMatchObject({ failure: { sw: '6A82' } })
  const [file] = await readAsDevice(channel)
  expect(file).toMatchObject({ path: '6421', bytes: expect.anything() })
})

test('nobody may change it but who shows an administrative key', async () => {
  const { channel } = sim()
  const fcp = await send(channel, selectPath('MF', fromHex('7F506421')))
  const { rules, known } = await accessOf(channel, fcp)
  expect(known).toBe(true)
  expect(rules.read).toEqual({ needs: 'always' })
  expect(rules.update).toMatchObject({ needs: 'key', key: { reference: ADM1 } })
  await expect(send(channel, updateBinary(0, Uint8Array.of(1)))).rejects.toMatchObject({ failure: { sw: '6982' } })
  expect(await send(channel, verifyKey(ADM1, key))).toEqual({ result: 'verified' })
  await send(channel, updateBinary(0, Uint8Array.of(0x5b)))
  expect(hex(await send(channel, readBinary(0, 1)))).toBe('5B')
})

test('the tries of PIN1 stand in the header of the directory, and none is spent', async () => {
  const { card, channel, sent } = sim()
  await send(channel, selectMf)
  expect(await send(channel, queryTries(PIN1))).toMatchObject({ left: 3 })
  expect(sent().some((command) => command.startsWith('A020'))).toBe(false)
  expect(card.dump().tries).toMatchObject({ pin1: 3, adm1: 3 })
})

test('a refused key costs one try, and how many are left can be asked', async () => {
  const { channel } = sim()
  await send(channel, selectMf)
  expect(await send(channel, verifyKey(ADM1, utf8('87654321')))).toMatchObject({ result: 'refused' })
  expect(await send(channel, queryTries(ADM1))).toMatchObject({ left: 2 })
})

test('a SIM that does not tell how many tries a key has left is not asked in a way that could cost one', async () => {
  const card = createTestCard({ mode: 'sim', admTries: 'not told' })
  const from = card.dump().log.length
  expect(await send(inSimMode(card), queryTries(ADM1))).toEqual({ left: null, isVerified: false })
  expect(card.dump().log.slice(from)).toMatchObject([{ c: '0020000A', r: '6E00' }])
})

describe('words of a SIM', () => {
  const answering = (sw: string): Channel => inSimMode({ transmit: async () => fromHex(sw) })

  // 3GPP TS 51.011, 9.4, and ETSI TS 102 221, 10.2.1
  test.for([
    ['9000', '9000'],
    ['9205', '9000'],
    ['9240', '6581'],
    ['9120', '9120'],
    ['9300', '9300'],
    ['9400', '6986'],
    ['9402', '6B00'],
    ['9404', '6A82'],
    ['9408', '6981'],
    ['9802', '6A88'],
    ['9804', '6982'],
    ['9808', '6985'],
    ['9810', '6984'],
    ['9840', '6983'],
    ['6708', '6700'],
    ['6B02', '6B00'],
    ['6D00', '6D00'],
    ['6E00', '6E00'],
    ['6F00', '6F00'],
  ] as const)('%s to an update is %s', async ([given, told]) =>
    expect(hex(await answering(given).transmit(fromHex('00D600000101')))).toBe(told),
  )

  test('9804 to a key is a refusal that does not tell the tries, 9402 to a record is no record', async () => {
    expect(hex(await answering('9804').transmit(fromHex('0020000A083132333435363738')))).toBe('6300')
    expect(hex(await answering('9402').transmit(fromHex('00B2010410')))).toBe('6A83')
  })

  test('the length that 67xx names is tried once, for a command that reads', async () => {
    const sent: string[] = []
    const channel = inSimMode({
      transmit: async (command) => {
        sent.push(hex(command))
        return fromHex(command[4] === 0x03 ? '0102039000' : '6703')
      },
    })
    expect(hex(await channel.transmit(fromHex('00B0000010')))).toBe('0102039000')
    await channel.transmit(fromHex('00D600000101'))
    expect(sent).toEqual(['A0B0000010', 'A0B0000003', 'A0D600000101'])
  })

  test('a card that answers SELECT with the header at once is understood', async () => {
    const channel = inSimMode({ transmit: async () => fromHex('0000000A2FE204000CFFFF010200009000') })
    expect(await send(channel, selectFid(0x2fe2))).toMatchObject({ sizeBytes: 10 })
  })

  test('a proactive command that waits changes nothing', async () => {
    const answers = ['9178', '9F0F', '000000096F070400150015010200009178']
    const channel = inSimMode({ transmit: async () => fromHex(answers.shift() ?? '6F00') })
    expect(await send(channel, selectPath('MF', fromHex('6F07')))).toMatchObject({ sizeBytes: 9, fid: 0x6f07 })
  })

  test('any command and any answer make an answer of at least two bytes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 4, maxLength: 20 }),
        fc.uint8Array({ minLength: 2, maxLength: 40 }),
        async (command, answer) => {
          let count = 0
          const channel = inSimMode({
            transmit: async () => {
              count++
              return answer
            },
          })
          expect((await channel.transmit(command)).length).toBeGreaterThanOrEqual(2)
          expect(count).toBeLessThan(25)
        },
      ),
    ))
})

test.for([
  ['0000FFFF7F2002000000000009B1001A0800838A838A', 3, 3],
  ['000000003F000100000000000981020C0400838A808A', 3, 0],
  ['000000003F000100000000000981020C0400838A030A', 3, undefined],
  ['000000003F00010000000000', undefined, undefined],
] as const)('header %s tells the tries', ([header, chv1, chv2]) => {
  expect([chvTriesIn(fromHex(header), 1), chvTriesIn(fromHex(header), 2)]).toEqual([chv1, chv2])
})
