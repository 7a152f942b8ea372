import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildBatchFiles } from '../../../electron/desk/batch-files'
import { openBundle, problemsIn } from '../../../electron/factory/verify'
import { type Batch, BatchId, type BatchOrder } from '../../../shared/batch'
import { Failed } from '../../../shared/failure'
import { devIdOf } from '../../../shared/identity/device'
import { JobId } from '../../../shared/job'
import { failedIn, iccidOf, imeiOf, jobOf, registering } from '../../support/batches'
import { failureOf } from '../../support/failure'
import { createTestHome, openTestStation } from '../../support/station'
import { anchors, signer } from '../factory/support'

const home = createTestHome()
afterAll(() => rmSync(home, { recursive: true }))

async function opened(name: string, more: Partial<BatchOrder>) {
  const { ask, station } = openTestStation({ home, cards: {} })
  const { batches, composer, jobs, journal } = station
  const batch = BatchId.parse(name)
  const template = composer.refOf('training')
  await ask.batch.create({ batch, template, quantity: 2, identities: 'listed', green: 'rehearsed', ...more })
  let made = 0
  const newId = () => jobOf(1000 * Number(name.at(-1)) + made++)
  const place = join(home, `${name}-bundle`)
  const build = async (at = place) => {
    const { order } = batches.get(batch)
    return buildBatchFiles(order, at, { batches, composer, jobs, newId, signer, encryptTo: undefined, now: Date.now })
  }
  const list = (from: number, to: number) => {
    const staged = batches.stage(batch)
    staged.lay(Array.from({ length: to - from + 1 }, (_, at) => ({ device: imeiOf(from + at) })))
    staged.take()
  }
  return {
    ask,
    station,
    batch,
    batches,
    journal,
    build,
    list,
    place,
    template,
    counts: (): Batch['counts'] => batches.get(batch).counts,
  }
}

test('where files are all that leaves the line, each is a piece with a record, and no more are made than were issued', async () => {
  const { ask, station, batch, build, list, place, counts } = await opened('works-1', { carrier: 'file' })
  list(1, 3)
  expect(await failureOf(build())).toMatchObject({ path: 'batch', reason: expect.stringContaining('start it first') })
  await ask.batch.start({ batch })
  expect(await build()).toMatchObject({ files: 2, format: 'dm2' })
  expect(readdirSync(join(place, 'messages')).sort()).toEqual(
    [1, 2].map((number) => `${devIdOf(imeiOf(number)).replace(':', '-')}.json`),
  )
  expect(counts()).toMatchObject({ good: 2, unused: 0, working: 0, waiting: 0 })
  const { records } = await ask.records.search({})
  expect(records.map(({ batch: of, kind, outcome }) => ({ of, kind, outcome }))).toEqual(
    [1, 2].map(() => ({ of: batch, kind: 'register', outcome: 'OWED' })),
  )
  expect(await ask.batch.close({ batch })).toMatchObject({ state: 'closed' })
  await station.close()
})

test('a bundle that cannot be made leaves its identities unclaimed', async () => {
  const { ask, station, batch, batches, build, list, place, counts } = await opened('works-2', { carrier: 'file' })
  list(11, 12)
  await ask.batch.start({ batch })
  mkdirSync(place)
  expect(await failureOf(build())).toMatchObject({ path: 'out' })
  expect(counts()).toMatchObject({ working: 0, unused: 2 })
  const { claim } = batches
  let asked = 0
  Object.assign(batches, {
    claim: (wanted: Parameters<typeof claim>[0]) => {
      if (++asked === 2) throw new Failed({ code: 'disk.failed', path: 'station.db', reason: 'the disk is full' })
      return claim(wanted)
    },
  })
  expect(await failureOf(build(`${place}-1`))).toMatchObject({ code: 'disk.failed' })
  Object.assign(batches, { claim })
  expect(counts()).toMatchObject({ working: 0, unused: 2 })
  expect(await build(`${place}-2`)).toMatchObject({ files: 2 })
  await station.close()
})

