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

test('a slow card is slow to half a millisecond', async () => {
  const { card, send } = cardInHex(systemClock)
  card.faults.slow({ delayMs: 2.25, perByteMs: 0.5 })
  const errors: number[] = []
  for (let at = 0; at < 15; at++) {
    const startMs = performance.now()
    await send('00A4000C')
    errors.push(performance.now() - startMs - (2.25 + 6 * 0.5))
  }
  const sorted = errors.sort((left, right) => left - right)
  expect(sorted[0]).toBeGreaterThanOrEqual(0)
  expect(sorted[7]).toBeLessThan(0.5)
})

test('many slow cards do not hold each other up', async () => {
  const cards = Array.from({ length: 8 }, () => cardInHex(systemClock))
  for (const [at, { card }] of cards.entries()) card.faults.slow({ delayMs: 5 + at / 7, perByteMs: 0.1 })
  await Promise.all(
    cards.map(async ({ send }) => {
      for (let at = 0; at < 10; at++) await send('00A4000C022F00')
    }),
  )
  const errors = cards.flatMap(({ card }, at) => card.dump().log.map(({ tookMs }) => tookMs - (5 + at / 7 + 0.1 * 9)))
  const sorted = errors.sort((left, right) => left - right)
  expect(sorted[0]).toBeGreaterThanOrEqual(-0.001)
  // on a busy machine anything may come late; what is on time shows the clock, and the middle that nobody waited in turn
  expect(sorted[8]).toBeLessThan(0.2)
  expect(sorted[40]).toBeLessThan(2)
})

test('the log has every command with its answer and the time on the card’s own clock', async () => {
  let nowMs = 5000
  const { card, send } = cardInHex({ now: () => nowMs, until: async () => undefined })
  nowMs += 10
  await send('00A4000C')
  nowMs += 2.5
  card.faults.cue({ fault: 'mute', at: 1 })
  await send('0084000004')
  expect(card.dump().log).toEqual([
    { c: '00A4000C', r: '9000', ms: 10, tookMs: 0 },
    { c: '0084000004', r: '', ms: 12.5, tookMs: 0 },
  ])
  expect(card.dump().insertedMs).toBe(0)
  nowMs += 4
  card.remove()
  nowMs += 4
  card.insert()
  expect(card.dump().insertedMs).toBe(20.5)
})

test('another card has another log, other tries and other contents', async () => {
  const { card, send } = cardInHex()
  await send('0020000A080000000000000000')
  card.swap({ iccid: '8999901000000000099' })
  expect(card.dump()).toMatchObject({ iccid: '8999901000000000099', tries: { adm1: 3 }, log: [], inserted: true })
})
