import { Children, isValidElement } from 'react'
import { expect, test, vi } from 'vitest'
import { Acts } from '../../../renderer/batches/batch-detail'
import { HoldButton } from '../../../renderer/parts/hold-button'
import type { Batch } from '../../../shared/batch'
import { batchAt, orderOf } from '../stand-in/line'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const started = (name: string): Batch => batchAt({ order: orderOf({ batch: name }), startedAt: '2026-01-01T00:00:00Z' })

function keyOfClosing(batch: Batch): string | null | undefined {
  const acts = Children.toArray(Acts({ batch })?.props.children)
  return acts.filter(isValidElement).find(({ type }) => type === HoldButton)?.key
}

test('a first press to close one batch is none for the next that is shown', () => {
  expect(keyOfClosing(started('a'))).toBeDefined()
  expect(keyOfClosing(started('a'))).toBe(keyOfClosing(started('a')))
  expect(keyOfClosing(started('a'))).not.toBe(keyOfClosing(started('b')))
})
