import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import { prepareCard } from '../../../electron/card/prepare'
import { Preparation } from '../../../shared/preparation'
import type { TestCard } from '../../support/card'
import { imeiOf } from '../../support/registration-world'
import {
  admKey,
  createTestHome,
  openTestStation,
  type TestStation,
  testCard,
  trainingTemplate,
} from '../../support/station'
import { sessionOn, writeTo } from '../../support/writing'

let home: string
let cards: Record<string, TestCard>
let opened: TestStation

beforeAll(async () => {
  home = createTestHome()
  writeFileSync(
    join(home, 'templates', 'as-cp.json'),
    JSON.stringify({ ...trainingTemplate, name: 'as-cp', card: { format: 'cp' } }),
  )
  cards = { R1: await cardForBoth(), R2: await cardForBoth() }
  opened = openTestStation({ home, cards })
})
afterAll(async () => {
  await opened.station.close()
  rmSync(home, { recursive: true })
})

/** A card with a file for OMA DM and one for Client Provisioning. */
async function cardForBoth(): Promise<TestCard> {
  const card = testCard({ ...optionsOfKind('blank'), adm: new TextEncoder().encode(admKey) })
  const to = writeTo()
  await prepareCard(await sessionOn(card), Preparation.parse({ cp: true, sizeBytes: 2048 }), to)
  card.reset()
  return card
}

async function written(reader: string, template: string, number: number) {
  const { ask } = opened
  const job = await ask.job.start({ device: imeiOf(number), template, reader, variables: {} })
  for await (const record of await ask.job.changes({ job })) if (record.outcome !== 'running') return record
  throw new Error('nothing came of it')
}

test('a card is not green while another message on it makes a device another one, and the new one is taken back', async () => {
  expect(await written('R1', 'as-cp', 1)).toMatchObject({ outcome: 'OWED' })
  expect(await written('R1', 'training', 2)).toMatchObject({
    outcome: 'FAIL',
    failure: { code: 'card.contradicts' },
    registration: { state: 'none' },
  })
  expect(cards.R1?.file('6421').startsWith('FF')).toBe(true)
})

test('two messages for the same device contradict each other in nothing', async () => {
  expect(await written('R2', 'as-cp', 1)).toMatchObject({ outcome: 'OWED' })
  expect(await written('R2', 'training', 1)).toMatchObject({ outcome: 'OWED' })
})
