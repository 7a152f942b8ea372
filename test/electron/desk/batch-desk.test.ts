import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../../electron/records/sqlite'
import { BatchId } from '../../../shared/batch'
import { JobId } from '../../../shared/job'
import { imeiOf, registering } from '../../support/batches'
import { createTestHome, openTestStation, trainingTemplate } from '../../support/station'

const home = createTestHome()
afterAll(() => rmSync(home, { recursive: true }))
const batch = BatchId.parse('order-17')

test('a batch is made, started, rejected from, closed and reported by procedure name', async () => {
  const { ask, station } = openTestStation({ home, cards: {} })
  const template = station.composer.refOf('training')
  await ask.batch.create({ batch, template, quantity: 2, identities: 'scanned', variables: { apn: 'iot' } })
  expect(await ask.batch.start({ batch })).toMatchObject({
    state: 'running',
    order: { bench: false, green: 'registered' },
  })
  expect(await ask.batch.reject({ batch, reason: 'damaged' })).toMatchObject({ counts: { rejects: 1, unused: 1 } })
  expect(await ask.batch.report({ batch })).toMatchObject({ isExact: true, rejects: { damaged: 1 }, open: [] })
  expect(await ask.batch.pieces({ batch, states: ['reject'] })).toMatchObject([{ reason: 'damaged', isRuled: true }])
  expect(await ask.batch.close({ batch })).toMatchObject({ state: 'closed' })
  expect(await ask.batch.list()).toHaveLength(1)
  for await (const { version } of await ask.batch.changes()) {
    expect(version).toBeGreaterThan(0)
    break
  }
  await station.close()
})

test('a batch of a template that is another by now, has no such variable, asks for a secret, or is for cards of other keys is not made', async () => {
  const { ask, station } = openTestStation({ home, cards: {} })
  const made = (more: object) =>
    ask.batch.create({
      batch: BatchId.parse('order-18'),
      template: station.composer.refOf('training'),
      quantity: 2,
      identities: 'scanned',
      ...more,
    })
  const refused = (path: string) => ({ data: { code: 'request.invalid', path } })
  const other = { name: 'training', sha256: 'f'.repeat(64) }
  await expect(made({ template: other })).rejects.toMatchObject(refused('template'))
  await expect(made({ keySet: 'file-0000000000000000' })).rejects.toMatchObject(refused('keySet'))
  await expect(made({ variables: { pin: '1' } })).rejects.toMatchObject(refused('variables.pin'))
  const asking = {
    ...trainingTemplate,
    name: 'asking',
    variables: { apn: { type: 'text', default: 'iot' }, pin: { type: 'secret' } },
  }
  writeFileSync(join(home, 'templates', 'asking.json'), JSON.stringify(asking))
  await expect(made({ template: station.composer.refOf('asking') })).rejects.toMatchObject(refused('template'))
  await station.close()
})

test('a card is set aside in its batch and in its record, or in neither', async () => {
  const { ask, station } = openTestStation({ home, cards: {} })
  const { batches, journal } = station
  const named = BatchId.parse('order-19')
  const [template, iccid, device] = [station.composer.refOf('training'), '8949000000000000017', imeiOf(1)]
  await ask.batch.create({ batch: named, template, quantity: 2, identities: 'scanned', green: 'rehearsed' })
  await ask.batch.start({ batch: named })
  const job = JobId.parse(crypto.randomUUID())
  batches.claim({ batch: named, iccid, device, job })
  const order = { kind: 'write', device, reader: 'R1', iccid, template, format: 'dm2', variables: {} } as const
  const piece = { add: false, batch: named, green: 'rehearsed', bench: false } as const
  journal.append(job, { note: 'ordered', order: { ...order, ...piece }, owner: 'me' }, ...registering)
  const beside = openDatabase(join(home, 'station.db'))
  beside.exec(`CREATE TRIGGER killed BEFORE INSERT ON note BEGIN SELECT RAISE(ABORT, 'the power is gone'); END`)
  await expect(ask.batch.reject({ batch: named, iccid, reason: 'damaged' })).rejects.toThrow('the power is gone')
  expect(batches.get(named).counts).toMatchObject({ good: 1, rejects: 0 })
  beside.exec('DROP TRIGGER killed')
  beside.close()
  expect(await ask.batch.reject({ batch: named, iccid, reason: 'damaged' })).toMatchObject({ counts: { rejects: 1 } })
  expect(journal.record(job)).toMatchObject({ outcome: 'OWED', rejected: 'damaged' })
  await station.close()
})
