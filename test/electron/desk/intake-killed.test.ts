// A program that is killed while it orders a registration: the next goes on with the same job.
import { spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { bundle } from '../../../build/load.mjs'
import { openDatabase } from '../../../electron/records/sqlite'
import { parseDevice } from '../../../shared/identity/device'
import { imeiNumber, rulesWith } from '../../shared/intake/support'
import { oneServer } from '../../support/one-server'
import { openTestStation } from '../../support/station'

const { home, server, database } = oneServer()
const program = { path: '' }
beforeAll(async () => {
  program.path = (await bundle('inbox-process', { killed: 'test/support/inbox-process.ts' })).killed
}, 60_000)

test.each([1, 2, 3, 4])(
  'killed at note %i, an entry of the inbox is one job and one registration all the same',
  async (nth) => {
    const folder = home()
    const device = parseDevice(`imei:${imeiNumber(nth)}`)
    const { signal, stderr } = spawnSync(process.execPath, [program.path, folder, String(nth), device], {
      encoding: 'utf8',
      timeout: 60_000,
    })
    expect(signal, stderr).toBe('SIGKILL')

    const rules = rulesWith({ template: 'training' })
    const { station, ask, until } = openTestStation({ home: folder, cards: {}, server: server(), intake: rules })
    await station.inbox().settled()
    const entry = await ask.intake.get({ entry: 1 })
    expect(entry.state).toBe('ordered')
    if (!entry.job) throw new Error('no job was ordered')
    await until(entry.job, ({ outcome }) => outcome === 'PASS')
    expect((await ask.records.search({})).total).toBe(1)
    expect(registeredFor(device)).toHaveLength(1)
    await station.close()
  },
)

function registeredFor(device: string): readonly unknown[] {
  const db = openDatabase(database())
  const rows = db.all('SELECT * FROM registration').filter((row) => JSON.stringify(row).includes(device.slice(5, 19)))
  db.close()
  return rows
}
