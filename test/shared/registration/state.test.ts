import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAtEnd, isHeld, RegistrationState, stepTo } from '../../../shared/registration/state'

const state = fc.constantFrom(...RegistrationState.options)

test.for([
  ['received', 'accepted', 'forward'],
  ['accepted', 'queued', 'forward'],
  ['queued', 'sent', 'forward'],
  ['accepted', 'contacted', 'forward'],
  ['sent', 'contacted', 'forward'],
  ['contacted', 'managed', 'forward'],
  ['managed', 'released', 'forward'],
  ['managed', 'received', 'forward'],
  ['managed', 'contacted', 'already'],
  ['sent', 'accepted', 'already'],
  ['accepted', 'managed', 'illegal'],
  ['accepted', 'sent', 'illegal'],
  ['released', 'contacted', 'illegal'],
  ['rejected', 'accepted', 'illegal'],
  ['conflict', 'managed', 'illegal'],
] as const)('from %s to %s is %s', ([from, to, step]) => expect(stepTo(from, to)).toBe(step))

test('a step that was made is not made again', () =>
  fc.assert(fc.property(state, (at) => stepTo(at, at) === 'already')))

test('nothing leads out of the end but a device registered anew, and nothing at all once it is nobody’s', () =>
  fc.assert(
    fc.property(state, state, (from, to) => {
      if (!isHeld(from)) return from === to || stepTo(from, to) !== 'forward'
      return !isAtEnd(from) || stepTo(from, to) !== 'forward' || ['received', 'released', 'conflict'].includes(to)
    }),
  ))
