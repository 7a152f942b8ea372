import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteWriter, concat, hex } from '../../shared/bytes'

test('a writer keeps everything in its order, however much it is', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 400 })), (parts) => {
      const out = new ByteWriter()
      for (const part of parts) out.append(part)
      expect(hex(out.done())).toBe(hex(concat(...parts)))
    }),
  )
  const out = new ByteWriter()
  for (let count = 0; count < 300_000; count++) out.put(count % 256)
  expect(out.done().length).toBe(300_000)
  expect(out.done().at(299_999)).toBe(299_999 % 256)
})