test('where a device gets a card and a file, its piece is good when it has both', async () => {
  const { ask, station, batch, batches, journal, build, list, template, counts } = await opened('works-3', {
    carrier: 'card-and-file',
  })
  list(21, 22)
  expect(await failureOf(build())).toMatchObject({ reason: expect.stringContaining('start it first') })
  await ask.batch.start({ batch })
  const job = JobId.parse(jobOf(9))
  batches.claim({ batch, iccid: iccidOf(21), job })
  const card = { kind: 'write', device: imeiOf(21), reader: 'R1', iccid: iccidOf(21), template, format: 'dm2' } as const
  const order = { ...card, variables: {}, add: false, batch, green: 'rehearsed', bench: false } as const
  journal.append(job, { note: 'ordered', order, owner: 'me' }, ...registering)
  expect(counts()).toMatchObject({ good: 0, waiting: 1 })
  const { firstBeyond, unfiled } = batches
  const asked: string[] = []
  Object.assign(batches, {
    firstBeyond: (of: BatchId) => {
      asked.push('beyond')
      return firstBeyond(of)
    },
    unfiled: (...page: Parameters<typeof unfiled>) => {
      asked.push('page')
      return unfiled(...page)
    },
  })
  expect(await build()).toMatchObject({ files: 2 })
  expect(asked).toEqual(['beyond', 'page', 'page'])
  expect(counts()).toMatchObject({ good: 1, waiting: 0, unused: 1 })
  expect(await failureOf(build('elsewhere'))).toMatchObject({ reason: expect.stringContaining('no device') })
  await station.close()
})

test('several hundred cards and their files come out even: each good device has one file, whole and signed', async () => {
  const { ask, station, batch, batches, journal, build, list, place, template, counts } = await opened('works-6', {
    carrier: 'card-and-file',
    quantity: 300,
  })
  list(1001, 1300)
  await ask.batch.start({ batch })
  const good = new Set<string>()
  for (let card = 1; card <= 285; card++) {
    const job = jobOf(20_000 + card)
    const claim = batches.claim({ batch, iccid: iccidOf(1000 + card), job })
    if (claim.claim !== 'claimed') throw new Error(`card ${card}: ${claim.claim}`)
    const { device } = claim.unit
    const plain = { kind: 'write', device, reader: 'R1', iccid: iccidOf(1000 + card), template, format: 'dm2' } as const
    const order = { ...plain, variables: {}, add: false, batch, green: 'rehearsed', bench: false } as const
    const isBad = card % 19 === 0
    const ended = isBad ? failedIn('write', { code: 'card.locked', attemptsLeft: 0 }) : registering
    journal.append(job, { note: 'ordered', order, owner: 'me' }, ...ended)
    if (!isBad) good.add(devIdOf(device))
  }
  expect(counts()).toMatchObject({ good: 0, waiting: 270, rejects: 15, unused: 15, issued: 300 })
  const { files } = await build()
  const bundle = await openBundle(place, anchors, Date.now())
  expect(await problemsIn(bundle)).toEqual([])
  const named = bundle.manifest.messages.map((entry) => ('devId' in entry.for ? entry.for.devId : ''))
  expect(new Set(named).size).toBe(files)
  expect([...good].filter((device) => !named.includes(device))).toEqual([])
  expect(counts()).toMatchObject({ good: 270, waiting: 0, rejects: 15, unused: 15, issued: 300 })
  expect(await ask.batch.close({ batch })).toMatchObject({ state: 'closed' })
  await station.close()
})

test('a batch of cards alone has no files, and a card is no piece of a batch of files', async () => {
  const cards = await opened('works-4', {})
  cards.list(31, 31)
  expect(await failureOf(cards.build())).toMatchObject({ reason: expect.stringContaining('cards alone') })
  await cards.station.close()
  const files = await opened('works-5', { carrier: 'file' })
  files.list(41, 41)
  await files.ask.batch.start({ batch: files.batch })
  const claim = files.batches.claim({ batch: files.batch, iccid: iccidOf(41), job: jobOf(41) })
  expect(claim).toEqual({ claim: 'resting', state: 'running' })
  await files.station.close()
})
