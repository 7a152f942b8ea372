import { expect, test } from 'vitest'
import { openDatabase } from '../../electron/records/sqlite'
import { freshImei } from '../electron/server/support'
import { openDmServer, requesterOf, switchOn } from '../support/bench-device'

const count = 1000
/** As many as a line of stations and its devices would be at once. */
const atOnce = 32

/** Runs all of them, so many at a time. */
async function each<T>(items: readonly T[], work: (item: T, at: number) => Promise<void>): Promise<void> {
  const queue = [...items.entries()]
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next[1], next[0])
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

test(`${count} devices of every way open their first sessions in less than half a minute of work`, async () => {
  const bench = await openDmServer()
  const devices = Array.from({ length: count }, freshImei)
  await each(devices, bench.register)
  const began = process.cpuUsage()
  await each(devices, async (imei, at) => {
    const way = [
      { card: [bench.messageFor(imei, 'dm2')] },
      { card: [bench.messageFor(imei, 'dm1')] },
      { factory: bench.messageFor(imei, 'cp') },
      { bootstrapUrl: bench.bootstrapUrl, requester: requesterOf(bench, imei) },
    ][at % 4]
    const told = await switchOn(imei, bench, way ?? {})
    expect(told.sessions).toMatchObject([{ result: 'done' }])
  })
  // Devices and server are in this process: its work is the same on a busy machine.
  const { user, system } = process.cpuUsage(began)
  const seconds = (user + system) / 1e6
  process.stderr.write(`${count} first sessions in ${seconds.toFixed(1)} s of work\n`)
  const db = openDatabase(`${bench.dir}/server.db`)
  expect(db.get("SELECT count(*) AS n FROM registration WHERE state = 'managed'")).toEqual({ n: count })
  db.close()
  expect(seconds).toBeLessThan(30)
}, 120_000)
