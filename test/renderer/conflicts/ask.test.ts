import { expect, test, vi } from 'vitest'
import { askHeld, settle } from '../../../renderer/conflicts/ask'
import { settlingBegun, settlingTyped, useConflicts } from '../../../renderer/conflicts/store'
import { station } from '../asked'
import { conflicts } from '../stand-in/conflicts'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const [one, other] = conflicts
if (one === undefined || other === undefined) throw new Error('two are needed')
const held = () => useConflicts.getState().held

test('what the server has is asked each time it is looked at, and an older answer does not stand for a newer', async () => {
  const tell: ((registrations: readonly unknown[]) => void)[] = []
  station.registration.status.mockImplementation(
    () => new Promise((resolve) => tell.push((registrations) => resolve({ registrations }))),
  )
  const [first, second, third] = [askHeld(one), askHeld(other), askHeld(one)]
  expect(held()).toEqual({ job: one.job })
  tell[2]?.(['newer'])
  await third
  tell[0]?.(['older'])
  tell[1]?.(['of the other'])
  await Promise.all([first, second])
  expect(held()).toEqual({ job: one.job, answer: { ok: true, value: ['newer'] } })
})

test('the server is asked once after a word about one, by the page where another is shown then', async () => {
  const { status, resolve, conflicts: found } = station.registration
  status.mockReset().mockResolvedValue({ registrations: [] })
  resolve.mockResolvedValue(undefined)
  const settled = async (left: typeof conflicts): Promise<number> => {
    status.mockClear()
    useConflicts.setState({ found: conflicts, selected: one.job, deciding: undefined })
    found.mockResolvedValue(left)
    settlingBegun('register-again')
    settlingTyped('as agreed with the shop')
    await settle()
    return status.mock.calls.length
  }
  expect(await settled(conflicts)).toBe(1)
  expect(await settled([other])).toBe(0)
})
