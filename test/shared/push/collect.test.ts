import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collectPushes } from '../../../shared/push/collect'
import { pushPorts, segmentsOf } from '../../../shared/push/segments'

const pdus = fc.uint8Array({ minLength: 1, maxLength: 600 })
const segmented = (pdu: Uint8Array, value: number) => segmentsOf(pdu, pushPorts, { bits: 16, value })

test('the parts of two pushes give both, in whatever order they come', () =>
  fc.assert(
    fc.property(pdus, pdus, fc.infiniteStream(fc.nat()), (one, other, chance) => {
      const collect = collectPushes()
      const all = [...segmented(one, 1), ...segmented(other, 2)]
      const shuffled = all.map((segment) => ({ segment, at: chance.next().value })).sort((a, b) => a.at - b.at)
      const whole = shuffled.flatMap(({ segment }) => collect(segment)?.pdu ?? [])
      expect(whole.map(String).sort()).toEqual([one, other].map(String).sort())
    }),
  ))

test('a part that comes twice makes no second push', () => {
  const collect = collectPushes()
  const [first = new Uint8Array(), ...rest] = segmented(new Uint8Array(300).fill(7), 9)
  const whole = [first, first, ...rest].flatMap((segment) => collect(segment) ?? [])
  expect(whole).toHaveLength(1)
})

test('what is no segment is passed over', () => {
  const collect = collectPushes()
  expect(collect(new Uint8Array())).toBeUndefined()
  expect(collect(Uint8Array.of(200, 1, 2))).toBeUndefined()
})
