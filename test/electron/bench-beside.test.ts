// One home, opened as a training bench and with real readers: neither does what is the other's.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type BenchFile, pathsOf } from '../../electron/home'
import { ownerOf } from '../../electron/records/owner'
import { readSettings } from '../../electron/settings/settings'
import { parseDevice } from '../../shared/identity/device'
import type { Note } from '../../shared/job'
import { failureIn } from '../support/failure'
import { oneServer } from '../support/one-server'
import { openTestStation, testCard } from '../support/station'

const { home, server } = oneServer()
const device = parseDevice('imei:490154203237518')
const order = { device, template: 'training', reader: 'R1', variables: {}, add: false }
const access = () => {
  const { url, ca, cert, key } = server()
  return { url, ca, cert, key }
}
const away = () => ({ ...access(), url: 'https://127.0.0.1:1' })

const benchIn = (at: string): BenchFile => ({
  ...{ ready: true, pid: process.pid, readers: ['R1'], server: access(), template: 'training', control: '' },
  ...{ adm: join(at, 'adm.txt'), batchKey: join(at, 'batch.key') },
})

test('what is owed to the DM Server is told to that one and no other, by whichever is open', async () => {
  const at = home()
  const real = openTestStation({ home: at, cards: { R1: testCard() }, server: away() })
  const owed = await real.ask.job.start(order)
  await real.until(owed, ({ outcome }) => outcome === 'OWED')
  await real.station.close()

  const bench = openTestStation({ home: at, cards: { R1: testCard() }, server: access(), bench: benchIn(at) })
  expect(bench.station.journal.owed(true)).toBe(0)
  const trained = await bench.ask.job.start(order)
  await bench.until(trained, ({ outcome }) => outcome === 'PASS')
  expect(bench.station.journal.record(owed)).toMatchObject({ outcome: 'OWED', bench: false })
  await bench.station.close()

  const again = openTestStation({ home: at, cards: { R1: testCard() }, server: access() })
  again.station.hurry()
  await again.until(owed, ({ outcome }) => outcome === 'PASS')
  await again.station.close()
})

test('a job of the bench is gone on with at the bench only, and a job of the station only there', async () => {
  const at = home()
  const real = openTestStation({ home: at, cards: {}, server: away() })
  const lost = await real.ask.job.start(order)
  await real.settled(lost)
  await real.station.close()
  const bench = openTestStation({ home: at, cards: { R1: testCard() }, server: access(), bench: benchIn(at) })
  const { jobs, journal } = bench.station
  const refused = { code: 'request.invalid', reason: 'what is of a training bench is done there, and nothing else is' }
  expect(failureIn(() => jobs.resume(lost))).toMatchObject(refused)
  expect(failureIn(() => jobs.start(orderIn(journal.notes(lost))))).toMatchObject(refused)
  await bench.station.close()
})

function orderIn(notes: readonly { readonly note: Note }[]) {
  const [first] = notes
  return first?.note.note === 'ordered' ? first.note.order : expect.fail('no order')
}

test('a bench that was killed is none, whichever process has its number by now', () => {
  const at = home()
  const told = (owner?: string) => {
    writeFileSync(pathsOf(at).benchFile, JSON.stringify({ ...benchIn(at), owner }))
    return readSettings(at, 'bench').bench !== undefined
  }
  expect([told(ownerOf(process.pid)), told(`${process.pid}:1`), told()]).toEqual([true, false, true])
})
