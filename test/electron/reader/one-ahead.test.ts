import { expect, test } from 'vitest'
import { oneAhead } from '../../../electron/reader/one-ahead'
import { bytesOf, fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'

const removed = new Failed({ code: 'card.removed', reader: 'R1' })
const commands = [1, 2, 3, 4, 5].map((number) => bytesOf(number))

/** A card whose answers are given by hand, one by one. */
function waitingCard() {
  const sent: { readonly command: string; readonly timeoutMs: number }[] = []
  const waiting: { resolve(response: Uint8Array): void; reject(error: unknown): void }[] = []
  return {
    sent,
    transmit: (command: Uint8Array, timeoutMs: number) =>
      new Promise<Uint8Array>((resolve, reject) => {
        sent.push({ command: hex(command), timeoutMs })
        waiting.push({ resolve, reject })
      }),
    answer: async (responseHex: string) => {
      waiting.shift()?.resolve(fromHex(responseHex))
      await new Promise(setImmediate)
    },
    leave: () => {
      for (const { reject } of waiting) reject(removed)
    },
  }
}

test('one command waits behind the one that the card works on, and has time for both', async () => {
  const card = waitingCard()
  const answers = oneAhead(commands, card.transmit, 100)
  const numbers = () => card.sent.map(({ command }) => command)
  expect(numbers()).toEqual(['01', '02'])
  await card.answer('9000')
  expect(numbers()).toEqual(['01', '02', '03'])
  for (const response of ['9000', '9110', '9000', 'AA9000']) await card.answer(response)
  expect((await answers).map(hex)).toEqual(['9000', '9000', '9110', '9000', 'AA9000'])
  expect(card.sent.map(({ timeoutMs }) => timeoutMs)).toEqual([100, 200, 200, 200, 200])
})

test('what is no success ends it, once the command behind it was answered', async () => {
  const card = waitingCard()
  const answers = oneAhead(commands, card.transmit, 100)
  for (const response of ['9000', '6581', '9000']) await card.answer(response)
  expect((await answers).map(hex)).toEqual(['9000', '6581'])
  expect(card.sent).toHaveLength(3)
})

test('a card that leaves ends it, and no promise is left without anybody', async () => {
  const card = waitingCard()
  const answers = oneAhead(commands, card.transmit, 100)
  await card.answer('9000')
  card.leave()
  await expect(answers).rejects.toBe(removed)
})

test('a single command waits for nobody', async () => {
  const card = waitingCard()
  const answers = oneAhead(commands.slice(0, 1), card.transmit, 100)
  await card.answer('6982')
  expect((await answers).map(hex)).toEqual(['6982'])
})
