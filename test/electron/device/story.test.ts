import { expect, test } from 'vitest'
import { type CardKind, optionsOfKind } from '../../../electron/bench/kinds'
import { inspectCard } from '../../../electron/device/inspect'
import { de } from '../../../shared/text/de'
import { cardWith, sessionOn } from '../../support/writing'

const storyOf = async (kind: CardKind): Promise<readonly string[]> =>
  (await inspectCard(await sessionOn(cardWith(optionsOfKind(kind))), { hash: () => '', now: () => 0 })).story

test.for([
  ['blank', 'One can be made'],
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

test('a report is told in the language of whoever asks', async () => {
  const session = await sessionOn(cardWith(optionsOfKind('usim')))
  const { story, tree, bootstrap } = await inspectCard(session, { hash: () => '', now: () => 0, words: de.card })
  expect(story[0]).toMatch(/^Das ist Karte /)
  expect(story.join(' ')).not.toMatch(/\b(the|it|its|card|has|only)\b/)
  expect(bootstrap[0]?.access?.read).toBe('jeder')
  expect(JSON.stringify(tree)).not.toMatch(/anyone|nobody|readable|objects/)
})
