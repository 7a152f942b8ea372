import { expect, test } from 'vitest'
import { Failed } from '../../../shared/failure'
import { openInbox, sold } from './support'

test('of a disk that fails it is asked until it does, and nothing is ordered twice', async () => {
  const { inbox, store, ordered, all, said } = openInbox()
  const { take, settle } = store
  const failing = <T>(work: T) => {
    let asked = 0
    return (...given: unknown[]) => {
      if (asked++ === 0) throw new Failed({ code: 'disk.failed', path: 'intake.db', reason: 'the disk is full' })
      return typeof work === 'function' ? work(...given) : undefined
    }
  }
  Object.assign(store, { take: failing(take), settle: failing(settle) })
  inbox.take(sold())
  await inbox.settled()
  expect(said).toEqual(Array(2).fill('intake: what is due has to wait, disk.failed'))
  expect([ordered.length, all()[0]?.state]).toEqual([1, 'ordered'])
  await inbox.close()
})
