import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Ask } from '../../../electron/cli/command'
import { laneOrder } from '../../../electron/desk/lane-orders'
import { pathsOf } from '../../../electron/home'
import { openDatabase } from '../../../electron/records/sqlite'
import { BatchId } from '../../../shared/batch'
import { parseDevice } from '../../../shared/identity/device'
import type { ImportReport, ImportSource } from '../../../shared/import'
import { JobId, type Order } from '../../../shared/job'
import { failureIn } from '../../support/failure'
import { createTestHome, openTestStation, testCard, trainingTemplate } from '../../support/station'

const home = createTestHome()
afterAll(() => rmSync(home, { recursive: true }))

const [first, second] = ['490154203237518', '352099001761481']
const secrets = ['hush-hush-7', 'row-password-1', 'hush-hush-8', 'row-password-2']
const [server] = trainingTemplate.servers
const personal = {
  ...trainingTemplate,
  name: 'personal',
  variables: { ...trainingTemplate.variables, pass: { type: 'secret' }, site: { type: 'digits' } },
  servers: [
    {
      ...server,
      credentials: {
        client: { name: '{devId}', secret: { variable: 'pass' } },
        server: { name: 'dms.bench.example', secret: { column: 'password' } },
      },
    },
  ],
}
writeFileSync(join(home, 'templates', 'personal.json'), JSON.stringify(personal))
const list = (rows: readonly string[]): ImportSource => {
  const path = join(home, 'list.csv')
  writeFileSync(path, ['IMEI;pass;password;site', ...rows, ''].join('\n'))
  return { from: 'file', path }
}
const rows = [`${first};${secrets[0]};${secrets[1]};7`, `${second};${secrets[2]};${secrets[3]};8`]

async function imported(ask: Ask, batch: BatchId, source: ImportSource): Promise<ImportReport> {
  for await (const step of await ask.batch.import({ batch, source })) if (step.at === 'done') return step.report
  throw new Error('an import ends with a report')
}

function made(ask: Ask, sha256: string, name: string, identities: 'listed' | 'scanned' = 'listed') {
  const batch = BatchId.parse(name)
  return ask.batch.create({ batch, template: { name: 'personal', sha256 }, quantity: 2, identities, variables: {} })
}

const base64 = (text = ''): string => Buffer.from(text).toString('base64')

/** Everything on disk, but for the list itself and what is the key. */
function onDisk(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'list.csv')
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('')
}

test('each card gets the secrets of its device’s row, also in another program, and nobody else ever sees them', async () => {
  const batch = BatchId.parse('P-1')
  const opened = openTestStation({ home, cards: {} })
  const { sha256 } = opened.station.composer.refOf('personal')
  const { order } = await made(opened.ask, sha256, batch)
  expect(await imported(opened.ask, batch, list(rows))).toMatchObject({
    good: 2,
    columns: { device: 'IMEI', pass: 'pass', password: 'password', site: 'site' },
  })
  await opened.ask.batch.start({ batch })
  await opened.station.close()

  const card = testCard()
  const { station, ask, settled } = openTestStation({ home, cards: { R1: card } })
  const job = JobId.parse('00000000-0000-4000-8000-000000000001')
  const iccid = '8949000000000000001'
  const claim = station.batches.claim({ batch, iccid, job })
  if (claim.claim !== 'claimed') throw new Error(claim.claim)
  const ordered = laneOrder(station.composer, undefined)(order, claim.unit)
  expect(ordered.variables).toEqual({ site: '7' })
  const write: Order = {
    kind: 'write',
    device: claim.unit.device,
    reader: 'R1',
    add: false,
    batch,
    bench: false,
    ...ordered,
  }
  station.jobs.start(write, job)
  const record = await settled(job)
  expect(record).toMatchObject({ outcome: 'OWED', device: `imei:${first}` })
  const written = station.composer.make(
    { device: claim.unit.device, template: 'personal', variables: write.variables },
    'card',
    batch,
  )
  expect(record.sha256).toBe(written.sha256)
  expect(Buffer.from(written.message).toString('latin1')).toContain(base64(secrets[0]))

  const told = JSON.stringify([record, station.journal.notes(job), await ask.batch.report({ batch })])
  for (const secret of [...secrets, ...secrets.map(base64)]) {
    expect(told).not.toContain(secret)
    expect(onDisk(home)).not.toContain(secret)
  }
  expect(statSync(pathsOf(home).rowKey).mode & 0o077).toBe(0)
  await station.close()
})

test('secrets go with their device, and no other key, batch or device opens them', async () => {
  const { station, ask } = openTestStation({ home, cards: {} })
  const { sha256 } = station.composer.refOf('personal')
  const batch = BatchId.parse('P-2')
  await made(ask, sha256, batch)
  const device = parseDevice('imei:356938035643809')
  await imported(ask, batch, list([`356938035643809;${secrets[0]};${secrets[1]};7`]))
  const draft = { device, template: 'personal', variables: { site: '7' } }
  expect(station.composer.make(draft, 'card', batch).message.length).toBeGreaterThan(0)
  expect(failureIn(() => station.composer.make(draft, 'card', BatchId.parse('P-1')))).toMatchObject({
    code: 'message.invalid',
  })

  const key = readFileSync(pathsOf(home).rowKey)
  writeFileSync(pathsOf(home).rowKey, `${'0'.repeat(64)}\n`)
  expect(failureIn(() => station.composer.make(draft, 'card', batch))).toMatchObject({ code: 'disk.failed' })
  writeFileSync(pathsOf(home).rowKey, key)
  const db = openDatabase(pathsOf(home).database)
  db.run(
    'UPDATE unit SET sealed = (SELECT sealed FROM unit WHERE device = ?) WHERE device = ?',
    device,
    `imei:${second}`,
  )
  db.close()
  const moved = { ...draft, device: parseDevice(`imei:${second}`) }
  expect(failureIn(() => station.composer.make(moved, 'card', BatchId.parse('P-1')))).toMatchObject({
    code: 'disk.failed',
  })

  await ask.batch.start({ batch })
  expect(station.batches.sealed(batch, device)).toBeDefined()
  await ask.batch.reject({ batch, device, reason: 'damaged' })
  expect(station.batches.sealed(batch, device)).toBeUndefined()
  await station.close()
})

test('a secret that does not fit is told by its place alone, and where none can come the order is refused', async () => {
  const { station, ask } = openTestStation({ home, cards: {} })
  const { sha256 } = station.composer.refOf('personal')
  const batch = BatchId.parse('P-3')
  await made(ask, sha256, batch)
  const report = await imported(ask, batch, list([`990000862471853;bad\t${secrets[0]};;7`, '013977000323877;a;b;']))
  expect(report).toMatchObject({
    good: 0,
    findings: [
      { row: 2, column: 'pass', what: 'malformed' },
      { row: 3, column: 'site', what: 'missing' },
    ],
  })
  expect(JSON.stringify(report)).not.toMatch(/hush|…/)
  const range = { from: 'range', first: '99000086247185', last: '99000086247195' } as const
  await expect(imported(ask, batch, range)).rejects.toMatchObject({ data: { code: 'request.invalid', path: 'source' } })
  await expect(made(ask, sha256, 'P-4', 'scanned')).rejects.toMatchObject({
    data: { code: 'request.invalid', path: 'template' },
  })
  await station.close()
})
