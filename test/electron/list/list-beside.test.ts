import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { bundle } from '../../../build/load.mjs'
import { listBeside } from '../../../electron/list/list-beside'
import { createListReader } from '../../../electron/list/list-reader'
import { ownerOf } from '../../../electron/records/owner'
import type { ImportStep } from '../../../shared/import'
import { batch, batchOrder, imeiOf, openBatches } from '../../support/batches'
import { failureOf } from '../../support/failure'

const built = { script: '' }
beforeAll(async () => {
  const { list } = await bundle('list-thread-test', { list: 'electron/list/list-thread.ts' })
  built.script = list
}, 120_000)

function opened(content: string) {
  const store = openBatches()
  store.batches.create(batchOrder())
  const path = join(store.dir, 'list.csv')
  writeFileSync(path, content)
  const read = (signal?: AbortSignal) =>
    listBeside(
      built.script,
      {
        database: join(store.dir, 'station.db'),
        rowKey: join(store.dir, 'rows.key'),
        owner: ownerOf(process.pid),
        request: { batch, source: { from: 'file', path } },
        to: 'import',
        asked: [],
      },
      signal,
    )
  const left = () => [...store.db.all('SELECT * FROM unit'), ...store.db.all('SELECT * FROM import')].length
  return { ...store, path, read, left }
}

async function allOf(steps: AsyncIterable<ImportStep>): Promise<readonly ImportStep[]> {
  const all: ImportStep[] = []
  for await (const step of steps) all.push(step)
  return all
}

const identities = (count: number): string =>
  Array.from({ length: count }, (_, at) => `${imeiOf(at).slice('imei:'.length)}\n`).join('')

test('a list is read in a thread, taken when its end is told, and its connection is closed by then', async () => {
  const { read, batches } = opened(identities(17_000))
  const steps = await allOf(read())
  expect(steps.at(-1)).toMatchObject({ at: 'done', isTaken: true, report: { rows: 17_000, good: 17_000 } })
  expect(steps.filter(({ at }) => at === 'reading').length).toBeGreaterThan(1)
  expect(batches.get(batch).identities.known).toBe(17_000)
})

test('what is wrong with a list is a failure here too', async () => {
  const { read, left, path } = opened(`${identities(3)}"`)
  expect(await failureOf(allOf(read()))).toMatchObject({ code: 'list.unfit', why: 'quote', row: 4, path })
  expect(left()).toBe(0)
})

test('nothing stays of a list that was stopped, or that nobody listens to any more', async () => {
  const { read, left } = opened(identities(17_000))
  const stopping = new AbortController()
  const stopped = (async () => {
    for await (const _ of read(stopping.signal)) stopping.abort()
  })()
  await expect(stopped).rejects.toThrow('abort')
  expect(left()).toBe(0)
  for await (const _ of read()) break
  expect(left()).toBe(0)
})

test('nothing stays of a list whose thread died, and another one that is read meanwhile stays', async () => {
  const { batches, dir, left } = opened('')
  const other = batches.stage(batch)
  other.lay([{ device: imeiOf(1) }])
  const place = { database: '', rowKey: '', owner: ownerOf(process.pid) }
  const deps = { batches, seal: () => Uint8Array.of() }
  const died = createListReader(place, deps, async function* ({ owner }) {
    openBatches(dir, owner)
      .batches.stage(batch)
      .lay([{ device: imeiOf(2) }])
    yield { at: 'reading', rows: 1, percent: 1 }
    throw new Error('the thread died')
  })
  const asked = { batch, source: { from: 'file', path: '' } } as const
  await expect(allOf(died(asked, 'import', [], undefined))).rejects.toThrow('died')
  expect(left()).toBe(2)
  await other.drop()
  expect(left()).toBe(0)
})
