// Two entries of EF(DODF) that are parts of one file: PKCS#15 v1.1, 6.1.4, a path with index and length.
import { afterAll, expect, test } from 'vitest'
import { tlv } from '../../../electron/card/tlv'
import { concat, fromHex } from '../../../shared/bytes'
import { parseDevice } from '../../../shared/identity/device'
import { home, removeHomes } from '../../support/line'
import { openTestStation, testCard } from '../../support/station'

afterAll(removeHomes)

const order = { device: parseDevice('imei:490154203237518'), template: 'training', reader: 'R1', variables: {} }
const entry = (oid: string, range: string): Uint8Array =>
  tlv(0x30, tlv(0x30), tlv(0x30, fromHex(oid)), tlv(0xa1, tlv(0x30, concat(fromHex('04026421'), fromHex(range)))))
// 256 bytes for Client Provisioning, and 3,840 behind them for OMA DM.
const dodf = concat(entry('0604672B0501', '020100' + '80020100'), entry('0604672B0701', '02020100' + '80020F00'))
const partsOfOne = (content: Uint8Array = new Uint8Array()) =>
  testCard({ pkcs15: { dodf, content, bootstrapSizeBytes: 4096 } })

test('a message in a part of a file is verified there, though another entry has the same file', async () => {
  const card = partsOfOne()
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED' })
  expect(card.file('6421').slice(0, 512)).toBe('FF'.repeat(256))
  await station.close()
})

test('a message that reads back wrong is withdrawn from its own part alone', async () => {
  const counted = partsOfOne()
  const first = openTestStation({ home: home(), cards: { R1: counted } })
  await first.settled(await first.ask.job.start(order))
  await first.station.close()
  const updates = counted.dump().log.flatMap(({ c }, at) => (c.startsWith('00D6') ? [at + 1] : []))

  const card = partsOfOne(fromHex('11'.repeat(256)))
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  card.faults.cue({ fault: 'answer', at: updates[1] ?? 0, sw: 0x9000 })
  expect(await settled(await ask.job.start(order))).toMatchObject({ failure: { code: 'card.mismatch' } })
  expect(card.file('6421').slice(0, 512)).toBe('11'.repeat(256))
  expect(card.file('6421').slice(512, 514)).toBe('FF')
  await station.close()
})
