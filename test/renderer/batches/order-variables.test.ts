import { expect, test, vi } from 'vitest'
import { formOf } from '../../../renderer/batches/order-variables'
import { station } from '../asked'

vi.mock('../../../renderer/station/client', () => import('../asked'))

test('a form that nobody waits for any more is told so to the station', async () => {
  const { signal } = new AbortController()
  station.template.get.mockResolvedValueOnce({ variables: [] })
  await formOf('nordwind', signal)
  expect(station.template.get).toHaveBeenCalledWith({ template: 'nordwind' }, { signal })
})
