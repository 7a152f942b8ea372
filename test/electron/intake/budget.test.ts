import { expect, test } from 'vitest'
import { addressKey, createBudget } from '../../../electron/intake/budget'

const clock = { at: 0 }
const now = () => clock.at

test('so much in so long, and then again', () => {
  const budget = createBudget({ most: 2, perMs: 1000, now })
  expect([1, 2, 3].map(() => budget.spend('a'))).toEqual([true, true, false])
  expect(budget.spend('b', 3)).toBe(false)
  expect(budget.waitMs('a')).toBe(1000)
  clock.at += 1000
  expect(budget.spend('a', 2)).toBe(true)
})

test('a clock that is set back keeps nobody waiting longer than ever', () => {
  const budget = createBudget({ most: 1, perMs: 1000, now })
  expect([budget.spend('a'), budget.spend('a')]).toEqual([true, false])
  clock.at -= 5000
  expect([budget.waitMs('a'), budget.spend('a'), budget.spend('a')]).toEqual([1000, true, false])
})

test('too many keys at once get nothing, and nobody’s count is forgotten for them', () => {
  const budget = createBudget({ most: 1, perMs: 1000, now })
  expect(budget.spend('first')).toBe(true)
  for (let key = 1; key < 50_000; key++) budget.spend(String(key))
  expect([budget.spend('new'), budget.spend('first')]).toEqual([false, false])
  clock.at += 1000
  expect(budget.spend('new')).toBe(true)
})

test.for([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  [undefined, ''],
] as const)('%s is %s', ([address, key]) => expect(addressKey(address)).toBe(key))
