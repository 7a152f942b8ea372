import { rmSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { cardKinds, optionsOfKind } from '../../electron/bench/kinds'
import type { Driver } from '../../electron/reader/driver'
import { bytesOf, concat } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { wordsOf } from '../../shared/text/words'
import type { TestCard } from '../support/card'
import { writeOn } from '../support/replayed'
import { createTestHome, openTestStation, testCard } from '../support/station'
import { createTestDriver } from '../support/test-driver'

const homes: string[] = []
afterAll(() => {
  for (const made of homes) rmSync(made, { recursive: true })
})

/** What a card may cost before it is given up, whatever it says. */
const mostCommands = 2500
const mostMs = 5000

const untouched = (card: TestCard) => {
  const { log, tries } = card.dump()
  expect(tries.adm1).toBe(3)
  expect(log.filter(({ c }) => /^(A0|0.)(D6|DC|E0|E4)/.test(c) || /^(A0|0.)20000A08/.test(c))).toEqual([])
}

/** A finding, or a failure that counts against the card and has words. Anything else is a bug and passes. */
async function comesToAnEnd(work: () => Promise<unknown>): Promise<string> {
  const startMs = performance.now()
  const told = await work().then(
    (report) => JSON.stringify(report),
    (error: { data?: unknown }) => JSON.stringify(error.data ?? String(error)),
  )
  expect(performance.now() - startMs).toBeLessThan(mostMs)
  expect(told).not.toMatch(/TypeError|RangeError|"bug"|\bat \//)
  return told
}

describe.each(cardKinds.filter((kind) => kind.startsWith('hostile')))('a card of the kind %s', (kind) => {
  test('is inspected and rehearsed in bounded time, and loses nothing by it', async () => {
    const home = createTestHome()
    homes.push(home)
    const card = testCard(optionsOfKind(kind))
    const { ask, station } = openTestStation({ home, cards: { R1: card } })
    for (const work of [() => ask.card.inspect({ reader: 'R1' }), () => ask.card.rehearse({ reader: 'R1' })]) {
      const before = card.dump().log.length
      expect(await comesToAnEnd(work)).not.toBe('')
      expect(card.dump().log.length - before).toBeLessThan(mostCommands)
    }
    untouched(card)
    await station.close()
  })

  test('is written, or refused in words, in bounded time; no counter goes down but of PIN1 where questions count', async () => {
    const card = testCard(optionsOfKind(kind))
    const startMs = performance.now()
    const { record } = await writeOn(createTestDriver({ R1: card }), card.iccid())
    expect(performance.now() - startMs).toBeLessThan(mostMs)
    expect(card.dump().log.length).toBeLessThan(mostCommands)
    // PIN1, which a PUK brings back, is asked twice to find out that the card counts: ADM1 is not asked then.
    expect(card.dump().tries).toMatchObject({ pin1: kind === 'hostile-counting' ? 1 : 3, adm1: 3 })
    if (record.outcome === 'OWED') return
    const { failure } = record
    if (!failure) throw new Error('a job that fails says why')
    expect(failure.code).toMatch(/^(card|bytes)\./)
    expect(wordsOf(failure).what).toMatch(/^[A-Z].*\.$/)
  })
})

/** A reader whose card answers so, whatever it is asked. */
function readerOf(answer: (command: Uint8Array, count: number) => Uint8Array) {
  let count = 0
  const driver: Driver = {
    watch: (onState) => onState({ service: 'up', readers: [{ name: 'R1', card: 'present', use: 'free' }] }),
    connect: async () => ({
      atrHex: '3B9F96801F878031E073FE211B674A4C753034054BA9',
      transmit: async (command) => {
        const response = answer(command, count++)
        if (response.length < 2) throw new Failed({ code: 'card.removed', reader: 'R1' })
        return response
      },
      close: async () => undefined,
    }),
    close: async () => undefined,
  }
  return { driver, count: () => count }
}

const noise = (seed: number) => {
  let state = seed
  return (_: Uint8Array, count: number): Uint8Array => {
    state = (Math.imul(state ^ count, 0x9e3779b1) ^ (state >>> 13)) >>> 0
    const length = state % 40
    const data = Uint8Array.from({ length }, (_, at) => Math.imul(state, at * 2 + 1) >>> 24)
    const words = [0x9000, 0x6110, 0x6c05, 0x6982, 0x6a82, 0x9f10, 0x6700, 0x6d00, 0x6e00, 0x63c2, 0x9101, 0x6282]
    const sw = words[(state >>> 8) % words.length] ?? 0x6f00
    return concat(data, bytesOf(sw >> 8, sw & 0xff))
  }
}

describe('a card that makes no sense at all', () => {
  test.for([
    ['always says 9000 and nothing else', () => bytesOf(0x90, 0x00)],
    ['always says 6100', () => bytesOf(0x61, 0x00)],
    ['always says 6C00', () => bytesOf(0x6c, 0x00)],
    ['always says 9F00', () => bytesOf(0x9f, 0x00)],
    ['always says 9300, busy', () => bytesOf(0x93, 0x00)],
    ['always says 63C0', () => bytesOf(0x63, 0xc0)],
    ['always says 6989, in a secure channel', () => bytesOf(0x69, 0x89)],
    ['repeats what it is told', (command: Uint8Array) => concat(command, bytesOf(0x90, 0x00))],
    ['has 256 bytes for everything', () => concat(new Uint8Array(256).fill(0x62), bytesOf(0x90, 0x00))],
    ['answers with 60,000 bytes', () => concat(new Uint8Array(60_000).fill(0xa7), bytesOf(0x90, 0x00))],
    ['answers with one byte', () => bytesOf(0x90)],
  ] as const)('and %s is given up, with its key never tried', async ([, answer]) => {
    const { driver, count } = readerOf(answer)
    const tried: string[] = []
    const watched: Driver = {
      ...driver,
      connect: async (reader) => {
        const link = await driver.connect(reader)
        return {
          ...link,
          transmit: (command, timeoutMs) => {
            if (command[1] === 0x20 && command.length > 5) tried.push('VERIFY')
            return link.transmit(command, timeoutMs)
          },
        }
      },
    }
    const { record } = await writeOn(watched, '8999901000000000013')
    expect(['FAIL', 'ERROR']).toContain(record.outcome)
    expect(count()).toBeLessThan(mostCommands)
    expect(tried).toEqual([])
  })

  test('and answers at random is given up, whatever the seed', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { driver, count } = readerOf(noise(seed))
      const { record } = await writeOn(driver, '8999901000000000013')
      expect(['FAIL', 'ERROR'], `seed ${seed}`).toContain(record.outcome)
      expect(count(), `seed ${seed}`).toBeLessThan(mostCommands)
    }
  })
})
