import { expect, test } from 'vitest'
import { nearest } from '../../shared/near'

const known = ['secret', 'server', 'servers', 'id', 'apn']

test.for([
  ['secrt', 'secret'],
  ['SECRET', 'secret'],
  ['serverss', 'servers'],
  ['sevrer', 'server'],
  ['apm', 'apn'],
  ['colour', undefined],
  ['xy', undefined],
  ['', undefined],
] as const)('%s was meant for %s', ([word, meant]) => expect(nearest(word, known)).toBe(meant))
