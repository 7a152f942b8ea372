import { expect, test } from 'vitest'
import { parsePhone, spacedPhone } from '../../../shared/intake/phone'

test.for([
  ['+4915123456789', '+49 151 2345 6789'],
  ['+12025550123', '+1 202 5550 123'],
  ['+79161234567', '+7 916 1234 567'],
  ['+390612345678', '+39 061 2345 678'],
  ['+3725123456', '+372 512 3456'],
  ['+9715012345678', '+971 501 2345 678'],
  ['+2341234', '+234 123 4'],
] as const)('%s is shown as %s', ([number, shown]) => {
  expect(spacedPhone(parsePhone(number))).toBe(shown)
  expect(parsePhone(shown)).toBe(number)
})
