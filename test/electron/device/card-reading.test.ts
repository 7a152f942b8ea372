import { expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import type { Channel } from '../../../electron/card/channel'
import { readCard } from '../../../electron/device/card-reading'
import { fromHex, hex, withoutPadding } from '../../../shared/bytes'
import { Failed, type Failure } from '../../../shared/failure'
import { createTestCard, type TestCard } from '../../support/card'
import { bytesFor, serversOf, switchedOn } from '../../support/device'
import { cardWith, sessionOn, write } from '../../support/writing'

const reading = (card: TestCard) => readCard(async (work) => work(await sessionOn(card)))

async function written(message: Uint8Array): Promise<TestCard> {
  const card = cardWith()
  await write(card, message)
  return card
}

test('a card is read as a device reads it, without any key', async () => {
  const found = await reading(await written(bytesFor('card.example')))
  if (found.is !== 'read') return expect.fail(found.is)
  expect(found.iccid).toMatch(/^\d{18,20}$/)
  expect(found.files.map((file) => 'bytes' in file && withoutPadding(file.bytes))).toEqual([bytesFor('card.example')])
  expect(serversOf(switchedOn({ card: found }))).toEqual(['card.example'])
})

test.for([
  ['usim', 'read'],
  ['blank', 'read'],
  ['unlisted', 'read'],
  ['torn', 'read'],
  ['pin', 'locked'],
] as const)('a card of kind %s is %s, and gives a device no account', async ([kind, is]) => {
  const found = await reading(createTestCard(optionsOfKind(kind)))
  expect(found.is).toBe(is)
  expect(serversOf(switchedOn({ card: found }))).toEqual([])
})

test('a card whose directory wants the PIN waits for it, and takes nothing away', async () => {
  const card = await written(bytesFor('card.example'))
  const behindPin: Channel = {
    transmit: async (command) => (hex(command).startsWith('01B0') ? fromHex('6982') : card.transmit(command)),
  }
  const found = await readCard(async (work) => work({ ...(await sessionOn(card)), channel: behindPin }))
  expect(found).toEqual({ is: 'locked' })
  expect(card.dump().log.at(-1)?.c).toBe('00708001')
})

test('a card that is pulled out at any command is one that nothing is known of', async () => {
  const card = await written(bytesFor('card.example'))
  const memory = switchedOn({ card: await reading(card) }).device.memory
  for (let count = 0; count < 100; count++) {
    card.reset()
    card.faults.cue({ fault: 'leave', after: count })
    const found = await reading(card)
    card.faults.clear()
    card.insert()
    if (found.is === 'read') {
      expect(count).toBeGreaterThan(10)
      return
    }
    expect(found.is).toBe('unreadable')
    expect(serversOf(switchedOn({ card: found }, memory))).toEqual(['card.example'])
  }
  expect.fail('it never reads')
})

const failing = (failure: Failure) =>
  readCard(async () => {
    throw new Failed(failure)
  })

test('an empty slot is no card, a card that does not answer one that nothing is known of', async () => {
  expect(await failing({ code: 'card.absent', reader: 'R' })).toEqual({ is: 'absent' })
  expect(await failing({ code: 'card.mute', reader: 'R', command: 'SELECT' })).toEqual({
    is: 'unreadable',
    why: 'card.mute',
  })
})

test('a reader that is not there is no finding about a card', async () => {
  await expect(failing({ code: 'reader.lost', reader: 'R' })).rejects.toThrow('reader.lost')
})
