import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { iccidOfSerial } from '../../../electron/bench/uicc/numbers'
import { parseDevice } from '../../../shared/identity/device'
import { utf8 } from '../../../shared/utf8'
import type { TestCard } from '../../support/card'
import { admKey, createTestHome, openTestStation, testCard } from '../../support/station'

const home = createTestHome()
afterAll(() => rmSync(home, { recursive: true }))

const order = { device: parseDevice('imei:490154203237518'), template: 'training', reader: 'R1', variables: {} }
const pinCard = (options: Parameters<typeof testCard>[0] = {}): TestCard =>
  testCard({ pkcs15: { read: 'pin1' }, ...options })

async function withStation(card: TestCard, work: (opened: ReturnType<typeof openTestStation>) => Promise<void>) {
  const opened = openTestStation({ home, cards: { R1: card } })
  try {
    await work(opened)
  } finally {
    await opened.station.close()
  }
}

test('a card is asked for its PIN again after a job that was refused before it could begin', async () => {
  const card = pinCard()
  await withStation(card, async ({ ask, settled, station }) => {
    const iccid = card.iccid()
    await ask.keys.givePin({ iccid, typed: '1234' })
    const refused = { kind: 'write', reader: 'R1', iccid, variables: {}, add: false, bench: false } as const
    station.jobs.refuse(refused, { code: 'card.mute', reader: 'R1', command: 'SELECT' })
    expect(await settled(await ask.job.start(order))).toMatchObject({ failure: { code: 'card.needs-pin' } })
  })
})

test('a PIN is tried again once its holder has set it right in a phone and a person tells it here', async () => {
  const card = pinCard({ iccid: iccidOfSerial(7), tries: { pin1: 1 } })
  await withStation(card, async ({ ask, settled }) => {
    await ask.card.inspect({ reader: 'R1' })
    const job = await ask.job.start(order)
    expect((await settled(job)).failure).toMatchObject({ state: 'few-tries', attemptsLeft: 1 })
    await ask.keys.givePin({ iccid: card.iccid(), typed: '1234' })
    const few = { code: 'card.pin', state: 'few-tries', attemptsLeft: 1 }
    expect((await settled(await ask.job.resume({ job }))).failure).toEqual(few)
    expect(card.dump().tries.pin1).toBe(1)
    card.swap({ iccid: iccidOfSerial(7), adm: utf8(admKey), pkcs15: { read: 'pin1' } })
    await ask.keys.givePin({ iccid: card.iccid(), typed: '1234' })
    expect(await settled(await ask.job.resume({ job }))).toMatchObject({ outcome: 'OWED' })
  })
})
