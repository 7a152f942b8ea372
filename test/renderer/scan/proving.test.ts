import fc from 'fast-check'
import { expect, test } from 'vitest'
import { againEntered, againErased, againTyped, type Proving, provingOf } from '../../../renderer/scan/proving'
import { parseDevice } from '../../../shared/identity/device'
import { provingLength, toldAgain } from '../../../shared/identity/proof'

const imei = parseDevice('imei:490154203237518')
const meid = parseDevice('meid:A0000000002329')

const typed = (device: typeof imei, again: string): Proving =>
  [...again].reduce((proving, key) => againTyped(proving, key), provingOf(device))

test.for([
  [imei, '7518', 'fits'],
  [imei, '490154203237518', 'fits'],
  [imei, '49 015420 323751 8', 'fits'],
  [imei, '7519', 'differs at 14'],
  [imei, '490154203237581', 'differs at 13'],
  [imei, '', 'length'],
  [imei, '751', 'length'],
  [imei, '03237518', 'length'],
  // Nothing guards a MEID but the second telling.
  [meid, '2329', 'length'],
  [meid, 'a0000000002329', 'fits'],
  [parseDevice('uuid:550e8400-e29b-41d4-a716-446655440000'), '550E8400E29B41D4A716446655440000', 'fits'],
] as const)('%s told again as %s: %s', ([device, again, is]) => {
  const told = toldAgain(device, again)
  expect(told.told === 'differs' ? `differs at ${told.at}` : told.told).toBe(is)
})

test('a device is taken only if the second telling is the same', () => {
  expect(againEntered(typed(imei, '7518'))).toBe(imei)
  expect(againEntered(typed(imei, '7581'))).toMatchObject({ wrong: { told: 'differs', at: 13 } })
  const ends = fc.stringMatching(/^\d{0,15}$/)
  fc.assert(
    fc.property(ends, (again) => {
      const isSame = again === '7518' || again === '490154203237518'
      expect(againEntered(typed(imei, again)) === imei).toBe(isSame)
    }),
  )
})

test('after a wrong telling the next key begins anew, and Backspace takes one back', () => {
  const wrong = againEntered(typed(imei, '7581'))
  if (typeof wrong === 'string') throw new Error('taken')
  expect(againTyped(wrong, '7')).toEqual({ device: imei, again: '7' })
  expect(againErased(typed(imei, '75')).again).toBe('7')
  expect(provingLength(imei)).toBe(4)
})
