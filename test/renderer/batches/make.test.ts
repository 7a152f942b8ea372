import { beforeEach, expect, test, vi } from 'vitest'
import { emptyOrder, useOrder } from '../../../renderer/batches/draft'
import { makeBatch } from '../../../renderer/batches/make'
import { batchesOpened, useWork, workShown } from '../../../renderer/batches/view'
import { useStation } from '../../../renderer/station/store'
import { station } from '../asked'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const template = { name: 'nordwind', sha256: 'a'.repeat(64) }
const made = { order: { batch: 'lot-7' } }

beforeEach(() => {
  station.batch.create.mockReset()
  useStation.setState({ state: { templates: [template] } as never })
  useOrder.setState({ ...emptyOrder, name: 'lot-7', template: 'nordwind', quantity: '3' })
  workShown({ at: 'new' })
})

test('a batch is asked for once, whoever presses Enter twice', async () => {
  station.batch.create.mockResolvedValue(made)
  await Promise.all([makeBatch(), makeBatch()])
  expect(station.batch.create).toHaveBeenCalledTimes(1)
  expect(useOrder.getState()).toEqual(emptyOrder)
  expect(useWork.getState().view).toEqual({ at: 'import', batch: 'lot-7' })
})

test('an answer takes nobody away from where he went meanwhile', async () => {
  station.batch.create.mockImplementation(async () => {
    batchesOpened()
    return made
  })
  await makeBatch()
  expect(useWork.getState().view).toEqual({ at: 'batches' })
})
