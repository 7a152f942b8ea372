import { expect, test } from 'vitest'
import type { Inspection } from '../../renderer/readers/inspection'
import { isForCard } from '../../renderer/repair/card'
import { readerAt } from './stand-in/readers'

const reader = readerAt(1, true).name
const none: Inspection = { state: 'none' }
const failed: Inspection = { state: 'failed', reader, failure: { code: 'card.removed', reader } }

test('a device that is scanned is for the card that is being read, or is next to be', () => {
  expect(isForCard({ state: 'reading', reader }, [readerAt(1, true)])).toBe(true)
  expect(isForCard(none, [readerAt(1, true), readerAt(2, false)])).toBe(true)
  expect(isForCard(none, [{ ...readerAt(1, true), held: 'ours' }])).toBe(true)
})

test('without a card, with two, with one that is another program’s or does not answer, it is asked for its life', () => {
  expect(isForCard(none, [readerAt(1, false)])).toBe(false)
  expect(isForCard(none, [readerAt(1, true), readerAt(2, true)])).toBe(false)
  expect(isForCard(none, [{ ...readerAt(1, true), held: 'theirs' }])).toBe(false)
  expect(isForCard(failed, [readerAt(1, true)])).toBe(false)
})
