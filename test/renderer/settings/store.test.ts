import { ORPCError } from '@orpc/client'
import { beforeEach, expect, test, vi } from 'vitest'
import { useSettings, volumeKept, volumeMoved } from '../../../renderer/settings/store'
import { usualChoices } from '../../../shared/choices'
import { station } from '../asked'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const { choose } = station.settings
const shown = (): number => {
  const { moved, choices } = useSettings.getState()
  return moved ?? choices.volume
}
const told = (volume: number): void => useSettings.setState({ choices: { ...usualChoices, volume } })

beforeEach(() => {
  choose.mockReset().mockResolvedValue(usualChoices)
  told(5)
})

test('a volume that is moved away and back follows what the station tells after that', async () => {
  volumeMoved(7)
  const first = volumeKept()
  volumeMoved(5)
  const second = volumeKept()
  await first
  expect(shown()).toBe(5)
  await second
  expect(choose.mock.calls).toEqual([[{ volume: 7 }], [{ volume: 5 }]])
  told(8)
  expect(shown()).toBe(8)
})

test('an older value does not take the volume back, and one that is not kept goes back', async () => {
  volumeMoved(7)
  told(6)
  expect(shown()).toBe(7)
  await volumeKept()
  expect(shown()).toBe(7)
  volumeMoved(9)
  const data = { code: 'disk.failed', path: 'settings.json', reason: 'EIO' }
  choose.mockRejectedValueOnce(new ORPCError('FAILED', { data, defined: true }))
  await volumeKept()
  expect(shown()).toBe(7)
})
