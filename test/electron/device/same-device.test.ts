import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contradicting, rehearse } from '../../../electron/device/rehearse'
import { sha256 } from '../../../electron/hash'
import { uses } from '../../../shared/device/bootstrap-use'
import { emptyDeviceMemory } from '../../../shared/device/memory'
import { takeCard } from '../../../shared/device/take-card'
import { accountsIn } from '../../../shared/message/apply'
import { accountOf, messageOf } from '../../support/device'

const blank = new Uint8Array(16).fill(0xff)
const fileOf = (use: (typeof uses)[number], bytes: Uint8Array) =>
  ({ place: use, path: use, use, form: 'opaqueDO', sizeBytes: bytes.length, bytes }) as const
type File = ReturnType<typeof fileOf>

/** What a device has after it was switched on with such a card. */
const taken = (files: readonly File[]) => {
  const reading = { is: 'read', iccid: '8949000000000000017', files } as const
  return accountsIn(takeCard(emptyDeviceMemory, reading, sha256).memory.objects)
}
const message = (id: string, name: string, use: File['use']) =>
  messageOf([{ ...accountOf(id), name }], use === 'dm' ? 'dm1' : 'cp')

test('a rehearsal ends with what a device ends with, whatever lies on a card and in whatever order', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          use: fc.constantFrom(...uses),
          id: fc.constantFrom('a', 'b'),
          name: fc.constantFrom('one', 'two'),
          isBlank: fc.boolean(),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      (all) => {
        const files = all.map(({ use, id, name, isBlank }) => fileOf(use, isBlank ? blank : message(id, name, use)))
        expect(rehearse(files).accounts).toEqual(taken(files))
      },
    ),
  ))

test('of two files with one server, the message is kept whose entry comes first', () => {
  const [fresh, old] = [message('a', 'one', 'dm'), message('a', 'two', 'cp-bootstrap')]
  const [dm, cp] = [fileOf('dm', fresh), fileOf('cp-bootstrap', old)]
  expect(contradicting([dm, cp], fresh)).toBeUndefined()
  expect(taken([dm, cp])).toMatchObject([{ serverId: 'a', name: 'one' }])
  expect(contradicting([cp, dm], fresh)).toBe('cp-bootstrap')
  expect(taken([cp, dm])).toMatchObject([{ serverId: 'a', name: 'two' }])
})

test('one server is told to both generations of devices by one card', () => {
  const [new20, old1x] = [messageOf([accountOf('a')], 'dm2'), message('a', 'two', 'cp-bootstrap')]
  const files = [fileOf('dm', new20), fileOf('cp-bootstrap', old1x)]
  for (const one of [new20, old1x]) expect(contradicting(files, one)).toBeUndefined()
  expect(taken(files)).toMatchObject([{ serverId: 'a' }, { serverId: 'a', name: 'two' }])
})
