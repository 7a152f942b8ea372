import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Channel, fetching, sendSome } from '../../../electron/card/channel'
import { updateBinary } from '../../../electron/card/commands'
import { fallingBack } from '../../../electron/card/lengths'
import { readSelected } from '../../../electron/card/selected'
import { bytesOf, concat, fromHex, hex } from '../../../shared/bytes'
import { failureOf, scripted } from '../../support/writing'

/** A file that answers READ BINARY, in its own manner, and a list of what was asked. */
function fileOf(content: Uint8Array, manner: (command: Uint8Array, answer: Uint8Array) => Uint8Array) {
  const sent: string[] = []
  const card: Channel = {
    transmit: async (command) => {
      sent.push(hex(command))
      const [, , p1 = 0, p2 = 0, le = 0] = command
      const at = p1 * 256 + p2
      return manner(command, concat(content.subarray(at, at + (le || 256)), fromHex('9000')))
    },
  }
  return { sent, channel: fetching(scripted(card)) }
}
const plain = (_: Uint8Array, answer: Uint8Array) => answer
const counted = (size: number) => Uint8Array.from({ length: size }, (_, at) => (at * 7) % 251)

test('a file is read piece by piece, and nothing twice', async () => {
  const { sent, channel } = fileOf(counted(600), plain)
  expect(await readSelected(channel, 600)).toEqual(counted(600))
  expect(sent).toEqual(['00B0000000', '00B0010000', '00B0020058'])
})

test('whatever a card gives at a time, with and without a length to repeat, the file is whole', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 900 }),
      fc.array(fc.integer({ min: 1, max: 256 })),
      async (size, gives) => {
        let turn = 0
        const { channel } = fileOf(counted(size), (_, answer) => {
          const most = gives[turn++ % Math.max(1, gives.length)] ?? 256
          return answer.length - 2 <= most ? answer : concat(answer.subarray(0, most), answer.subarray(-2))
        })
        expect(await readSelected(channel, size)).toEqual(counted(size))
      },
    ),
  ))

test('data that wait for GET RESPONSE are asked for anew, when nothing is behind them', async () => {
  const kept: Uint8Array[] = []
  const { channel } = fileOf(counted(600), (command, answer) => {
    const [held] = kept.splice(0)
    if (command[1] === 0xc0) return held ?? fromHex('6F00')
    kept.push(answer)
    return bytesOf(0x61, (answer.length - 2) & 0xff)
  })
  expect(await readSelected(channel, 600)).toEqual(counted(600))
})

test('a card that takes the 00 of 256 bytes for none is asked for 255', async () => {
  const { sent, channel } = fileOf(counted(600), (command, answer) => (command[4] === 0 ? answer.subarray(-2) : answer))
  expect(await readSelected(channel, 600)).toEqual(counted(600))
  expect(sent.slice(-3)).toEqual(['00B00000FF', '00B000FFFF', '00B001FE5A'])
})

test('a file that ends before its announced size is told by its offset', async () => {
  const { channel } = fileOf(counted(300), plain)
  expect(await failureOf(readSelected(channel, 600))).toMatchObject({ code: 'bytes.malformed', offset: 300 })
})

test('what a card refuses is not asked again', async () => {
  const { sent, channel } = fileOf(counted(600), (command, answer) => (command[2] === 1 ? fromHex('6581') : answer))
  expect(await failureOf(readSelected(channel, 600))).toMatchObject({ code: 'card.refused', sw: '6581' })
  expect(sent.filter((command) => command === '00B0010000')).toHaveLength(1)
})

test('longer commands that are refused for their length go on as short ones', async () => {
  const written = new Map<number, string>()
  const card = fallingBack(
    scripted({
      transmit: async (command) => {
        if (command[4] === 0) return fromHex('6700')
        written.set((command[2] ?? 0) * 256 + (command[3] ?? 0), hex(command.subarray(5)))
        return fromHex('9000')
      },
    }),
  )
  const commands = [updateBinary(0, counted(300)), updateBinary(300, counted(300)), updateBinary(600, bytesOf(1))]
  for (let left = commands; left.length > 0; ) left = left.slice((await sendSome(card, left)).length)
  expect([...written].sort(([one], [other]) => one - other).map(([at, bytes]) => [at, bytes.length / 2])).toEqual([
    [0, 255],
    [255, 45],
    [300, 255],
    [555, 45],
    [600, 1],
  ])
})

test.for(['9110', '63C2'])('a card that answers %s to each part of a long update is sent them all', async (word) => {
  const sent: string[] = []
  const channel = fallingBack({
    transmit: async (command) => {
      if (command[4] === 0) return fromHex('6700')
      sent.push(hex(command).slice(4, 10))
      return fromHex(word)
    },
  })
  expect(await sendSome(channel, [updateBinary(0, counted(600))])).toEqual([undefined])
  expect(sent).toEqual(['0000FF', '00FFFF', '01FE5A'])
})
