import { expect, test } from 'vitest'
import type { Layer } from '../../../../electron/bench/uicc/perform'
import { answer, sw } from '../../../../electron/bench/uicc/status-word'
import { hexCard } from './exchange'

/** Opens commands of class 04 after one of instruction 50, and turns every bit of what they are answered. */
const inverting: Layer = (state, inner) => {
  let isOpen = false
  return (command) => {
    if (command.ins === 0x50) {
      isOpen = true
      state.verified.add(0x30)
      return answer(sw.done)
    }
    if (command.cla !== 0x04) return inner(command)
    if (!isOpen) return answer(sw.conditionsNotMet)
    const plain = inner({ ...command, cla: 0x00 })
    return answer(
      plain.sw,
      plain.data.map((byte) => byte ^ 0xff),
    )
  }
}

test('a layer opens commands before the card has them and wraps what it answers', () => {
  const card = hexCard({ layer: inverting, iccid: '8988211000000430010' })
  expect(card.sendAll('80500000', '04B0820003', '00B0820003')).toEqual(['9000', '6777ED9000', '9888129000'])
})

test('a reset makes the layer anew', () => {
  const card = hexCard({ layer: inverting })
  card.send('80500000')
  card.reset()
  expect(card.send('04B0820003')).toBe('6985')
})
