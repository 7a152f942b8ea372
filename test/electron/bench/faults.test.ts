import { describe, expect, test } from 'vitest'
import type { Clock } from '../../../electron/bench/clock'
import { systemClock } from '../../../electron/bench/clock'
import { fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { createTestCard } from '../../support/card'

const selectPayload = '00A4080C047F506421'
const showAdm = `0020000A08${hex(new TextEncoder().encode('BENCHADM'))}`

function cardInHex(clock?: Clock) {
  const card = createTestCard({}, 'Test 01', clock)
  const send = async (command: string): Promise<string> => {
    try {
      return hex(await card.transmit(fromHex(command)))
    } catch (error) {
      if (error instanceof Failed) return error.failure.code
      throw error
    }
  }
  return { card, send }
}

describe('a card leaves', () => {
  test('when so many commands have been answered; the next one never reaches it', async () => {
    const { card, send } = cardInHex()
    card.faults.cue({ fault: 'leave', after: 2 })
    expect([await send(selectPayload), await send('00B0000001'), await send('00B0000001')]).toEqual([
      '9000',
      'FF9000',
      'card.removed',
    ])
    expect(card.dump().log).toHaveLength(2)
    expect(card.isIn()).toBe(false)
  })
  test('at once when after none', async () => {
    const { card, send } = cardInHex()
    card.faults.cue({ fault: 'leave', after: 0 })
    expect([card.isIn(), await send(selectPayload)]).toEqual([false, 'card.removed'])
  })
  test('once only, and comes back without its selection but with its content and tries', async () => {
    const { card, send } = cardInHex()
    card.faults.cue({ fault: 'leave', after: 3 })
    for (const command of [selectPayload, showAdm, '00D6000001AB']) expect(await send(command)).toBe('9000')
    card.insert()
    expect([await send('00B0000001'), await send(selectPayload), await send('00B0000001')]).toEqual([
      '6986',
      '9000',
      'AB9000',
    ])
    expect(await send('0020000A')).toBe('63C3')
  })
})

describe('a card falls mute', () => {
  test('at the n-th command, and stays so until it is put in again', async () => {
    const { card, send } = cardInHex()
    card.faults.cue({ fault: 'mute', at: 2 })
    expect([await send(selectPayload), await send('00B0000001'), await send('00B0000001')]).toEqual([
      '9000',
      'card.mute',
      'card.mute',
    ])
    card.insert()
    expect(await send(selectPayload)).toBe('9000')
  })
})

describe('a write is torn', () => {
  test('in the middle of its bytes, and the card is gone', async () => {
    const { card, send } = cardInHex()
    await send(selectPayload)
    await send(showAdm)
    card.faults.cue({ fault: 'tear', at: 1, bytes: 2 })
    expect(await send('00D6000004A1A2A3A4')).toBe('card.removed')
    expect(card.file('/6421').slice(0, 10)).toBe('A1A2FFFFFF')
  })
  test('at the first write from the n-th command on', async () => {
    const { card, send } = cardInHex()
    card.faults.cue({ fault: 'tear', at: 2, bytes: 0 })
    expect([await send(selectPayload), await send(showAdm), await send('00D6000001A1')]).toEqual([
      '9000',
      '9000',
      'card.removed',
    ])
    expect(card.file('/6421').slice(0, 2)).toBe('FF')
  })
  test('in the middle of a record, and of an extended command over many pages', async () => {
    const { card, send } = cardInHex()
    await send('00A4000C022F00')
    await send(showAdm)
    card.faults.cue({ fault: 'tear', at: 1, bytes: 3 })
    expect(await send(`00DC020426${'AB'.repeat(38)}`)).toBe('card.removed')
    expect(card.file('/2F00').slice(76, 86)).toBe('ABABAB10A0')
    card.insert()
    await send(selectPayload)
    await send(showAdm)
    card.faults.cue({ fault: 'tear', at: 1, bytes: 1000 })
    expect(await send(`00D60000001000${'5A'.repeat(4096)}`)).toBe('card.removed')
    expect(card.file('/6421')).toBe('5A'.repeat(1000) + 'FF'.repeat(3096))
  })
  test('while a file is made or grows, and what was in memory before shows behind it', async () => {
    const { card, send } = cardInHex()
    const create = '00E0000018621682024121830264308A01058B032F0601800200088800'
    const torn = async (command: string, bytes: number) => {
      card.insert()
      await send('00A4080C027F50')
      await send(showAdm)
      card.faults.cue({ fault: 'tear', at: 1, bytes })
      expect(await send(command)).toBe('card.removed')
    }
    await torn(create, 0)
    expect(card.file('/6430')).toBe('')
    await torn(create, 3)
    expect(card.file('/6430')).toBe('FFFFFF0000000000')
    await torn('80D400000A620883026430800200' + '0C', 0)
    expect(card.file('/6430')).toBe('FFFFFF0000000000')
    await torn('80D400000A620883026430800200' + '0C', 2)
    expect(card.file('/6430')).toBe('FFFFFF0000000000FFFF0000')
    await torn('00E40000026430', 0)
    expect(card.file('/6430')).not.toBe('')
    await torn('00E40000026430', 1)
    expect(card.file('/6430')).toBe('')
  })
  test('only as far as the access rules let it', async () => {
    const { card, send } = cardInHex()
    await send(selectPayload)
    card.faults.cue({ fault: 'tear', at: 1, bytes: 1 })
    expect(await send('00D6000002A1A2')).toBe('card.removed')
    expect(card.file('/6421').slice(0, 2)).toBe('FF')
  })
})

test('a card answers what it is told, once, and does nothing', async () => {
  const { card, send } = cardInHex()
  await send(selectPayload)
  await send(showAdm)
  card.faults.cue({ fault: 'answer', at: 2, sw: 0x6581 })
  expect([await send('00D6000001A1'), await send('00D6000001A2'), await send('00B0000001')]).toEqual([
    '9000',
    '6581',
    'A19000',
  ])
})

test('a card forgets which keys were shown, and nothing else', async () => {
  const { card, send } = cardInHex()
  await send(selectPayload)
  await send(showAdm)
  card.faults.cue({ fault: 'forget', at: 1 })
  expect([await send('00D6000001A1'), await send('00B0000001')]).toEqual(['6982', 'FF9000'])
})

test('what has not happened when a card is taken out does not happen later; it stays as slow as it was', async () => {
  const waits: number[] = []
  const { card, send } = cardInHex({
    now: () => 1000,
    until: async (timeMs) => {
      waits.push(timeMs - 1000)
    },
  })
  card.faults.slow({ delayMs: 3, perByteMs: 0.5 })
  card.faults.cue({ fault: 'answer', at: 1, sw: 0x6581 })
  card.remove()
  card.insert()
  expect(await send(selectPayload)).toBe('9000')
  // nine bytes there, two back
  expect(waits).toEqual([3 + 11 * 0.5])
})

test('a slow card is never faster than it says', async () => {
  const { card, send } = cardInHex(systemClock)
  card.faults.slow({ delayMs: 2.25, perByteMs: 0.5 })
  for (let at = 0; at < 15; at++) {
    const startMs = performance.now()
    await send('00A4000C')
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(2.25 + 6 * 0.5)
  }
})

test('many slow cards do not hold each other up', async () => {
  const cards = Array.from({ length: 8 }, () => cardInHex(systemClock))
  for (const { card } of cards) card.faults.slow({ delayMs: 50, perByteMs: 0 })
  const startMs = performance.now()
  await Promise.all(cards.map(({ send }) => send('00A4000C022F00')))
  // one after the other they would take 400 ms; that leaves room for a busy machine
  expect(performance.now() - startMs).toBeLessThan(300)
  expect(cards.every(({ card }) => card.dump().log.every(({ tookMs }) => tookMs >= 49.999))).toBe(true)
})
