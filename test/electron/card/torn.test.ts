import { describe, expect, test } from 'vitest'
import { blankBootstrap } from '../../../electron/card/blank'
import { type Written, writeBootstrap } from '../../../electron/card/bootstrap'
import { type Channel, fetching } from '../../../electron/card/channel'
import { Failed } from '../../../shared/failure'
import { formatOf } from '../../../shared/message/format'
import { utf8 } from '../../../shared/utf8'
import type { TestCard } from '../../support/card'
import { asDevice, cardWith, failureOf, holds, messageOf, sentSince, sessionOn, writeTo } from '../../support/writing'

const old = messageOf(1, 150)
const next = messageOf(2, 200)
const empty = new Uint8Array(0)

/** Of a size that takes a command less when what opens it goes last and together. */
const json = utf8(`[{"DDF":"https://ddf.operator.example/${'d'.repeat(145)}"}]`)

/** What is done to a card, and the messages a device may find on it at any time. */
type Change = { readonly name: string; readonly before: Uint8Array; readonly after: Uint8Array }
const changes: readonly Change[] = [
  { name: 'a message takes the place of another', before: old, after: next },
  { name: 'a shorter message takes the place of a longer one', before: next, after: messageOf(3, 60) },
  { name: 'a few bytes change', before: old, after: old.map((byte, at) => (at % 70 === 9 ? byte + 1 : byte)) },
  { name: 'an empty card gets its first message', before: empty, after: next },
  { name: 'an empty card gets its first message in JSON', before: empty, after: json },
  { name: 'a card is emptied', before: next, after: empty },
]

const sizeBytes = 256
/** So that a small message takes several commands. */
const lengths = { read: 100, update: 90 }
const cardHolding = async (message: Uint8Array): Promise<TestCard> => {
  const card = cardWith({ pkcs15: { bootstrapSizeBytes: sizeBytes } })
  if (message.length > 0) await change(card, message)
  return card
}

async function change(
  card: TestCard,
  after: Uint8Array,
  through: (card: TestCard) => Channel = fetching,
): Promise<Written | undefined> {
  card.reset()
  const session = { ...(await sessionOn(card, lengths)), channel: through(card) }
  if (after.length > 0) return writeBootstrap(session, after, writeTo())
  await blankBootstrap(session, { ...writeTo(), entries: false })
  return undefined
}

/** A program that resets the card before one of our commands. */
const resetAt = (at: number) => (card: TestCard) => {
  let count = 0
  return fetching({
    transmit: (command) => {
      if (count++ === at) card.reset()
      return card.transmit(command)
    },
  })
}

/** A torn card: a device finds what was there, nothing, or what was to be there; and the next job, anywhere, finishes it. */
async function expectWhole(card: TestCard, { before, after }: Change, where: string): Promise<void> {
  card.insert()
  const found = await asDevice(card)
  expect(formatOf(found) === 'empty' || holds(found, before) || holds(found, after), where).toBe(true)
  expect(card.dump().tries.adm1, where).toBe(3)
  await change(card, after)
  expect(holds(await asDevice(card), after), `${where}, finished`).toBe(true)
}

describe.each(changes)('while $name', { timeout: 30_000 }, (wanted) => {
  test('the card leaves before any command', async () => {
    for (let count = 0; ; count++) {
      const card = await cardHolding(wanted.before)
      card.faults.cue({ fault: 'leave', after: count })
      const failure = await change(card, wanted.after).then(
        () => undefined,
        (error: unknown) => error,
      )
      if (failure === undefined) break
      expect(failure).toBeInstanceOf(Failed)
      await expectWhole(card, wanted, `after ${count} commands`)
    }
  })

  test('another program resets the card before any command', async () => {
    const whole = await cardHolding(wanted.before)
    const start = sentSince(whole, 0).length
    await change(whole, wanted.after)
    const commands = sentSince(whole, start)
    let refused = 0
    for (const count of commands.keys()) {
      const card = await cardHolding(wanted.before)
      const failure = await change(card, wanted.after, resetAt(count)).then(
        () => undefined,
        (error: unknown) => error,
      )
      if (failure === undefined) expect(holds(await asDevice(card), wanted.after), `command ${count}`).toBe(true)
      else refused++
      await expectWhole(card, wanted, `reset before command ${count}`)
    }
    expect(refused).toBeGreaterThan(commands.filter((command) => command.startsWith('00D6')).length)
  })

  test('the card leaves inside any update, after any of its bytes', async () => {
    const whole = await cardHolding(wanted.before)
    const start = sentSince(whole, 0).length
    await change(whole, wanted.after)
    const updates = sentSince(whole, start).flatMap((command, at) =>
      command.startsWith('00D6') ? [{ at: at + 1, bytes: Number.parseInt(command.slice(8, 10), 16) }] : [],
    )
    expect(updates.length).toBeGreaterThan(2)
    for (const { at, bytes } of updates)
      for (let torn = 0; torn <= bytes; torn++) {
        const card = await cardHolding(wanted.before)
        card.faults.cue({ fault: 'tear', at, bytes: torn })
        await failureOf(change(card, wanted.after))
        await expectWhole(card, wanted, `command ${at} after ${torn} bytes`)
      }
  })
})

test('a card that was torn elsewhere is known by its bytes, and is written anew', async () => {
  const whole = await cardHolding(old)
  const start = sentSince(whole, 0).length
  await change(whole, next)
  const blanked = sentSince(whole, start).findIndex((command) => command.startsWith('00D6'))
  const card = await cardHolding(old)
  card.faults.cue({ fault: 'leave', after: blanked + 1 })
  await failureOf(change(card, next))
  card.insert()
  expect(card.file('6421').slice(0, 4)).toMatch(/^FF(?!FF)/)
  expect(await change(card, next)).toMatchObject({ result: 'written', findings: ['torn'] })
  expect(holds(await asDevice(card), next)).toBe(true)
})
