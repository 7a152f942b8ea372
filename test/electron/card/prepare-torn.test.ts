import { describe, expect, test } from 'vitest'
import { type CardKind, optionsOfKind } from '../../../electron/bench/kinds'
import { fetching } from '../../../electron/card/channel'
import { prepareCard } from '../../../electron/card/prepare'
import { readAsDevice } from '../../../electron/device/card'
import { fromHex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { Preparation } from '../../../shared/preparation'
import type { TestCard } from '../../support/card'
import { cardWith, failureOf, holds, messageOf, sentSince, sessionOn, write, writeTo } from '../../support/writing'

const slow = { timeout: 30_000 }
const small = Preparation.parse({ sizeBytes: 64 })
const withCp = Preparation.parse({ sizeBytes: 64, cp: true })

async function prepare(card: TestCard, wish: Preparation): Promise<void> {
  card.reset()
  await prepareCard(await sessionOn(card), wish, writeTo())
}

/** What a device finds: the files, or why there are none. */
async function seen(card: TestCard): Promise<string> {
  card.reset()
  try {
    return JSON.stringify(await readAsDevice(fetching(card)))
  } catch (error) {
    if (error instanceof Failed) return `nothing: ${error.failure.code}`
    throw error
  }
}

const theirFiles = (card: TestCard) =>
  card.dump().files.filter(({ path }) => /(5207|4200|4300|4401)$/.test(path) || /A0000000871002/.test(path))

const cardOfKind = (kind: CardKind): TestCard => cardWith(optionsOfKind(kind))

/** A torn preparation: a device sees what it saw before or all of it, and preparing again ends as if nothing had been. */
async function rules(kind: CardKind, wish: Preparation) {
  const untouched = cardOfKind(kind)
  const whole = cardOfKind(kind)
  await prepare(whole, wish)
  const commands = sentSince(whole, 0)
  const [before, after] = [await seen(untouched), await seen(whole)]
  const odf = untouched.file('5031').replace(/(FF)+$/, '')
  return {
    commands,
    check: async (card: TestCard, where: string): Promise<void> => {
      card.insert()
      expect([before, after], where).toContain(await seen(card))
      expect(theirFiles(card), where).toEqual(theirFiles(untouched))
      expect(card.file('5031').startsWith(odf), where).toBe(true)
      expect(card.dump().tries.adm1, where).toBe(3)
      await prepare(card, wish)
      expect(await seen(card), `${where}, prepared again`).toBe(after)
    },
  }
}

describe.each(['blank', 'foreign', 'unlisted'] as const)('while a card is prepared that was %s', slow, (kind) => {
  test('it leaves before any command', async () => {
    const { check, commands } = await rules(kind, withCp)
    for (const count of commands.keys()) {
      const card = cardOfKind(kind)
      card.faults.cue({ fault: 'leave', after: count })
      expect(await failureOf(prepare(card, withCp))).toMatchObject({ code: 'card.removed' })
      await check(card, `after ${count} commands`)
    }
  })

  test('it leaves inside any command that writes, after any of its bytes', async () => {
    const { check, commands } = await rules(kind, small)
    const writing = commands.flatMap((command, at) =>
      /^00(D6|DC|E0)/.test(command) ? [{ at: at + 1, bytes: Number.parseInt(command.slice(8, 10), 16) }] : [],
    )
    expect(writing.length).toBeGreaterThan(2)
    for (const { at, bytes } of writing)
      for (let torn = 0; torn <= bytes; torn++) {
        const card = cardOfKind(kind)
        card.faults.cue({ fault: 'tear', at, bytes: torn })
        await failureOf(prepare(card, small))
        await check(card, `command ${at} after ${torn} bytes`)
      }
  })
})

test('an enlargement that was torn is finished by the next, with the message that was there', slow, async () => {
  const message = messageOf(1, 100)
  const wish = Preparation.parse({ sizeBytes: 200 })
  const holding = async (): Promise<TestCard> => {
    const card = cardOfKind('small')
    await write(card, message)
    return card
  }
  const whole = await holding()
  const start = sentSince(whole, 0).length
  await prepare(whole, wish)
  const resized = sentSince(whole, start).findIndex((command) => command.startsWith('80D4'))
  for (let torn = 0; torn <= 72; torn++) {
    const card = await holding()
    card.faults.cue({ fault: 'tear', at: resized + 1, bytes: torn })
    await failureOf(prepare(card, wish))
    card.insert()
    await prepare(card, wish)
    expect(card.file('6421'), `after ${torn} bytes`).toBe(whole.file('6421'))
    expect(holds(fromHex(card.file('6421')), message), `after ${torn} bytes`).toBe(true)
  }
})

test('a card that left while a file was enlarged is whole again when it is prepared without a size, or written', async () => {
  const message = messageOf(1, 100)
  for (const next of ['prepare', 'write'] as const) {
    const card = cardOfKind('small')
    await write(card, message)
    card.faults.cue({ fault: 'tear', at: await commandsBefore('small', 'D4'), bytes: 40 })
    expect(await failureOf(prepare(card, Preparation.parse({ sizeBytes: 300 })))).toMatchObject({
      code: 'card.removed',
    })
    card.insert()
    expect(card.file('6421')).toMatch(/00$/)
    if (next === 'prepare') await prepare(card, Preparation.parse({}))
    else await write(card, message)
    expect(card.file('6421')).toHaveLength(600)
    expect(holds(fromHex(card.file('6421')), message), next).toBe(true)
  }
})

/** Which command of a preparation has this INS, counted from its first one. */
async function commandsBefore(kind: CardKind, ins: string): Promise<number> {
  const card = cardOfKind(kind)
  await write(card, messageOf(1, 100))
  const before = card.dump().log.length
  await prepare(card, Preparation.parse({ sizeBytes: 300 }))
  return sentSince(card, before).findIndex((command) => command.slice(2, 4) === ins) + 1
}
