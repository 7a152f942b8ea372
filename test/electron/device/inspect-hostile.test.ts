import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CardKind, optionsOfKind } from '../../../electron/bench/kinds'
import type { Card } from '../../../electron/card/card'
import type { Channel } from '../../../electron/card/channel'
import { inspectCard } from '../../../electron/device/inspect'
import { sha256 } from '../../../electron/hash'
import { bytesOf, fromHex, hex } from '../../../shared/bytes'
import type { CardReport } from '../../../shared/card-report'
import { createTestCard, type TestCard } from '../../support/card'
import { meetTestCard } from '../../support/met'

const deps = { hash: sha256, now: () => 0 }
const inspect = async (card: TestCard): Promise<CardReport> => inspectCard(await meetTestCard(card), deps)

describe('a card that counts the question for tries', () => {
  /** Each VERIFY costs a try, key or no key. */
  async function counting(tries: number): Promise<{ card: Card; asked: number[]; left: () => number }> {
    const card = createTestCard()
    const asked: number[] = []
    let left = tries
    const met = await meetTestCard(card)
    const channel: Channel = {
      transmit: async (command) => {
        if (command[1] !== 0x20) return met.channel.transmit(command)
        asked.push(command[3] ?? 0)
        if (command[3] === 0x01) left = Math.max(0, left - 1)
        return bytesOf(0x63, 0xc0 + left)
      },
    }
    return { card: { ...met, channel }, asked, left: () => left }
  }

  test('is found out with PIN1, and ADM1 is not asked at all', async () => {
    const { card, asked } = await counting(3)
    const { keys, story } = await inspectCard(card, deps)
    expect(asked).toEqual([0x01, 0x01])
    expect(keys).toMatchObject({ pin1: { triesLeft: 1 }, adm1: { triesLeft: null }, pin2: { triesLeft: null } })
    expect(story).toContain(
      'This card seems to count the question for tries as a try. Its keys are not asked any more.',
    )
    expect(story.join(' ')).not.toContain('does not tell')
  })

  test('is never asked twice of a last try', async () => {
    const { card, asked, left } = await counting(2)
    await inspectCard(card, deps)
    expect(asked.filter((reference) => reference === 0x01)).toHaveLength(1)
    expect(left()).toBe(1)
  })

  test('and a SIM that answers the question as a wrong key is not asked by a look, and once by whoever needs its key', async () => {
    const card = createTestCard({ mode: 'sim' })
    const met = await meetTestCard(card)
    const asked: string[] = []
    const channel: Channel = {
      transmit: async (command) => {
        if (command[1] !== 0x20 || command[3] !== 0x0a) return met.channel.transmit(command)
        asked.push(hex(command))
        return bytesOf(0x63, 0x00)
      },
    }
    const { keys } = await inspectCard({ ...met, channel }, deps)
    expect([asked, keys.adm1.triesLeft]).toEqual([[], null])
    for (let time = 0; time < 2; time++) await met.tries.left(channel, 0x0a)
    expect([asked.length, met.tries.isCounting()]).toEqual([1, true])
  })
})

describe('whatever a card does', () => {
  const commandsOf = async (kind: CardKind): Promise<number> => {
    const card = createTestCard(optionsOfKind(kind))
    await inspect(card)
    return card.dump().log.length
  }

  test.for(['usim', 'sim2g'] as const)('%s pulled at any command is a card that was removed', async (kind) => {
    const count = await commandsOf(kind)
    for (let after = 1; after < count; after++) {
      const card = createTestCard(optionsOfKind(kind))
      card.faults.cue({ fault: 'leave', after })
      await expect(inspect(card), `after ${after}`).rejects.toMatchObject({ failure: { code: 'card.removed' } })
    }
  })

  const words = [0x6f00, 0x6982, 0x9000, 0x61ff, 0x6c00, 0x6283, 0x6a82, 0x9404]

  test.for(['usim', 'sim2g', 'beside-foreign'] as const)(
    '%s: one wrong answer makes a report all the same',
    async (kind) => {
      const count = await commandsOf(kind)
      for (let at = 6; at <= count; at++) {
        const card = createTestCard(optionsOfKind(kind))
        const met = await meetTestCard(card)
        const sw = words[(at + kind.length) % words.length] ?? 0x6f00
        card.faults.cue({ fault: 'answer', at: at - card.dump().log.length, sw })
        const { story } = await inspectCard(met, deps)
        expect(story.length, `${sw.toString(16)} at ${at}`).toBeGreaterThan(3)
      }
    },
  )

  test('noise for answers makes a report', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 2, maxLength: 80 }), { minLength: 1, maxLength: 40 }),
        async (answers) => {
          let count = 0
          const channel: Channel = {
            transmit: async () => {
              const answer = answers[count++ % answers.length] ?? bytesOf(0x90, 0x00)
              return count % 3 === 0 ? answer : Uint8Array.from([...answer.subarray(0, -2), 0x90, 0x00])
            },
          }
          const card = await meetTestCard(createTestCard())
          const { story } = await inspectCard({ ...card, channel }, deps)
          expect(story.join(' ')).not.toMatch(/undefined|NaN/)
          expect(count).toBeLessThanOrEqual(800)
        },
      ),
      { numRuns: 100 },
    ))

  test('a card that goes on for ever is left alone after so many commands, and said to be', async () => {
    // Every file is a directory file of 64 KB whose every entry leads to another
    const endless = (command: Uint8Array): string => {
      if (command[1] === 0xa4) return '620F 82024121 83022F00 8002FFFF 8A0105 9000'
      const entries = Array.from({ length: 20 }, (_, at) => `A706300404024${(at + 256).toString(16)}`).join('')
      return `${entries.padEnd(512, 'F').slice(0, 512)}9000`
    }
    let count = 0
    const channel: Channel = {
      transmit: async (command) => {
        count++
        return fromHex(endless(command))
      },
    }
    const { story } = await inspectCard({ ...(await meetTestCard(createTestCard())), channel }, deps)
    expect(count).toBe(800)
    expect(story).toContain('There was more to read than a card should have. The rest was left alone.')
  })

  test('a card that takes its time is left alone after a minute', async () => {
    const card = createTestCard()
    const met = await meetTestCard(card)
    let ms = 0
    const channel: Channel = {
      transmit: (command) => {
        ms += 4000
        return met.channel.transmit(command)
      },
    }
    const { story } = await inspectCard({ ...met, channel }, { ...deps, now: () => ms })
    expect(ms).toBeLessThanOrEqual(68_000)
    expect(story).toContain('There was more to read than a card should have. The rest was left alone.')
  })

  test('a card whose ICCID does not read begins no session, and says why', async () => {
    await expect(inspect(createTestCard(optionsOfKind('hostile-6cxx')))).rejects.toMatchObject({
      failure: { code: 'card.refused', command: 'READ BINARY' },
    })
  })
})
