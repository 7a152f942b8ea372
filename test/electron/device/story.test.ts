import { expect, test } from 'vitest'
import { type CardKind, optionsOfKind } from '../../../electron/bench/kinds'
import { inspectCard } from '../../../electron/device/inspect'
import { cardWith, sessionOn } from '../../support/writing'

const storyOf = async (kind: CardKind): Promise<readonly string[]> =>
  (await inspectCard(await sessionOn(cardWith(optionsOfKind(kind))), { hash: () => '', now: () => 0 })).story

test.for([
  ['blank', '"bootstation card prepare" can make one'],
  ['two-tries', 'this station will not try its key'],
  ['two-entries', 'writing will refuse'],
  ['torn', 'Writing it makes it whole'],
  ['pin', 'Switch the PIN off'],
] as const)('a story of a card that is %s says at its beginning what can be done', async ([kind, way]) => {
  const story = await storyOf(kind)
  expect(story[1]).toMatch(/^A device would/)
  expect(story[2]).toContain(way)
  expect(story.at(-1)).toContain('historical bytes')
})
