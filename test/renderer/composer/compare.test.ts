import { beforeEach, expect, test, vi } from 'vitest'
import { againstChosen, compare, useCompare } from '../../../renderer/composer/compare'
import { deviceTyped, emptyDraft, sampleDevice, useDraft } from '../../../renderer/composer/draft'
import { station } from '../asked'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const form = { name: 'nordwind', title: 'Nordwind', format: 'dm2', variables: [] } as unknown as typeof emptyDraft.form

beforeEach(() => {
  useDraft.setState({ ...emptyDraft, template: 'nordwind', form, typed: sampleDevice })
  useCompare.setState({ isOpen: true })
  againstChosen({ template: 'other' })
})

test('a difference is of the message on the form, and is gone while its device is half typed', async () => {
  station.message.diff.mockResolvedValueOnce('of the sample')
  await compare()
  expect(useCompare.getState().difference).toBe('of the sample')
  deviceTyped('35209900')
  await compare()
  expect(useCompare.getState().difference).toBeUndefined()
})

test('an answer for what was on the form before is dropped', async () => {
  station.message.diff.mockImplementationOnce(async () => {
    deviceTyped('352099001761481')
    return 'of the sample'
  })
  await compare()
  expect(useCompare.getState().difference).toBeUndefined()
})
