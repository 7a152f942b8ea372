import { expect, test, vi } from 'vitest'
import { searchIntake } from '../../../renderer/intake/search'
import { moreAsked, textTyped, useIntake } from '../../../renderer/intake/store'
import { station } from '../asked'

vi.mock('../../../renderer/station/client', () => import('../asked'))

test('older entries are shown for as long as there are any', async () => {
  const all = Array.from({ length: 730 }, (_, at) => ({ id: 730 - at }))
  station.intake.search.mockImplementation(async ({ limit, offset }: { limit: number; offset: number }) => {
    if (limit > 500) throw new Error('the contract takes 500 at most')
    return { total: all.length, held: 0, entries: all.slice(offset, offset + limit) }
  })
  textTyped('')
  const shown = async () => {
    await searchIntake()
    return useIntake.getState().found?.entries.map(({ id }) => id)
  }
  expect(await shown()).toEqual(all.slice(0, 100).map(({ id }) => id))
  for (let times = 0; times < 7; times++) moreAsked()
  expect(await shown()).toEqual(all.map(({ id }) => id))
})

test('an entry that moves on while the pages are told is shown once', async () => {
  station.intake.search.mockImplementation(async ({ limit, offset }: { limit: number; offset: number }) => ({
    total: 730,
    held: 0,
    entries: Array.from({ length: limit }, (_, at) => ({ id: 730 - offset - at + (offset === 0 ? 0 : 1) })),
  }))
  textTyped('')
  for (let times = 0; times < 5; times++) moreAsked()
  await searchIntake()
  const ids = useIntake.getState().found?.entries.map(({ id }) => id) ?? []
  expect(ids).toHaveLength(599)
  expect(new Set(ids).size).toBe(599)
})
