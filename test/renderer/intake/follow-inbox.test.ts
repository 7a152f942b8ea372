import { expect, test, vi } from 'vitest'
import { followInbox } from '../../../renderer/intake/follow-inbox'
import { moreAsked, olderLeft, useIntake } from '../../../renderer/intake/store'
import { placeChosen } from '../../../renderer/place/store'
import { station } from '../asked'

vi.mock('../../../renderer/station/client', () => import('../asked'))

test('the inbox is searched while it is shown, and begins with its newest page each time', async () => {
  const { search } = station.intake
  olderLeft()
  search.mockReset().mockResolvedValue({ total: 0, held: 0, entries: [] })
  const inbox = new TransformStream()
  const told = inbox.writable.getWriter()
  station.intake.changes.mockResolvedValue(inbox.readable)
  const changed = async () => {
    await told.write({})
    await new Promise((heard) => setTimeout(heard))
  }
  const limits = () => search.mock.calls.map(([{ limit }]) => limit)

  followInbox()
  await changed()
  moreAsked()
  expect(limits()).toEqual([])

  placeChosen('intake')
  await changed()
  expect(limits()).toEqual([200, 200])
  placeChosen('records')
  await changed()
  expect(useIntake.getState().limit).toBe(100)
  expect(limits()).toEqual([200, 200])
  placeChosen('intake')
  expect(limits()).toEqual([200, 200, 100])
})
